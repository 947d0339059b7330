public import Connectors
public import Drivers
import Expressions
import Formats
public import Vocabulary

/// Makes replies of a register into ones nobody stands in: every value is replaced by a synthetic one of the same shape, keys
/// and names the same way wherever they stand in one recording.
///
/// What the manifest compares with (words of its conditions, paths and expressions), null, true and false stay, and nothing else
/// becomes one of them. What a mapping read before, it reads after: codes become other codes of the list, identifiers others that
/// hold to their rule, days other days: a later one never becomes an earlier one, and what one was does not tell the others.
/// The day a record was written stays within a week of what it was, so that what may be used
/// for some months only is read as fresh, or as stale, as before.
public struct Redaction: Sendable {
    private var synthetic: SyntheticText
    private let vocabulary: Vocabulary
    private let trial: TrialReading

    /// - Parameter seed: of the system's randomness, one for each recording.
    public init(seed: UInt64, vocabulary: Vocabulary) {
        synthetic = SyntheticText(seed: seed)
        self.vocabulary = vocabulary
        trial = TrialReading(vocabulary)
    }

    /// What one recording holds, with nothing of anybody left in it but what the manifests make of it now.
    ///
    /// - Returns: in the order of `fixtures`; those of no manifest are left out.
    public mutating func redacted(_ fixtures: [Fixture], of manifests: [ConnectorManifest]) -> [Fixture] {
        let pairs = fixtures.compactMap { fixture in manifests.first { $0.id == fixture.connector }.map { (fixture, $0) } }
        for (fixture, manifest) in pairs { meetKeys(fixture, manifest) }
        return pairs.map { redacted($0, $1) }
    }

    /// Identifiers first, in all that belongs together: a number that one reply carries unread is a key in another, and has to
    /// become a good one there.
    private mutating func meetKeys(_ fixture: Fixture, _ manifest: ConnectorManifest) {
        _ = keys(of: fixture)
        for page in fixture.pages { meetKeys(Known(manifest.operation(fixture.operation), manifest, page.reply, vocabulary)) }
    }

    private mutating func meetKeys(_ known: Known) {
        for (_, readings) in known.readings.sorted(by: { $0.key < $1.key }) {
            guard let reading = readings.first(where: { vocabulary[$0.concept]?.form.identifier != nil }) else { continue }
            for text in reading.texts { _ = replacement(for: text, read: [reading], without: known.words) }
        }
    }

