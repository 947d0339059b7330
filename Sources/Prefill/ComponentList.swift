import Connectors
import Documents
import Expressions
public import Formats
import Forms
import Receipts
import Vocabulary

/// The codes other systems have for what the declarations name: of components, databases and results. They are the one-stop
/// system's to give; a blank one is none. A component it gives none for keeps the name it has here, and a database is left out.
public struct ComponentCodes: Sendable, Hashable {
    /// By the ids of a form's demands.
    public let components: [String: String]
    /// By the ids of connectors.
    public let databases: [String: String]
    /// By the ids of kinds of evidence.
    public let results: [String: String]

    public init(components: [String: String] = [:], databases: [String: String] = [:], results: [String: String] = [:]) {
        self.components = components
        self.databases = databases
        self.results = results
    }

    func component(_ demand: String) -> String? { Self.code(demand, in: components) }
    func database(_ connector: String) -> String? { Self.code(connector, in: databases) }
    func result(_ kind: String) -> String? { Self.code(kind, in: results) }

    private static func code(_ name: String, in codes: [String: String]) -> String? { codes[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } }

    /// Reads `{components: {…}, databases: {…}, results: {…}}`, each optional, names to codes.
    ///
    /// - Returns: `nil` where it is anything else.
    public init?(json: JSON) {
        guard let object = json.object, object.keys.allSatisfy(["components", "databases", "results", "schema"].contains) else { return nil }
        func codes(_ name: String) -> [String: String]? {
            guard let written = object[name] else { return [:] }
            guard let members = written.object?.members else { return nil }
            let codes = members.compactMap { member in member.value.string.map { (member.key, $0) } }
            return codes.count == members.count ? Dictionary(codes) { first, _ in first } : nil
        }
        guard let components = codes("components"), let databases = codes("databases"), let results = codes("results") else { return nil }
        self.init(components: components, databases: databases, results: results)
    }
}

/// The demanded papers of one filed dossier in the names and codes of the national synchronisation message.
///
/// Source: the message between one-stop systems and the national portal, seen in public secondary sources, not in a gazette: all
/// values are texts, flags `0` and `1`, `DuocTaiSuDung` also `2`, times `yyyyMMddHHmmss` in Viet Nam's time. `MaThanhPhanHoSo` says which
/// component a `TaiLieuNop` is of, and its `MaKetQuaThayThe` is one code (systems keep 50 characters for it). So there is one item for each
/// code that does instead of a component, all with that component's own; without one a component is one item, however many files it is.
public struct ComponentList: Sendable, Hashable {
    /// The portal's code of the dossier; its reference here where it has none.
    public let dossier: String
    public let procedure: String
    /// UTC, ISO 8601.
    public let filedAt: String
    /// In the order of the form. One that results of several kinds do for stands once for the code of each.
    public let components: [Component]
    /// Codes of the databases that answered.
    public let databases: [String]
    /// Connectors that answered and have no code.
    public let withoutCode: [String]
    /// Demanded papers that have no code, and stand under the form's ids; in its order.
    public let componentsWithoutCode: [String]
    /// Kinds of the results that do instead and have no code.
    public let resultsWithoutCode: [String]

    public struct Component: Sendable, Hashable {
        public let code: String
        /// DuocSoHoa.
        public let isDigitised: Bool
        /// DuocTaiSuDung: 0 no, 1 reused, 2 reused with the code of the kind of result that does instead. Where such a code is not known
        /// of each kind that does it is 1: a paper's own number is none of a catalog, what announces a code and brings none is refused,
        /// and some of the results alone did not do.
        public let reuse: Int
        /// DuocLayTuKhoDMQG.
        public let isFromNationalStore: Bool
        /// MaKetQuaThayThe.
        public let result: String?
    }

    /// - Parameter interpreter: of the dossier as it was filed.
    init(_ interpreter: Interpreter, filedAt: String, codes: ComponentCodes) {
        let state = interpreter.state
        dossier = state.opening.code ?? state.id
        procedure = interpreter.procedure ?? interpreter.form.id.rawValue
        self.filedAt = filedAt
        var without: Set<String> = []
        let required = DocumentCount(interpreter).documents().filter(\.required)
        componentsWithoutCode = required.map(\.id).filter { codes.component($0) == nil }
        components = required.flatMap { fact -> [Component] in
            let used = interpreter.documents[fact.id]?.used ?? []
            let kinds = fact.reusedFlag == 2 ? Set(used.map(\.kind.rawValue)) : [], uncoded = kinds.filter { codes.result($0) == nil }
            without.formUnion(uncoded)
            // Each code once: results of one kind about several people, or two kinds the catalog has as one.
            let coded = uncoded.isEmpty ? Set(kinds.compactMap(codes.result)).sorted() : []
            let results: [String?] = coded.isEmpty ? [nil] : coded
            return results.map { result in
                Component(
                    code: codes.component(fact.id) ?? fact.id, isDigitised: fact.digitized, reuse: result == nil ? min(fact.reusedFlag, 1) : fact.reusedFlag,
                    isFromNationalStore: !used.isEmpty && used.allSatisfy { $0.provenance.origin == .nationalStore }, result: result)
            }
        }
        resultsWithoutCode = without.sorted()
        let answered = state.replies.connectorsThatAnswered
        databases = answered.compactMap { codes.database($0.rawValue) }
        withoutCode = answered.filter { codes.database($0.rawValue) == nil }.map(\.rawValue)
    }

    /// - Parameter received: when the one-stop system received it, `yyyyMMddHHmmss`; when it was filed where that is not known.
    public func json(received: String? = nil) -> JSON {
        func flag(_ value: Bool) -> JSON { .string(value ? "1" : "0") }
        return [
            "schema": "onceonly/components/1", "MaHoSo": .string(dossier), "MaTTHC": .string(procedure),
            "NgayTiepNhan": .string(received ?? VietnamTime.compact(filedAt) ?? ""), "HoSoCoThanhPhanSoHoa": flag(components.contains(where: \.isDigitised)),
            "DSKetNoiCSDL": .array(databases.map { ["MaCSDL": .string($0)] }),
            "TaiLieuNop": .array(components.map { component in
                [
                    "MaThanhPhanHoSo": .string(component.code), "DuocSoHoa": flag(component.isDigitised), "DuocTaiSuDung": .string("\(component.reuse)"),
                    "DuocLayTuKhoDMQG": flag(component.isFromNationalStore), "MaKetQuaThayThe": .string(component.result ?? ""),
                ]
            }),
        ]
    }
}

/// Viet Nam's time: UTC+7, no daylight saving.
enum VietnamTime {
    /// `20261129083000` of `2026-11-29T01:30:00Z`.
    static func compact(_ instant: String) -> String? {
        let digits = instant.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.map { Int($0 - UInt8(ascii: "0")) }
        guard digits.count == 14, instant.hasSuffix("Z") else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard let day = PartialDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)) else { return nil }
        let hour = number(8..<10) + 7
        guard hour < 31, let local = hour < 24 ? day : day.adding(days: 1) else { return nil }
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return local.description.filter { $0 != "-" } + padded(hour % 24) + padded(number(10..<12)) + padded(number(12..<14))
    }
}
