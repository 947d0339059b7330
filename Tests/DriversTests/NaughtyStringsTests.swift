import ConformanceData
import Connectors
import Expressions
import Formats
import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Drivers

/// Strings that break software, as values of a register: unchanged but for their ends and their composition, or refused as a whole.
@Suite(.timeLimit(.minutes(2))) struct NaughtyStringsTests {
    /// The big list where it is there, and what it lacks.
    private static let listed = Result { Suites.has("strings/blns.json") ? try Suites.naughtyStrings() : [] }
    private static let strings = ((try? listed.get()) ?? []) + own

    private static let own = [
        "Mai", " Mai ", "\u{A0}Mai\u{3000}", "Ho\u{300}a", "Hòa", "a\u{7}b", "a\u{1B}[31mb", "a\u{202E}b", "a\u{2066}b", "a\u{200F}b", "a\u{061C}b", "a\tb", "a\nb", "a\r\nb",
        "a\u{200B}b", "a\u{FEFF}b", "\u{FEFF}", "👩‍👩‍👧", "e\u{301}\u{327}", "a;b", "a,\"b\"", "'; drop table person; --", "<b>&amp;</b>", "]]>", "${HOME}", "{person_id}", "-", "0", "null", "\\u0000",
        "\"\u{301}a", "'\u{338}b", "\u{301}c",
    ]

    /// What a string may become, found without the code under test.
    enum Fate: Hashable { case unchanged, normalized, refused, nothing }

    private static func fate(of string: String) -> (fate: Fate, text: String) {
        let inner = string.drop(while: \.isWhitespace)
        let text = inner.lastIndex { !$0.isWhitespace }.map { String(inner[...$0]) } ?? ""
        let composed = text.precomposedStringWithCanonicalMapping
        let bidirectional: Set<UInt32> = [0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]
        if text.isEmpty { return (.nothing, "") }
        let isForbidden = text.unicodeScalars.contains { bidirectional.contains($0.value) || ($0.properties.generalCategory == .control && ![9, 10, 13].contains($0.value)) }
        if isForbidden { return (.refused, "") }
        return (Array(composed.unicodeScalars) == Array(string.unicodeScalars) ? .unchanged : .normalized, composed)
    }

    /// Holds what was read against what may be read.
    ///
    /// - Returns: whether it is right.
    private static func isRight(_ value: ReadValue?, of string: String) -> Bool {
        let (fate, text) = fate(of: string)
        switch (fate, value) {
        case (.nothing, .unrecorded), (.refused, .invalid): return true
        case (.unchanged, .value(.string(let read), _)), (.normalized, .value(.string(let read), _)):
            return Array(read.unicodeScalars) == Array(text.unicodeScalars)
        default: return false
        }
    }

    private static let id = "015194000123", name = ConceptID("name")

    @Test func theTableHasEveryFate() throws {
        #expect(try Self.listed.get().isEmpty != Suites.has("strings/blns.json"))
        let tally = Dictionary(grouping: Self.strings.map { Self.fate(of: $0).fate }, by: \.self).mapValues(\.count)
        #expect(Set(tally.keys) == [.unchanged, .normalized, .refused, .nothing])
        print("naughty strings: \(Self.strings.count)", tally.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", "))
    }

    @Test func throughJSON() throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id\nsupplies: {name: {at: $.n}}")
        let wrong = try Self.strings.filter { string in
            let reply: JSON = ["id": .string(Self.id), "n": .string(string)]
            return !Self.isRight(try manifest.extracted(.json(Array(reply.serialized(.compact).utf8))).record?.values[Self.name], of: string)
        }
        #expect(wrong.isEmpty)
    }

    /// A character XML cannot hold is never sent; one that it may not hold spoils the reply.
    @Test func throughXML() throws {
        let manifest = try ConnectorManifest.xml("record: /c:P\nidentifies: c:Id\nsupplies: {name: {at: c:N}}")
        let wrong = try Self.strings.filter { string in
            guard let written = escapedForXML(string) else { return false }
            let reply = "<P xmlns='urn:c'><Id>\(Self.id)</Id><N>\(written)</N></P>"
            return !Self.isRight(try manifest.extracted(.xml(Array(reply.utf8))).record?.values[Self.name], of: string)
        }
        #expect(wrong.isEmpty)
    }

    /// By bytes: Foundation takes a byte order mark away.
    private static func decoded(_ step: Substring) -> String? {
        let parts = step.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
        let rest = parts.dropFirst().map { part in UInt8(Substring(part.prefix(2)), radix: 16).map { [$0] + part.dropFirst(2) } }
        return rest.contains(nil) ? nil : String(validating: Array(parts[0]) + rest.compactMap(\.self).joined(), as: UTF8.self)
    }

    /// A key comes out of a request as it went in, read by parsers of the part's own format, or is not sent.
    @Test func throughRequests() throws {
        func filled(_ template: String, with key: String, as part: RequestTemplate.Part) -> String? {
            RequestTemplate(template).filled(with: [ConceptID("k"): key], as: part)
        }
        func isSame(_ read: String?, _ key: String) -> Bool { read.map { Array($0.unicodeScalars) } == Array(key.unicodeScalars) }
        var unsent: [String: Int] = [:]
        let wrong = Self.strings.filter { string in
            let path = filled("/a/{k}/b", with: string, as: .path), header = filled("x {k}", with: string, as: .header)
            let json = filled(#"{"k": "{k}", "l": {"m": 1}}"#, with: string, as: .json), xml = filled("<a><k>{k}</k><l/></a>", with: string, as: .xml)
            for (part, text) in [("path", path), ("header", header), ("json", json), ("xml", xml)] where text == nil { unsent[part, default: 0] += 1 }
            let steps = path?.split(separator: "/", omittingEmptySubsequences: false)
            guard steps.map({ $0.count == 4 && isSame(Self.decoded($0[2]), string) }) ?? ["", ".", ".."].contains(string) else { return true }
            guard header.map({ isSame(String($0.dropFirst(2)), string) }) ?? string.unicodeScalars.contains(where: { !(0x20...0x7E).contains($0.value) }) else { return true }
            guard let body = json.flatMap({ try? JSON(parsing: Array($0.utf8)) }), isSame(body["k"]?.string, string), body["l"]?["m"] == 1 else { return true }
            guard let root = xml.map({ try? XMLDocument(parsing: Array($0.utf8)).root }) else { return escapedForXML(string) != nil }
            return root?.elements.count != 2 || !isSame(root?.elements.first?.text, string)
        }
        #expect(wrong.map { Array($0.utf8) } == [])
        #expect(unsent["json"] == nil)
        print("naughty keys not sent:", unsent.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", "))
    }

    /// A list of keys in a path is the same keys again for a server that undoes the escaping before it looks for commas.
    @Test func throughLists() {
        let key = ConceptID("k")
        func isSame(_ one: some Sequence<Unicode.Scalar>, _ other: String) -> Bool { one.elementsEqual(other.unicodeScalars) }
        let wrong = (Self.strings + ["a,b", "1,\u{301}2", "\u{301},", ","]).filter { string in
            guard let path = RequestTemplate("/x?ids={k}").filled(with: [:], list: (key, ["9", string]), as: .path) else {
                return !string.unicodeScalars.contains(",") && !["", ".", ".."].contains(string)
            }
            let items = (Self.decoded(path.dropFirst("/x?ids=".count)) ?? "").unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
            return items.count != 2 || !isSame(items[0], "9") || !isSame(items[1], string)
        }
        #expect(wrong.map { Array($0.utf8) } == [])
    }

    @Test func throughCSV() throws {
        let manifest = try TableConnectorTests.manifest()
        let operation = manifest.operations[0], vocabulary = try Vocabulary.small()
        let wrong = try Self.strings.filter { string in
            let bytes = Array("so,ten\n\(Self.id),\"\(string.doubling("\""))\"\n".utf8)
            let sample = SampleCase(operation: operation.id, sample: "people.csv", keys: [ConceptID("person_id"): Self.id], places: manifest.places)
            let reply = try SampleCheck(manifest, cases: [], vocabulary: vocabulary) { _ in bytes }.reply(in: sample)
            return !Self.isRight(try manifest.extracted(reply).record?.values[Self.name], of: string)
        }
        #expect(wrong.isEmpty)
    }

    /// No name of a column ends its quotes: what comes after it would be SQL.
    @Test func namesOfColumns() throws {
        let queue = try DatabaseQueue()
        let wrong = try queue.read { database in
            try Self.strings.filter { string in
                guard !string.unicodeScalars.contains("\0") else { return false }
                let statement = try database.makeStatement(sql: "select 1 as \(DatabaseSample.quoted(string)), 2 as b")
                return statement.columnNames.map { Array($0.unicodeScalars) } != [Array(string.unicodeScalars), ["b"]]
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func throughSQLite() async throws {
        let folder = try ScratchFolder(), strings = Self.strings
        let path = folder.path("register.sqlite")
        let queue = try DatabaseQueue(path: path)
        func key(_ number: Int) -> String { "015194" + String(String(1_000_000 + number).dropFirst()) }
        try await queue.write { database in
            try database.execute(sql: "create table person (id text, name text)")
            for (number, string) in strings.enumerated() {
                try database.execute(sql: "insert into person values (?, ?)", arguments: ["015194" + String(String(1_000_000 + number).dropFirst()), string])
            }
        }
        try queue.close()
        let manifest = try SQLConnectorTests.manifest("select id, name from person where id = :person_id")
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": path]).connector(for: manifest)
        var wrong: [String] = []
        for (number, string) in strings.enumerated() {
            let answer = await connector.lookUp(manifest.wholeRequest(keys: [ConceptID("person_id"): key(number)]))
            if !Self.isRight(answer.record?.values[Self.name], of: string) { wrong.append(string) }
        }
        await connector.close()
        #expect(wrong.isEmpty)
    }
}