    private mutating func keys(of fixture: Fixture) -> [ConceptID: String] {
        var keys: [ConceptID: String] = [:]
        for (concept, key) in fixture.keys.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            keys[concept] = replacement(for: key, read: [.init(concept: concept, rules: .init())], without: [])
        }
        return keys
    }

    private mutating func redacted(_ fixture: Fixture, _ manifest: ConnectorManifest) -> Fixture {
        let operation = manifest.operation(fixture.operation)
        let keys = keys(of: fixture)
        let pages = fixture.pages.map { Fixture.Page(status: $0.status, reply: redacted($0.reply, of: operation, in: manifest)) }
        let blank = Fixture(connector: fixture.connector, operation: fixture.operation, keys: keys, isRedacted: true, pages: pages, made: fixture.made)
        guard let operation else { return blank }
        let made = blank.recognized(operation, for: operation.wholeRequest(of: manifest.id, keys: keys), vocabulary: vocabulary)
        return Fixture(connector: fixture.connector, operation: fixture.operation, keys: keys, isRedacted: true, pages: pages, made: made.madeJSON)
    }

    /// - Parameters:
    ///   - operation: what reads the reply; without one only its shape is kept.
    ///   - manifest: what it is of.
    public mutating func redacted(_ reply: Reply, of operation: Connectors.Operation?, in manifest: ConnectorManifest?) -> Reply {
        let known = manifest.map { Known(operation, $0, reply, vocabulary) } ?? Known()
        meetKeys(known)
        switch reply {
        case .json(let bytes):
            guard let json = try? JSON(parsing: bytes) else { return .json(Array(plain(String(decoding: bytes, as: UTF8.self)).utf8)) }
            return .json(Array(redacted(json, at: NormalizedPath(), known).serialized(.pretty).utf8))
        case .xml(let bytes):
            guard let document = try? XMLDocument(parsing: bytes) else { return .xml(Array(plain(String(decoding: bytes, as: UTF8.self)).utf8)) }
            return .xml(Array(document.rewritten { path, text in replacement(for: text, at: path, known) }.utf8))
        case .rows(let rows):
            return .rows(Rows(columns: rows.columns, rows: rows.rows.map { row in
                zip(rows.columns, row).map { column, text in text.map { replacement(for: $0, at: column, known) } }
            }, unreadable: rows.unreadable))
        }
    }

    /// What cannot be parsed has no places to keep.
    private mutating func plain(_ text: String) -> String { synthetic.text(for: text) }

    private mutating func redacted(_ json: JSON, at path: NormalizedPath, _ known: Known) -> JSON {
        switch json {
        case .null, .bool: return json
        case .number(let digits):
            let text = replacement(for: digits, at: path.description, known)
            return JSON.isNumber(text) ? .number(text) : .number(Self.number(like: digits, from: text))
        case .string(let text): return .string(replacement(for: text, at: path.description, known))
        case .array(let items):
            return .array(items.enumerated().map { redacted($1, at: NormalizedPath(steps: path.steps + [.index($0)]), known) })
        case .object(let object):
            return .object(JSONObject(object.members.map { member in
                // A member may be named by somebody's number, or by somebody's name.
                let isName = known.names.contains(member.key) || member.key.wholeMatch(of: /[A-Za-z0-9_.@$:\-]*/) != nil && member.key.firstMatch(of: /\d{5}/) == nil
                return (key: isName ? member.key : synthetic.text(for: member.key), value: redacted(member.value, at: NormalizedPath(steps: path.steps + [.name(member.key)]), known))
            }))
        }
    }

    /// Digits that make a number of JSON, which has no zero in front.
    private static func number(like digits: String, from text: String) -> String {
        var out = ""
        for (place, character) in text.enumerated() {
            let isFirst = !out.contains { $0.isNumber }
            out.append(isFirst && character == "0" && digits.dropFirst(place + 1).first?.isNumber == true ? "1" : character)
        }
        return JSON.isNumber(out) ? out : "1"
    }

    private mutating func replacement(for text: String, at path: String, _ known: Known) -> String {
        let trimmed = text.trimmingSpaces
        guard !trimmed.isEmpty, !known.words.contains(trimmed), trimmed != "true", trimmed != "false" else { return text }
        let readings = known.readings[path] ?? []
        return replacement(for: text, read: readings, without: known.words, isRecordedAt: readings.isEmpty && known.recordedAt.contains(path))
    }

    /// - Parameters:
    ///   - words: what the text may not become.
    ///   - isRecordedAt: whether it says when the record was written: how old values are is what they may be used by.
    private mutating func replacement(for text: String, read readings: [Known.Reading], without words: Set<String>, isRecordedAt: Bool = false) -> String {
        let trial = self.trial
        func reads(_ candidate: String) -> Bool {
            !words.contains(candidate.trimmingSpaces) && readings.allSatisfy { reading in
                Self.isAlike(trial.value(of: [text], as: reading.concept, by: reading.rules), trial.value(of: [candidate], as: reading.concept, by: reading.rules))
            }
        }
        // Several values in one text: each for itself.
        if let separator = readings.lazy.compactMap(\.rules.separator).first, !separator.isEmpty, text.contains(separator) {
            let single = readings.map { reading in
                Known.Reading(concept: reading.concept, rules: .init(codes: reading.rules.codes, format: reading.rules.format, partial: reading.rules.partial))
            }
            return text.split(separator: separator, omittingEmptySubsequences: false)
                .map { replacement(for: String($0), read: single, without: words) }.joined(separator: separator)
        }
        for reading in readings {
            let words = self.words(of: reading, for: text)
            guard !words.isEmpty else { continue }
            return synthetic.word(for: text.trimmingSpaces, of: words.filter(reads))
        }
        if isRecordedAt, let day = synthetic.recentDay(for: text) { return day }
        let isIdentifier = readings.contains { vocabulary[$0.concept]?.form.identifier != nil }
        let placeholders = readings.flatMap { vocabulary[$0.concept]?.form.placeholders ?? [] }
        if !isIdentifier, let day = synthetic.day(for: text, placeholders: placeholders), reads(day) { return day }
        return synthetic.text(for: text, where: reads)
    }

    /// The words of the closed list a text is one of, in the register's spelling.
    private func words(of reading: Known.Reading, for text: String) -> [String] {
        let text = text.trimmingSpaces
        if !reading.rules.codes.isEmpty { return reading.rules.codes[text] == nil ? [] : reading.rules.codes.keys.sorted() }
        guard let list = vocabulary[reading.concept]?.form.codes.flatMap({ vocabulary.codeLists[$0] }), list.knows(text) else { return [] }
        return list.entries.map(\.code)
    }

    /// Whether two texts are read the same way: as a value, as none, as not recorded, or not at all.
    private static func isAlike(_ a: ReadValue?, _ b: ReadValue?) -> Bool {
        switch (a, b) {
        case (.value, .value), (.some(.none), .some(.none)), (.unrecorded, .unrecorded), (.invalid, .invalid), (nil, nil): true
        default: false
        }
    }
}

