/// The three tables of ARCHITECTURE.md.
struct ArchitecturePage {
    /// Row by room.
    var rows: [String: Int] = [:]
    /// The rooms a third-party module may be imported in.
    var doors: [String: Set<String>] = [:]
    /// What only some rooms may write, word for word.
    var uses: [(word: String, rooms: Set<String>)] = []

    init(_ text: String) {
        var header: [String] = []
        for line in text.split(separator: "\n") {
            guard line.hasPrefix("|") else {
                header = []
                continue
            }
            let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).dropLast().map { $0.trimming(while: { $0 == " " }) }
            if header.isEmpty {
                header = cells.map(String.init)
                continue
            }
            if cells.allSatisfy({ $0.allSatisfy { $0 == "-" } }) { continue }
            switch header {
            case ["row", "room", "what it does"]:
                if let row = Int(cells[0]), let room = Self.names(cells[1]).first { rows[room] = row }
            case ["module", "rooms"]: for module in Self.names(cells[0]) { doors[module] = Set(Self.names(cells[1])) }
            case ["use", "rooms"]: for word in Self.names(cells[0]) { uses.append((word, Set(Self.names(cells[1])))) }
            default: break
            }
        }
    }

    /// What stands in backticks.
    private static func names(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}

/// A Swift file of a room.
struct SourceFile {
    let room: String
    let name: String
    /// Without comments that fill their line.
    let lines: [(number: Int, text: Substring)]

    init(room: String, name: String, text: String) {
        self.room = room
        self.name = name
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0.offset + 1, $0.element) }
            .filter { !$0.text.trimming(while: \.isWhitespace).hasPrefix("//") }
    }

    var imports: [(number: Int, module: String)] {
        lines.compactMap { line in
            let words = line.text.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
            let isImport = words[..<place].allSatisfy { ["public", "package", "internal", "private", "fileprivate"].contains($0) || $0.hasPrefix("@") }
            let kinds: [Substring] = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var"]
            let named = kinds.contains(words[place + 1]) && place + 2 < words.count ? words[place + 2] : words[place + 1]
            return isImport ? (line.number, String(named.prefix { $0 != "." })) : nil
        }
    }

    /// Lines on which a word stands by itself, not as the end of a longer one.
    func uses(of word: String) -> [Int] {
        lines.filter { line in
            line.text.ranges(of: word).contains { found in
                guard found.lowerBound > line.text.startIndex else { return true }
                let before = line.text[line.text.index(before: found.lowerBound)]
                return !(before.isLetter || before.isNumber || before == "_") || word.first?.isLetter == false
            }
        }.map(\.number)
    }

    /// Lines on which an exclamation mark follows a value: it unwraps, casts or tries by force.
    var forced: [Int] {
        lines.filter { line in
            let characters = Array(line.text)
            return characters.indices.contains { place in
                guard characters[place] == "!", place > 0 else { return false }
                let before = characters[place - 1], after = place + 1 < characters.count ? characters[place + 1] : " "
                return (before.isLetter || before.isNumber || "_)]?".contains(before)) && after != "="
            }
        }.map(\.number)
    }
}

/// The dependencies each target of Package.swift names.
struct PackageDependencies {
    var targets: [String: Set<String>] = [:]

    init(_ text: String) {
        // let grdb = Target.Dependency.product(name: "GRDB", …)
        var products: [Substring: String] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("let ") && line.contains("Target.Dependency.product(") {
            let words = line.split(separator: " ")
            if let name = line.quoted.first { products[words[1]] = name }
        }
        // room("Drivers", ["Diagnostics", grdb]) and name: "CommandLine", dependencies: ["OnceOnly", arguments]
        let starts = ["room(\"", "name: \"CommandLine\""]
        for start in starts {
            for found in text.ranges(of: start) {
                let rest = text[found.lowerBound...]
                guard let room = rest.quoted.first, let open = rest.firstIndex(of: "["), let close = rest.firstIndex(of: "]") else { continue }
                let items = rest[rest.index(after: open)..<close].split(separator: ",").map { $0.trimming(while: \.isWhitespace) }
                targets[room] = Set(items.compactMap { item in item.hasPrefix("\"") ? String(item.dropFirst().dropLast()) : products[item] })
            }
        }
    }
}

extension Substring {
    func trimming(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self.drop(while: isDropped)
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }

    /// What stands in double quotes, in order, up to the end of the first line that has any.
    var quoted: [String] {
        split(separator: "\"", maxSplits: 4, omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
