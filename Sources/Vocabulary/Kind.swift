/// What a subject is. A closed set: forms, connectors and keys are written against it.
public enum Kind: String, Sendable, Hashable, CaseIterable, Comparable {
    case person, household, organisation
    case householdBusiness = "household_business"
    case parcel, building
    case budgetUnit = "budget_unit"
    case licence
    case civilEvent = "civil_event"
    case insurancePeriod = "insurance_period"
    case dossier

    public static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }

    /// See `InternedName`: a closed set needs no more, and every look-up of the engine asks for it.
    public func _rawHashValue(seed: Int) -> Int {
        let mixed = UInt(bitPattern: place ^ seed) &* 0x9E37_79B9_7F4A_7C15
        return Int(bitPattern: mixed ^ (mixed >> 32))
    }

    private var place: Int {
        switch self {
        case .person: 1
        case .household: 2
        case .organisation: 3
        case .householdBusiness: 4
        case .parcel: 5
        case .building: 6
        case .budgetUnit: 7
        case .licence: 8
        case .civilEvent: 9
        case .insurancePeriod: 10
        case .dossier: 11
        }
    }
}
