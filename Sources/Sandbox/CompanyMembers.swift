extension Family {
    /// Who put the capital into a company: who founded it, now and then with husband or wife, or the founder's earlier
    /// company. Nothing here is drawn.
    func members(of company: Int) -> [Holder] {
        let one = companies[company]
        var members = [Holder.person(one.founder)]
        let code = one.code.utf8.reduce(0) { $0 + Int($1) }
        if code % 3 == 0, let spouse = people[one.founder].spouse { members.append(.person(spouse)) }
        if code % 2 == 0, let earlier = companies.indices.first(where: { $0 < company && companies[$0].founder == one.founder }) {
            members.append(.company(earlier))
        }
        return members
    }
}

extension BusinessReplies {
    static func members(of company: Int, in family: Family) -> JSONValue {
        let one = family.companies[company]
        let members = family.members(of: company)
        return .object([
            "enterpriseCode": .string(one.code),
            "members": .array(
                members.map { member in
                    let share = JSONValue.string(String(one.capital / members.count))
                    return switch member {
                    case .person(let index):
                        .object([
                            "kind": "PERSON", "personalId": .string(family.people[index].id),
                            "fullName": .string(family.people[index].name.text), "capital": share,
                        ])
                    case .company(let index):
                        .object([
                            "kind": "ORGANISATION", "enterpriseCode": .string(family.companies[index].code),
                            "name": .string(family.companies[index].name), "capital": share,
                        ])
                    }
                }),
            "updatedAt": .string(one.updated.iso + "T16:45:00"),
        ])
    }
}
