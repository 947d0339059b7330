import CZLib

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
    }

    let bytes: [UInt8]
    /// The newest first. Revision `n` is the file as sections `n`… make it.
    private(set) var sections: [Section] = []

    private var objects: [Int: (reference: PDFReference, object: PDFObject)] = [:]
    private var packed: [Int: [(number: Int, value: PDFValue)]] = [:]
    private var inflated = 0
    private var lookingUp: Set<Int> = []

    private static let maximumSections = 128, maximumEntries = 500_000, maximumInflated = 64 << 20

    init(_ bytes: [UInt8]) throws(PDFFault) {
        self.bytes = bytes
        guard let start = Self.start(of: bytes, before: bytes.count) else { throw .unreadable }
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
    static func start(of bytes: [UInt8], before end: Int) -> Int? {
        guard end <= bytes.count, end > 16 else { return nil }
        var last = end
        while last > 0, end - last < 2, bytes[last - 1] == 0x0a || bytes[last - 1] == 0x0d { last -= 1 }
        let mark = Array("%%EOF".utf8), word = Array("startxref".utf8)
        guard last >= mark.count, bytes[last - mark.count..<last].elementsEqual(mark) else { return nil }
        let lowest = max(0, last - 64)
        var place = last - mark.count - word.count
        while place >= lowest {
            if bytes[place..<place + word.count].elementsEqual(word) {
                var lexer = PDFLexer(bytes, at: place + word.count, isFile: true)
                while let byte = lexer.next, PDFLexer.isSpace(byte) { lexer.place += 1 }
                guard let offset = lexer.natural(), offset < place else { return nil }
                while let byte = lexer.next, PDFLexer.isSpace(byte) { lexer.place += 1 }
                return lexer.place == last - mark.count ? offset : nil
            }
            place -= 1
        }
        return nil
    }

    // MARK: sections

    private func section(at offset: Int, room: Int) throws(PDFFault) -> Section {
        guard offset >= 0, offset < bytes.count else { throw .unreadable }
        var lexer = PDFLexer(bytes, at: offset, isFile: true)
        guard lexer.take("xref") else { return try streamSection(at: offset, room: room) }
        var entries: [Int: Entry] = [:]
        while true {
            lexer.skipSpace()
            if lexer.take("trailer") { break }
            guard let first = lexer.natural() else { throw .unreadable }
            lexer.skipSpace()
            guard let count = lexer.natural(), first <= Self.maximumEntries * 4, count <= room - entries.count else { throw .tooLarge }
            for number in first..<first + count {
                lexer.skipSpace()
                guard let place = lexer.natural() else { throw .unreadable }
                lexer.skipSpace()
                guard let generation = lexer.natural() else { throw .unreadable }
                lexer.skipSpace()
                let entry: Entry
                if lexer.take("n") { entry = .at(place, generation: generation) } else if lexer.take("f") { entry = .free } else { throw .unreadable }
                guard entries.updateValue(entry, forKey: number) == nil else { throw .unreadable }
            }
        }
        lexer.skipSpace()
        let trailer = try lexer.dictionary()
        if let hybrid = trailer["XRefStm"] {
            guard let place = hybrid.integer else { throw .unreadable }
            // For readers that know object streams. What both sides of a hybrid file name must be the same.
            for (number, entry) in try streamSection(at: place, room: room - entries.count).entries {
                guard entries[number] == nil || entries[number] == .free || entries[number] == entry else { throw .unreadable }
                entries[number] = entry
            }
        }
        return Section(offset: offset, entries: entries, trailer: trailer)
    }

    private func streamSection(at offset: Int, room: Int) throws(PDFFault) -> Section {
        let (_, object) = try self.object(at: offset)
        guard let dictionary = object.value.dictionary, dictionary["Type"]?.name == "XRef", let widths = dictionary["W"]?.array?.compactMap(\.integer), widths.count == 3,
            widths.allSatisfy({ (0...8).contains($0) }), let size = dictionary["Size"]?.integer, size >= 0
        else { throw .unreadable }
        let data = try content(of: object)
        var index = [0, size]
        if let value = dictionary["Index"] {
            guard let numbers = value.array?.compactMap(\.integer), numbers.count % 2 == 0, numbers.count == value.array?.count else { throw .unreadable }
            index = numbers
        }
        var entries: [Int: Entry] = [:], place = 0
        let width = widths.reduce(0, +)
        guard width > 0 else { throw .unreadable }
        for pair in stride(from: 0, to: index.count, by: 2) {
            let first = index[pair], count = index[pair + 1]
            guard first >= 0, count >= 0, first <= Self.maximumEntries * 4, count <= room - entries.count else { throw .tooLarge }
            for number in first..<first + count {
                guard place + width <= data.count else { throw .unreadable }
                var fields = [1, 0, 0]
                for (field, width) in widths.enumerated() where width > 0 {
                    fields[field] = data[place..<place + width].reduce(0) { $0 << 8 | Int($1) }
                    place += width
                }
                guard fields.allSatisfy({ $0 >= 0 }) else { throw .unreadable }
                let entry: Entry
                switch fields[0] {
                case 0: entry = .free
                case 1: entry = .at(fields[1], generation: fields[2])
                case 2: entry = .inStream(fields[1], index: fields[2])
                default: throw .unreadable
                }
                guard entries.updateValue(entry, forKey: number) == nil else { throw .unreadable }
            }
        }
        return Section(offset: offset, entries: entries, trailer: dictionary)
    }

    // MARK: objects

    func entry(_ number: Int, in revision: Int) -> Entry? {
        for section in sections[revision...] { if let entry = section.entries[number] { return entry } }
        return nil
    }

    /// What a reference leads to in a revision; `nil` where nothing is, which counts as null.
    func object(_ reference: PDFReference, in revision: Int) throws(PDFFault) -> PDFObject? {
        switch entry(reference.number, in: revision) {
        case nil, .free: return nil
        case .at(let offset, let generation):
            guard generation == reference.generation else { return nil }
            let (found, object) = try self.object(at: offset)
            guard found == reference else { throw .unreadable }
            return object
        case .inStream(let stream, let index):
            guard reference.generation == 0 else { return nil }
            // An object stream is no object of an object stream.
            guard case .at(let offset, _) = entry(stream, in: revision) else { throw .unreadable }
            let values = try packedValues(at: offset, number: stream)
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

    private func object(at offset: Int) throws(PDFFault) -> (reference: PDFReference, object: PDFObject) {
        if let known = objects[offset] { return known }
        // A length that is a stream whose length is a stream, and so on, would go deep.
        guard offset >= 0, offset < bytes.count, lookingUp.count < 4, lookingUp.insert(offset).inserted else { throw .unreadable }
        defer { lookingUp.remove(offset) }
        var lexer = PDFLexer(bytes, at: offset, isFile: true)
        let found = try lexer.object { (reference) throws(PDFFault) in
            // Of the newest revision: a stream whose length was changed later is read otherwise, and then is another stream.
            guard !sections.isEmpty else { return nil }
            return try self.object(reference, in: 0)?.value.integer
        }
        objects[offset] = found
        return found
    }

    private func packedValues(at offset: Int, number: Int) throws(PDFFault) -> [(number: Int, value: PDFValue)] {
        if let known = packed[offset] { return known }
        let (reference, object) = try self.object(at: offset)
        guard reference.number == number, let dictionary = object.value.dictionary, dictionary["Type"]?.name == "ObjStm", let count = dictionary["N"]?.integer,
            let first = dictionary["First"]?.integer, count >= 0, count <= Self.maximumEntries, first >= 0
        else { throw .unreadable }
        let data = try content(of: object)
        guard first <= data.count else { throw .unreadable }
        var header = PDFLexer(data, at: 0, isFile: false), values: [(number: Int, value: PDFValue)] = []
        for _ in 0..<count {
            header.skipSpace()
            guard let number = header.natural() else { throw .unreadable }
            header.skipSpace()
            guard let place = header.natural(), first + place < data.count else { throw .unreadable }
            var lexer = PDFLexer(data, at: first + place, isFile: false)
            values.append((number, try lexer.value()))
        }
        packed[offset] = values
        return values
    }

    // MARK: streams

    /// A stream's data, unpacked; only FlateDecode, which the structure of files uses.
    func content(of object: PDFObject) throws(PDFFault) -> [UInt8] {
        guard let place = object.stream, let dictionary = object.value.dictionary else { throw .unreadable }
        let filters = dictionary["Filter"].map { $0.array ?? [$0] } ?? []
        guard !filters.isEmpty else { return Array(bytes[place]) }
        guard filters == [.name("FlateDecode")] else { throw .unreadable }
        let data = try inflate(bytes[place])
        let parameters = dictionary["DecodeParms"].map { $0.array ?? [$0] } ?? []
        guard parameters.count <= 1 else { throw .unreadable }
        guard let parameter = parameters.first, parameter != .null else { return data }
        guard let settings = parameter.dictionary else { throw .unreadable }
        let predictor = settings["Predictor"]?.integer ?? 1
        guard predictor >= 10 else {
            guard predictor == 1 else { throw .unreadable }
            return data
        }
        guard settings["Colors"]?.integer ?? 1 == 1, settings["BitsPerComponent"]?.integer ?? 8 == 8, let columns = settings["Columns"]?.integer, (1...64).contains(columns) else { throw .unreadable }
        return try Self.unpredicted(data, columns)
    }

    private func inflate(_ packed: ArraySlice<UInt8>) throws(PDFFault) -> [UInt8] {
        var stream = z_stream()
        guard onceonly_inflate_start(&stream) == Z_OK else { throw .tooLarge }
        defer { inflateEnd(&stream) }
        var source = Array(packed), output: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 14), status = Z_OK
        let room = Self.maximumInflated - inflated
        source.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            while status == Z_OK, output.count <= room {
                let written = buffer.withUnsafeMutableBufferPointer { buffer in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    status = CZLib.inflate(&stream, Z_NO_FLUSH)
                    return buffer.count - Int(stream.avail_out)
                }
                output += buffer[..<written]
            }
        }
        guard output.count <= room else { throw .tooLarge }
        guard status == Z_STREAM_END else { throw .unreadable }
        inflated += output.count
        return output
    }

    /// PNG prediction of one byte a sample. Source: ISO 32000-2, 7.4.4.4; RFC 2083, 6.
    private static func unpredicted(_ data: [UInt8], _ columns: Int) throws(PDFFault) -> [UInt8] {
        guard data.count % (columns + 1) == 0 else { throw .unreadable }
        var output: [UInt8] = [], above = [UInt8](repeating: 0, count: columns)
        output.reserveCapacity(data.count)
        for start in stride(from: 0, to: data.count, by: columns + 1) {
            var row = [UInt8](repeating: 0, count: columns)
            for column in 0..<columns {
                let left = column > 0 ? row[column - 1] : 0, corner = column > 0 ? above[column - 1] : 0
                let guess: UInt8
                switch data[start] {
                case 0: guess = 0
                case 1: guess = left
                case 2: guess = above[column]
                case 3: guess = UInt8((Int(left) + Int(above[column])) / 2)
                case 4:
                    let estimate = Int(left) + Int(above[column]) - Int(corner)
                    let (a, b, c) = (abs(estimate - Int(left)), abs(estimate - Int(above[column])), abs(estimate - Int(corner)))
                    guess = a <= b && a <= c ? left : b <= c ? above[column] : corner
                default: throw .unreadable
                }
                row[column] = data[start + 1 + column] &+ guess
            }
            output += row
            above = row
        }
        return output
    }
}
