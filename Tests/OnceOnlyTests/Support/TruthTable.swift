import Formats
import Foundation

/// A subject as truth.jsonl names it.
struct SubjectName: Hashable, Sendable {
    let kind: String
    let id: String
}

/// One line of truth.jsonl: what is true of one concept, and what each register that could supply it has.
struct TruthLine: Sendable {
    var value: JSON
    var held: [String: JSON]
    var why: [String: String]
}

/// truth.jsonl by subject. Lines are parsed when they are asked for: the file of a few thousand people is large.
struct TruthTable: Sendable {
    private let lines: Lines
    /// Which lines are a subject's; they follow one another.
    private let places: [SubjectName: Range<Int>]

    init(_ file: URL) throws { self.init(try Lines(file)) }

    private init(_ lines: Lines) {
        self.lines = lines
        var places: [SubjectName: Range<Int>] = [:]
        var current = "", first = 0
        func close(at index: Int) {
            // X","kind":"person
            let parts = current.split(separator: "\"")
            if parts.count == 5 { places[SubjectName(kind: String(parts[4]), id: String(parts[0]))] = first..<index }
        }
        for (index, range) in lines.ranges.enumerated() {
            let name = lines.text(after: #","subject":{"id":""#, until: "\"}", in: range) ?? ""
            guard name != current else { continue }
            close(at: index)
            (current, first) = (name, index)
        }
        close(at: lines.ranges.count)
        self.places = places
    }

    var subjects: Int { places.count }

    var names: [SubjectName] { Array(places.keys) }

    /// - Returns: the lines of a subject by concept; empty where nobody knows it.
    func lines(of subject: SubjectName) throws -> [String: TruthLine] {
        var found: [String: TruthLine] = [:]
        for index in places[subject] ?? 0..<0 {
            let json = try JSON(parsing: lines.bytes(lines.ranges[index]))
            guard let concept = json["concept"]?.string else { continue }
            let held = (json["held"]?.object?.members ?? []).map { ($0.key, $0.value) }
            let why = (json["why"]?.object?.members ?? []).compactMap { member in member.value.string.map { (member.key, $0) } }
            found[concept] = TruthLine(
                value: json["value"] ?? .null, held: Dictionary(held) { $1 }, why: Dictionary(why) { $1 })
        }
        return found
    }

    /// Every reason some line gives for not holding a concept.
    func reasons() throws -> Set<String> {
        var found: Set<String> = []
        for range in lines.ranges {
            guard let why = lines.text(after: ",\"why\":{", until: "}", in: range) else { continue }
            // "population":"stale","social_insurance":"absent"
            found.formUnion(why.split(separator: ",").compactMap { $0.split(separator: "\"").last.map(String.init) })
        }
        return found
    }

    /// The same truth with `old` replaced by `new` in the line of one concept of a subject.
    func replacing(_ old: String, with new: String, in concept: String, of subject: SubjectName) -> TruthTable {
        for index in places[subject] ?? 0..<0 where lines.contains("{\"concept\":\"\(concept)\",", in: lines.ranges[index]) {
            return TruthTable(lines.replacing(old, with: new, in: lines.ranges[index]))
        }
        return self
    }
}

/// links.jsonl: where the relations of a subject truly lead.
struct LinkTable: Sendable {
    private let targets: [Key: [SubjectName]]
    /// True, but known to no register.
    private let unheld: [Key: [SubjectName]]

    private struct Key: Hashable {
        let subject: SubjectName
        let relation: String
    }

    init(_ file: URL) throws {
        var targets: [Key: [SubjectName]] = [:], unheld: [Key: [SubjectName]] = [:]
        let lines = try Lines(file)
        for range in lines.ranges {
            let json = try JSON(parsing: lines.bytes(range))
            guard let subject = Self.name(json["subject"]), let relation = json["relation"]?.string else { continue }
            let key = Key(subject: subject, relation: relation), to = (json["to"]?.array ?? []).compactMap(Self.name)
            if json["held"]?.array?.isEmpty ?? true { unheld[key, default: []] += to } else { targets[key, default: []] += to }
        }
        (self.targets, self.unheld) = (targets, unheld)
    }

    private static func name(_ json: JSON?) -> SubjectName? {
        guard let kind = json?["kind"]?.string, let id = json?["id"]?.string else { return nil }
        return SubjectName(kind: kind, id: id)
    }

    /// Where the relation leads without any register knowing it.
    func unregistered(_ relation: String, of subject: SubjectName) -> [SubjectName] { unheld[Key(subject: subject, relation: relation)] ?? [] }

    /// Where registers know the relation to lead.
    func subjects(_ relation: String, of subject: SubjectName) -> [SubjectName] {
        targets[Key(subject: subject, relation: relation)] ?? []
    }
}
