public import Diagnostics
public import Expressions

/// How a concept's values are written.
public enum ValueType: String, Sendable, Hashable, CaseIterable {
    case text, number, date, tick, choice, identifier, address, composite
}

public enum Sensitivity: String, Sendable, Hashable, CaseIterable {
    case basic, sensitive
}

/// One atom of meaning about a kind of subject.
///
/// After CCCEV's information concept; `atom` is what the counting of `design.md` section 6 counts once.
public final class Concept: Declared {
    public let id: ConceptID
    public let kinds: [Kind]
    public let type: ValueType
    public let label: LocalizedText
    public let form: ValueForm
    public let disclosure: DisclosureClass
    /// The concept counted in place of this one: an address for its street, itself for most.
    public let atom: ConceptID
    /// Ways to compute it from other concepts, tried in order.
    public let derivations: [Derivation]
    /// What of it a number tells, to be held against it.
    public let checks: [Check]
    public let synonyms: [String]
    public let position: SourcePosition
    public let places: Places

    public init(
        id: ConceptID, kinds: [Kind], type: ValueType, label: LocalizedText, form: ValueForm = ValueForm(),
        disclosure: DisclosureClass = DisclosureClass(), atom: ConceptID? = nil, derivations: [Derivation] = [],
        checks: [Check] = [], synonyms: [String] = [], position: SourcePosition, places: Places? = nil
    ) {
        self.id = id
        self.kinds = kinds
        self.type = type
        self.label = label
        self.form = form
        self.disclosure = disclosure
        self.atom = atom ?? id
        self.derivations = derivations
        self.checks = checks
        self.synonyms = synonyms
        self.position = position
        self.places = places ?? Places(start: position)
    }

    /// Something a number tells of its holder. It is no source: what was corrected since stands in registers, the number
    /// stays.
    public struct Check: Sendable, Hashable {
        public enum Told: String, Sendable, Hashable, CaseIterable {
            case sex
            case birthYear = "birth-year"
        }

        /// The concept that is the number.
        public let number: ConceptID
        public let tells: Told

        public init(number: ConceptID, tells: Told) {
            self.number = number
            self.tells = tells
        }
    }

    /// The numbers that tell something else than a value.
    ///
    /// - Parameter number: the subject's value of a concept, as it is kept; `nil` where there is none.
    /// - Returns: concepts of the numbers; empty also where a number, or the value, tells nothing of the kind.
    public func contradictions(of value: Value, number: (ConceptID) -> String?) -> [ConceptID] {
        checks.filter { check in number(check.number).flatMap(PersonalIDNumber.init).map { $0.contradicts(value, of: check.tells) } ?? false }.map(\.number)
    }

    /// Where its name stands.
    public var name: SourceSpan { SourceSpan(position, length: id.rawValue.unicodeScalars.count) }

    /// What restricts a value beside its type.
    public struct ValueForm: Sendable, Hashable {
        public let unit: String?
        public let codes: CodeListID?
        public let identifier: IdentifierType?
        /// Several values of this concept hold at once, such as the uses of a parcel.
        public let many: Bool
        /// The parts of a composite, in order.
        public let parts: [Part]
        /// The last day anything new has it: districts ended on 30 June 2025. Afterwards it is none and never asked.
        public let validTo: PartialDate?
        /// What a number may be. A quantity with a unit is nothing below zero unless a minimum says so.
        public let range: NumberRange
        /// Said of the present: a register's old code is read as the one that succeeded it. A place of birth keeps its own.
        public let isCurrent: Bool
        /// Days, `MM-dd`, that registers write where they know the year alone; read as the year.
        public let placeholders: [String]
        /// Said of what has happened: a day that is still to come is no value, whoever says it.
        public let isNotFuture: Bool

        public init(
            unit: String? = nil, codes: CodeListID? = nil, identifier: IdentifierType? = nil, many: Bool = false, parts: [Part] = [],
            validTo: PartialDate? = nil, minimum: Number? = nil, maximum: Number? = nil, isCurrent: Bool = false, placeholders: [String] = [],
            isNotFuture: Bool = false
        ) {
            range = NumberRange(minimum: minimum ?? (unit == nil ? nil : 0), maximum: maximum)
            self.unit = unit
            self.codes = codes
            self.identifier = identifier
            self.many = many
            self.parts = parts
            self.validTo = validTo
            self.isCurrent = isCurrent
            self.placeholders = placeholders
            self.isNotFuture = isNotFuture
        }
    }

    /// Both ends belong to it; an end that is not there is open.
    public struct NumberRange: Sendable, Hashable {
        public let minimum: Number?
        public let maximum: Number?

        public func contains(_ number: Number) -> Bool {
            (minimum.map { $0 <= number } ?? true) && (maximum.map { number <= $0 } ?? true)
        }
    }

    public struct Part: Sendable, Hashable {
        public let name: String
        public let concept: ConceptID
    }

    /// Who may be shown it, and what it counts as in reports.
    public struct DisclosureClass: Sendable, Hashable {
        public let sensitivity: Sensitivity
        /// Always shown: the name of a public office.
        public let isPublic: Bool
        /// Contact data or an address: masked for other adults.
        public let isContact: Bool
        /// A person's own identity data, counted apart in reports.
        public let isIdentity: Bool

        public init(sensitivity: Sensitivity = .basic, isPublic: Bool = false, isContact: Bool = false, isIdentity: Bool = false) {
            self.sensitivity = sensitivity
            self.isPublic = isPublic
            self.isContact = isContact
            self.isIdentity = isIdentity
        }
    }

    /// A way to compute a concept.
    public enum Derivation: Sendable, Hashable {
        /// FEEL over `subject.x` and `<relation>.x`.
        case expression(Expression)
        /// The first of these concepts of the same subject that has a value; the disposition of what filled it is kept.
        case firstOf([ConceptID])
    }
}

public struct RelationID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// Leads from one subject to others.
public final class Relation: Declared {
    public enum Cardinality: String, Sendable, Hashable, CaseIterable { case one, many }

    public let id: RelationID
    public let from: [Kind]
    public let to: [Kind]
    public let cardinality: Cardinality
    /// A record carrying it names the other as parent, child, spouse, holder or representative: the link is proven.
    public let proves: Bool
    public let label: LocalizedText
    public let position: SourcePosition

    init(
        id: RelationID, from: [Kind], to: [Kind], cardinality: Cardinality, proves: Bool, label: LocalizedText,
        position: SourcePosition
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.cardinality = cardinality
        self.proves = proves
        self.label = label
        self.position = position
    }
}

extension PersonalIDNumber {
    /// Whether a value says another sex or year than the number. A sex that is neither, or a day nobody knows the year of,
    /// says nothing against it.
    func contradicts(_ value: Value, of told: Concept.Check.Told) -> Bool {
        switch (told, value) {
        case (.sex, .string(let code)): ["1", "2"].contains(code) && code != genderCode
        case (.birthYear, .date(let date)): date.year != birthYear
        case (.birthYear, .number(let number)): number != Number(birthYear)
        case (.birthYear, .string(let year)): Int(year).map { $0 != birthYear } ?? false
        default: false
        }
    }
}
