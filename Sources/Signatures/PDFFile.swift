/// A PDF's cross-reference sections and objects, at every revision. Source: ISO 32000-2, 7.5.
final class PDFFile {
    enum Entry: Equatable {
        case free
        case at(Int, generation: Int)
        case inStream(Int, index: Int)
    }

    struct Section {
        let offset: Int
        var entries: [Int: Entry]
        let trailer: PDFDictionary
        /// After the trailer, or after the stream the section stands in.
        let end: Int
        /// That stream; `nil` for a table.
        let stream: PDFReference?
        /// Whether readers that count bytes see what those see that read words.
        let isPlain: Bool
        /// After the last byte that was read for it.
        let reach: Int
    }

    let bytes: [UInt8]
    /// What follows does not belong to the file.
    let end: Int
    let store: PDFStore
    /// The newest first. Revision `n` is the file as sections `n`… make it.
    private(set) var sections: [Section] = []

    private struct Place: Hashable {
        let offset: Int
        let revision: Int
    }

    /// Objects that other revisions may read otherwise.
    private var dependent: [Place: PDFRead] = [:]
    private var dependentPacked: [Place: [(number: Int, value: PDFValue)]] = [:]
    private var lookingUp: Set<Int> = []

    static let maximumSections = 128, maximumEntries = 250_000

    convenience init(_ bytes: [UInt8]) throws(PDFFault) { try self.init(bytes, before: bytes.count, PDFStore(for: bytes.count)) }

    /// An earlier revision as the file it was, which cannot know of what follows.
    convenience init(_ file: PDFFile, endingAt end: Int) throws(PDFFault) { try self.init(file.bytes, before: end, file.store) }

    private init(_ bytes: [UInt8], before end: Int, _ store: PDFStore) throws(PDFFault) {
        self.bytes = bytes
        self.end = end
        self.store = store
        guard let start = Self.start(of: bytes, before: end, store.budget) else { throw .unreadable }
        var next: Int? = start, seen: Set<Int> = [], count = 0
        while let offset = next {
            guard sections.count < Self.maximumSections else { throw .tooLarge }
            guard seen.insert(offset).inserted else { throw .unreadable }
            let section = try self.section(at: offset, room: Self.maximumEntries - count)
            count += section.entries.count
            guard section.trailer["Encrypt"] == nil else { throw .encrypted }
            sections.append(section)
            next = try previous(section.trailer)
        }
    }

    private func previous(_ trailer: PDFDictionary) throws(PDFFault) -> Int? {
        guard let value = trailer["Prev"] else { return nil }
        guard let offset = value.integer else { throw .unreadable }
        return offset
    }

    /// What `startxref` says in the last lines before an offset, when nothing but an end of line follows `%%EOF`.
    private static func start(of bytes: [UInt8], before end: Int, _ budget: PDFBudget) -> Int? {
        guard end <= bytes.count, end > 16 else { return nil }
        var last = end
        while last > 0, end - last < 2, bytes[last - 1] == 0x0a || bytes[last - 1] == 0x0d { last -= 1 }
        let mark = Array("%%EOF".utf8), word = Array("startxref".utf8)
        guard last >= mark.count, bytes[last - mark.count..<last].elementsEqual(mark) else { return nil }
        let lowest = max(0, last - 64)
        var place = last - mark.count - word.count
        while place >= lowest {
            if bytes[place..<place + word.count].elementsEqual(word) {
                var lexer = PDFLexer(bytes, at: place + word.count, before: end, isFile: true, budget)
                lexer.skipWhite()
                guard let offset = lexer.natural(), offset < place else { return nil }
                lexer.skipWhite()
                return lexer.place == last - mark.count ? offset : nil
            }
            place -= 1
        }
        return nil
    }

    // MARK: objects

    func entry(_ number: Int, in revision: Int) -> Entry? {
        for section in sections[revision...] { if let entry = section.entries[number] { return entry } }
        return nil
    }

    /// What a reference leads to in a revision; `nil` where nothing is, which counts as null.
    func object(_ reference: PDFReference, in revision: Int) throws(PDFFault) -> PDFObject? {
        try store.budget.spend(lookUps: sections.count - revision)
        switch entry(reference.number, in: revision) {
        case nil, .free: return nil
        case .at(let offset, let generation):
            guard generation == reference.generation else { return nil }
            let read = try self.read(at: offset, in: revision)
            guard read.reference == reference else { throw .unreadable }
            return read.object
        case .inStream(let stream, let index):
            guard reference.generation == 0 else { return nil }
            // An object stream is no object of an object stream.
            guard case .at(let offset, _) = entry(stream, in: revision) else { throw .unreadable }
            let values = try packedValues(at: offset, number: stream, in: revision)
            guard index < values.count, values[index].number == reference.number else { throw .unreadable }
            return PDFObject(value: values[index].value, stream: nil)
        }
    }

    /// Follows references to a value.
    func resolved(_ value: PDFValue?, in revision: Int) throws(PDFFault) -> PDFValue? {
        var value = value
        for _ in 0..<8 {
            guard case .reference(let reference) = value else { return value == .null ? nil : value }
            value = try object(reference, in: revision)?.value
        }
        throw .unreadable
    }

    func catalog(in revision: Int) throws(PDFFault) -> PDFDictionary? { try resolved(sections[revision].trailer["Root"], in: revision)?.dictionary }

    /// The object that begins at an offset. A length that stands elsewhere is the one of the revision.
    func read(at offset: Int, in revision: Int) throws(PDFFault) -> PDFRead {
        if let known = store.objects[offset], known.end <= end { return known }
        let place = Place(offset: offset, revision: revision)
        if let known = dependent[place] { return known }
        // A length that is a stream whose length is a stream, and so on, would go deep.
        guard offset >= 0, offset < end, lookingUp.count < 4, lookingUp.insert(offset).inserted else { throw .unreadable }
        defer { lookingUp.remove(offset) }
        var lexer = PDFLexer(bytes, at: offset, before: end, isFile: true, store.budget)
        let read = try lexer.object { (reference) throws(PDFFault) in try self.object(reference, in: revision)?.value.integer }
        if read.isDependent { dependent[place] = read } else { store.objects[offset] = read }
        return read
    }

    /// The members of an object stream, in its order.
    func packedValues(at offset: Int, number: Int, in revision: Int) throws(PDFFault) -> [(number: Int, value: PDFValue)] {
        let read = try self.read(at: offset, in: revision), place = Place(offset: offset, revision: revision)
        if let known = read.isDependent ? dependentPacked[place] : store.packed[offset] { return known }
        guard read.reference.number == number, let dictionary = read.object.value.dictionary, dictionary["Type"]?.name == "ObjStm", let count = dictionary["N"]?.integer,
            let first = dictionary["First"]?.integer, count >= 0, count <= Self.maximumEntries, first >= 0
        else { throw .unreadable }
        let data = try content(of: read.object)
        guard first <= data.count else { throw .unreadable }
        var header = PDFLexer(data, at: 0, before: first, isFile: false, store.budget), values: [(number: Int, value: PDFValue)] = [], last = 0
        for _ in 0..<count {
            header.skipSpace()
            guard let number = header.natural() else { throw .unreadable }
            header.skipSpace()
            // One after the other: what stands in two members would be read twice.
            guard let place = header.natural(), place >= last, first + place < data.count else { throw .unreadable }
            var lexer = PDFLexer(data, at: first + place, before: data.count, isFile: false, store.budget)
            values.append((number, try lexer.value()))
            last = lexer.place - first
        }
        if read.isDependent { dependentPacked[place] = values } else { store.packed[offset] = values }
        return values
    }
}
