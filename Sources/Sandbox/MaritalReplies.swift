/// The event that left a person divorced or widowed, as a registrar may have entered it.
struct MaritalEvent {
    let id: String, day: CivilDay
    let isDigitised: Bool
}

extension Family {
    /// How the last marriage ended; nil for the single and the married. Nothing here is drawn.
    func maritalEnd(of index: Int) -> MaritalEvent? {
        let person = people[index]
        let kind: String
        switch person.marital {
        case .divorced: kind = "LH"
        case .widowed: kind = "KT"
        case .single, .married: return nil
        }
        let day = CivilDay(2010 + person.serial % 14, 1 + person.serial % 12, 1 + person.serial % 28)
        let commune = person.birthRegistration.commune
        // A divorce of a court reaches the register only when somebody has it noted; old deaths stand in paper books.
        return MaritalEvent(
            id: "\(kind)-\(commune)-\(day.year)-\(digits(person.serial, 6))", day: day, isDigitised: person.serial % 10 < 7)
    }

    /// Whether civil status has the event that left a person as they are now.
    func isMaritalStatusDigitised(of index: Int) -> Bool {
        switch people[index].marital {
        case .single: false
        case .married: marriages(of: index).contains(where: \.digitised)
        case .divorced, .widowed: maritalEnd(of: index)?.isDigitised ?? false
        }
    }
}

extension CivilStatusReplies {
    /// What the last event on file left; nil where none is, which proves nobody single.
    static func maritalStatus(_ index: Int, of family: Family) -> JSONValue? {
        guard family.isMaritalStatusDigitised(of: index) else { return nil }
        let person = family.people[index]
        let end = family.maritalEnd(of: index)
        let marriage = family.marriages(of: index).last(where: \.digitised)
        let since = end?.day ?? marriage?.day
        let events = JSONValue.array(end.map { [.object(["eventId": .string($0.id), "status": "VALID"])] } ?? [])
        return .object([
            "personalId": .string(person.id), "status": .string(code(person.marital)),
            "since": .optional(since?.paper),
            "divorces": person.marital == .divorced ? events : [],
            "spouseDeaths": person.marital == .widowed ? events : [],
            "updatedAt": .string((since ?? person.born).adding(days: 21).iso + "T09:00:00"),
        ])
    }

    private static func code(_ status: MaritalStatus) -> String {
        switch status {
        case .single: "DOC_THAN"
        case .married: "KET_HON"
        case .divorced: "LY_HON"
        case .widowed: "GOA"
        }
    }
}