/// What a manifest knows of the places in one reply.
private struct Known {
    struct Reading {
        let concept: ConceptID
        let rules: Supply.Decoding
        var texts: [String] = []
    }

    var readings: [String: [Reading]] = [:]
    /// Words of the manifest itself.
    var words: Set<String> = []
    /// Members the manifest names by their paths.
    var names: Set<String> = []
    /// Where the record says when it was written.
    var recordedAt: Set<String> = []

    init() {}

    init(_ operation: Connectors.Operation?, _ manifest: ConnectorManifest, _ reply: Reply, _ vocabulary: Vocabulary) {
        for operation in manifest.operations {
            words.formUnion(Self.words(of: operation))
            for path in operation.paths { names.formUnion(Self.names(in: path.path.text)) }
        }
        guard let operation else { return }
        let extraction = Extraction(of: operation, for: operation.wholeRequest(of: manifest.id, keys: [:]), vocabulary: vocabulary)
        for trace in (try? extraction.trace(in: [reply])) ?? [] {
            if trace.use == .recordedAt { recordedAt.formUnion(trace.found.map(\.path)) }
            for found in trace.found {
                guard let text = found.text else { continue }
                if let concept = trace.concept {
                    readings[found.path, default: []].append(Reading(concept: concept, rules: trace.rules, texts: [text]))
                } else if case .supplies(let concept, _) = trace.use, trace.rules.codes[text.trimmingSpaces] != nil {
                    // What an expression reads may come out of it as it stands.
                    readings[found.path, default: []].append(Reading(concept: concept, rules: trace.rules, texts: [text]))
                }
            }
        }
    }

    /// Members a path names, in quotes or behind a dot.
    private static func names(in path: String) -> [String] {
        path.matches(of: /"([^"]*)"|'([^']*)'|\.([^.\[\]()'"\s]+)/).map { String($0.1 ?? $0.2 ?? $0.3 ?? "") }
    }

    private static func words(of operation: Connectors.Operation) -> Set<String> {
        var words: Set<String> = []
        for condition in [operation.reply.notFound, operation.reply.refusedWhen, operation.reply.invalidWhen] { words.formUnion(condition?.values ?? []) }
        for supply in operation.supplies + operation.opens.flatMap(\.supplies) {
            words.formUnion(supply.invalidWhen?.values ?? [])
            if case .parts(let parts) = supply.reading { for part in parts { words.formUnion(part.invalidWhen?.values ?? []) } }
        }
        for verification in operation.verifies { words.formUnion(verification.yes + verification.no) }
        var sources = operation.paths.map(\.path.text)
        if case .firstBy(let condition) = operation.record.many { sources.append(condition.source) }
        for supply in operation.supplies + operation.opens.flatMap(\.supplies) {
            if case .computed(let expression, _, _) = supply.reading { sources.append(expression.source) }
        }
        for source in sources {
            for quoted in source.matches(of: /"([^"]*)"|'([^']*)'/) { words.insert(String(quoted.1 ?? quoted.2 ?? "")) }
        }
        return words
    }
}
