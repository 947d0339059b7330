/// The bytes that follow a signed revision, each accounted for: objects that the next cross-reference section lists at just this
/// place, the section, `startxref`, `%%EOF`, and so on to the end. Readers differ on everything else: some search a file for objects
/// where a table disagrees with it, and some count a table's bytes where others read its words. Source: ISO 32000-2, 7.5.6.
struct PDFAppended {
    let file: PDFFile
    /// The signed revision.
    let old: PDFFile

    private static let trailerKeys: Set<PDFName> = ["Size", "Root", "Info", "ID", "Prev"]
    private static let streamKeys: Set<PDFName> = ["Type", "W", "Index", "Length", "Filter", "DecodeParms"]

    /// The sections that follow, the oldest first.
    private var sections: [PDFFile.Section] { file.sections.dropLast(old.sections.count).reversed() }

    /// The numbers of all objects that follow.
    var numbers: Set<Int> { Set(sections.flatMap(\.entries.keys)) }

    func isAccountedFor() throws(PDFFault) -> Bool {
        guard isSigned(file.sections.suffix(old.sections.count)), !sections.isEmpty, var size = old.sections[0].trailer["Size"]?.integer, try !isSwitchedByLength() else { return false }
        // What a table lists beyond its size is not there until a larger size brings it out.
        guard old.sections.allSatisfy({ section in section.isPlain && section.entries.keys.allSatisfy { $0 < size } }) else { return false }
        var place = old.end, objects = 0
        for section in sections {
            guard try isRight(section, size), let next = try walked(section, from: place, &objects) else { return false }
            size = section.trailer["Size"]?.integer ?? size
            place = next
        }
        var rest = lexer(at: place)
        rest.skipWhite()
        return rest.place == file.end && marks() == (objects, sections.count { $0.stream == nil })
    }

    private func lexer(at place: Int) -> PDFLexer { PDFLexer(file.bytes, at: place, before: file.end, isFile: true, file.store.budget) }

    /// Whether the sections below those that follow are the signed ones, and name nothing outside what was signed.
    private func isSigned(_ sections: ArraySlice<PDFFile.Section>) -> Bool {
        guard sections.count == old.sections.count else { return false }
        return zip(sections, old.sections).allSatisfy { one, other in
            one.offset == other.offset && one.entries == other.entries && one.trailer == other.trailer
                && other.entries.values.allSatisfy { if case .at(let offset, _) = $0 { offset < old.end } else { true } }
        }
    }

    /// A file laid out for the web says how long it is, and is read from its front only while it is just as long.
    private func isSwitchedByLength() throws(PDFFault) -> Bool {
        var lexer = PDFLexer(old.bytes, at: 0, before: old.end, isFile: true, old.store.budget)
        lexer.skipSpace()
        guard lexer.natural() != nil else { return true }
        lexer.skipSpace()
        guard lexer.natural() != nil else { return true }
        lexer.skipSpace()
        guard lexer.take("obj") else { return true }
        guard let dictionary = try lexer.value().dictionary, dictionary["Linearized"] != nil else { return false }
        guard let length = dictionary["L"]?.integer else { return true }
        return length >= old.end
    }

    private func isRight(_ section: PDFFile.Section, _ size: Int) throws(PDFFault) -> Bool {
        let keys = Set(section.trailer.entries.keys)
        guard section.isPlain, keys.isSubset(of: section.stream == nil ? Self.trailerKeys : Self.trailerKeys.union(Self.streamKeys)),
            section.trailer["Root"]?.reference != nil, section.trailer["Root"] == old.sections[0].trailer["Root"],
            let own = section.trailer["Size"]?.integer, own >= size
        else { return false }
        return section.entries.allSatisfy { number, entry in number < own && (number != 0 || entry == .free) }
    }

    /// - Returns: where the next revision begins; `nil` when anything stands there that the section does not list, or nothing where it lists something.
    private func walked(_ section: PDFFile.Section, from start: Int, _ objects: inout Int) throws(PDFFault) -> Int? {
        var lexer = lexer(at: start), listed = 0, members = 0
        lexer.skipWhite()
        while lexer.place < section.offset {
            let read = try file.read(at: lexer.place, in: 0), number = read.reference.number
            guard !read.hasComments, !read.isDependent, read.end <= section.offset, section.entries[number] == .at(lexer.place, generation: read.reference.generation) else { return nil }
            if read.object.stream != nil, let type = read.object.value.dictionary?["Type"] {
                guard type.name != nil, type.name != "XRef" else { return nil }
                if type.name == "ObjStm" {
                    guard read.object.value.dictionary?["Extends"] == nil, read.reference.generation == 0 else { return nil }
                    let packed = try file.packedValues(at: lexer.place, number: number, in: 0)
                    guard packed.indices.allSatisfy({ section.entries[packed[$0].number] == .inStream(number, index: $0) }) else { return nil }
                    members += packed.count
                }
            }
            listed += 1
            lexer.place = read.end
            lexer.skipWhite()
        }
        guard lexer.place == section.offset else { return nil }
        objects += listed
        if let stream = section.stream {
            objects += 1
            switch section.entries[stream.number] {
            case .at(section.offset, generation: stream.generation): listed += 1
            // Unlisted, it may not be taken for another object.
            case nil where file.entry(stream.number, in: 0) == nil: break
            default: return nil
            }
        }
        let entries = section.entries.values
        guard listed == entries.count(where: { if case .at = $0 { true } else { false } }), members == entries.count(where: { if case .inStream = $0 { true } else { false } }) else { return nil }
        lexer.place = section.end
        lexer.skipWhite()
        guard lexer.take("startxref") else { return nil }
        lexer.skipWhite()
        guard lexer.natural() == section.offset else { return nil }
        lexer.skipWhite()
        let mark = Array("%%EOF".utf8)
        guard lexer.place + mark.count <= file.end, file.bytes[lexer.place..<lexer.place + mark.count].elementsEqual(mark) else { return nil }
        lexer.place += mark.count
        guard lexer.next.map({ $0 == 0x0a || $0 == 0x0d }) ?? true else { return nil }
        return lexer.place
    }

    /// How often an object and a trailer seem to begin, to somebody who searches for them, in streams and strings too.
    private func marks() -> (objects: Int, trailers: Int) {
        let object = Array("obj".utf8), trailer = Array("trailer".utf8)
        var found = (objects: 0, trailers: 0)
        file.bytes.withUnsafeBufferPointer { bytes in
            for place in old.end..<file.end {
                if bytes[place] == object[0], place > old.end, PDFLexer.isSpace(bytes[place - 1]), isThere(object, bytes, place) { found.objects += 1 }
                if bytes[place] == trailer[0], isThere(trailer, bytes, place) { found.trailers += 1 }
            }
        }
        return found
    }

    private func isThere(_ word: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        place + word.count <= file.end && word.indices.allSatisfy { bytes[place + $0] == word[$0] }
    }
}
