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
}
