/// What the identity service answers, per path.
enum IdentityReplies {
    /// A card is found by the number on it and by the one on the card before.
    static let service = RegisterService.json(["identity/cards/:key", "identity/former-numbers/:key"], confirming: confirmation) { family, _ in
        family.people.flatMap { person in
            let numbers = ["/identity/cards/\(person.id)"] + (person.oldNumber.map { ["/identity/former-numbers/\($0)"] } ?? [])
            return numbers.map { ($0, card(person)) } + [("/\(confirmation.path)/\(person.id)", printed(on: person))]
        }
    }

    /// Who is asked about is compared with what is printed on the card.
    static let confirmation = Confirmation(path: "identity/confirmations", key: "number", members: ["fullName", "bornOn"])

    private static func printed(on person: Person) -> JSONValue? {
        guard person.card != nil else { return nil }
        return .object(["number": .string(person.id), "fullName": .string(person.name.text), "bornOn": .string(person.birth.paper)])
    }

    /// The card of a resident; nil where none was issued.
    static func card(_ person: Person) -> JSONValue? {
        guard let card = person.card else { return nil }
        return .object([
            "card": .object([
                "number": .string(person.id), "type": .string(card.registerType), "status": "VALID",
                "issuedOn": .string(card.issued.paper),
                "expiresOn": .string(card.expires(born: person.born)?.paper ?? "KHONG_THOI_HAN"),
                "issuer": .object(["code": .string(card.issuerCode), "name": .string(card.issuer)]),
                "formerNumber": .optional(person.oldNumber),
                "updatedAt": .string(card.issued.adding(days: 4).iso + "T08:00:00"),
            ])
        ])
    }
}

extension TruthLines {
    /// What only the identity database has of a person.
    mutating func add(cardOf person: Person) {
        func line(_ concept: String, _ value: JSONValue?) {
            let held = person.card == nil ? nil : value
            add(concept, value, [(.identity, .optional(held))])
        }
        line("old_id_number", person.oldNumber.map(JSONValue.string))
        line("identity_document_type", person.card.map { .string($0.type) })
        line("identity_document_issuer", person.card.map { .string($0.issuerCode) })
        line(
            "identity_document_expiry_date",
            person.card.map { $0.expires(born: person.born).map { .string($0.iso) } ?? .explicitNone })
    }
}
