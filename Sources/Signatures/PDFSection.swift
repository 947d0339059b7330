/// Cross-reference tables, streams, and both at once. Source: ISO 32000-2, 7.5.4 and 7.5.8.
extension PDFFile {
    func section(at offset: Int, room: Int) throws(PDFFault) -> Section {
        guard offset >= 0, offset < end else { throw .unreadable }
        if let known = store.sections[offset], known.reach <= end { return known }
        var lexer = PDFLexer(bytes, at: offset, before: end, isFile: true, store.budget)
        let section = lexer.take("xref") ? try tableSection(at: offset, &lexer, room: room) : try streamSection(at: offset, room: room)
        store.sections[offset] = section
        return section
    }

    private func tableSection(at offset: Int, _ lexer: inout PDFLexer, room: Int) throws(PDFFault) -> Section {
        var entries: [Int: Entry] = [:], isPlain = lexer.takeLineEnd()
        while true {
            let line = lexer.place
            lexer.skipSpace()
            if lexer.place != line { isPlain = false }
            if lexer.take("trailer") { break }
            guard let first = lexer.natural() else { throw .unreadable }
            let blank = lexer.place
            lexer.skipSpace()
            if lexer.place != blank + 1 || bytes[blank] != 0x20 { isPlain = false }
            guard let count = lexer.natural(), first <= Self.maximumEntries * 4, count <= room - entries.count else { throw .tooLarge }
            if !lexer.takeLineEnd() { isPlain = false }
            for number in first..<first + count {
                let entry: Entry
                if isPlain, let fixed = fixedEntry(at: lexer.place) {
                    entry = fixed
                    lexer.place += 20
                } else {
                    isPlain = false
                    entry = try Self.looseEntry(&lexer)
                }
                guard entries.updateValue(entry, forKey: number) == nil else { throw .unreadable }
            }
        }
        lexer.skipSpace()
        let trailer = try lexer.dictionary()
        isPlain = isPlain && !lexer.hasComments
        let last = lexer.place
        try store.budget.spend(values: (last - offset) / 64)
        var reach = last
        if let hybrid = trailer["XRefStm"] {
            guard let place = hybrid.integer else { throw .unreadable }
            // For readers that know object streams. What both sides of a hybrid file name must be the same.
            let other = try streamSection(at: place, room: room - entries.count)
            for (number, entry) in other.entries {
                guard entries[number] == nil || entries[number] == .free || entries[number] == entry else { throw .unreadable }
                entries[number] = entry
            }
            isPlain = isPlain && other.isPlain
            reach = max(reach, other.reach)
        }
        return Section(offset: offset, entries: entries, trailer: trailer, end: last, stream: nil, isPlain: isPlain, reach: reach)
    }

    /// `nnnnnnnnnn ggggg n` and two characters that end the line: twenty bytes, which many readers do not look at one by one.
    private func fixedEntry(at place: Int) -> Entry? {
        guard place + 20 <= end else { return nil }
        let line = bytes[place..<place + 20]
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in line[place + range.lowerBound..<place + range.upperBound] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        let ends: [[UInt8]] = [[0x20, 0x0a], [0x20, 0x0d], [0x0d, 0x0a]]
        guard let offset = number(0..<10), line[place + 10] == 0x20, let generation = number(11..<16), line[place + 16] == 0x20, ends.contains(Array(line.suffix(2))) else { return nil }
        return switch line[place + 17] {
        case UInt8(ascii: "n"): .at(offset, generation: generation)
        case UInt8(ascii: "f"): .free
        default: nil
        }
    }

    private static func looseEntry(_ lexer: inout PDFLexer) throws(PDFFault) -> Entry {
        lexer.skipSpace()
        guard let place = lexer.natural() else { throw .unreadable }
        lexer.skipSpace()
        guard let generation = lexer.natural() else { throw .unreadable }
        lexer.skipSpace()
        if lexer.take("n") { return .at(place, generation: generation) }
        guard lexer.take("f") else { throw .unreadable }
        return .free
    }

    private func streamSection(at offset: Int, room: Int) throws(PDFFault) -> Section {
        guard offset >= 0, offset < end else { throw .unreadable }
        var lexer = PDFLexer(bytes, at: offset, before: end, isFile: true, store.budget)
        // Its length cannot stand elsewhere: it is what says where things stand.
        let read = try lexer.object { _ in nil }
        guard let dictionary = read.object.value.dictionary, dictionary["Type"]?.name == "XRef", let widths = dictionary["W"]?.array?.compactMap(\.integer), widths.count == 3,
            widths.allSatisfy({ (0...8).contains($0) }), let size = dictionary["Size"]?.integer, size >= 0
        else { throw .unreadable }
        let data = try content(of: read.object)
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
        return Section(
            offset: offset, entries: entries, trailer: dictionary, end: read.end, stream: read.reference, isPlain: place == data.count && !read.hasComments, reach: read.end)
    }
}
