/// Makes families: a couple in the middle, their parents, their children, a brother or sister of the
/// husband with a life of his or her own, newborns not registered yet.
struct FamilyMaker {
    let asOf: CivilDay
    let rates: ProvinceRates
    /// The most people one family can have.
    static let largest = 17

    /// One family, of at most `limit` people.
    func family(limit: Int, _ serials: inout Serials, _ random: inout Randomness) -> Family {
        let group = random.pick(weighted: ethnicGroups)
        let origin = random.pick(Communes.all)
        let maker = PersonMaker(asOf: asOf, rates: rates, origin: origin, group: group)
        guard limit >= Self.largest else {
            return loner(maker, &serials, &random)
        }
        let wifeGroup = random.happens(0.75) ? group : random.pick(weighted: ethnicGroups)
        let wifeOrigin = random.happens(0.6) ? origin : random.pick(Communes.all)
        let wifeMaker = PersonMaker(asOf: asOf, rates: rates, origin: wifeOrigin, group: wifeGroup)
        var draft = FamilyDraft(asOf: asOf, rates: rates, origin: origin)

        let wifeBorn = asOf.adding(days: -random.between(20 * 366, 52 * 365))
        let husbandBorn = min(wifeBorn.adding(days: random.between(-8 * 365, 3 * 365)), asOf.adding(days: -20 * 366))
        let hisParents = draft.elders(of: husbandBorn, maker, &serials, &random)
        let herParents = draft.elders(of: wifeBorn, wifeMaker, &serials, &random)
        let husband = draft.add(
            female: false, born: husbandBorn, father: hisParents.father, mother: hisParents.mother, maker, &serials,
            &random)
        let wife = draft.add(
            female: true, born: wifeBorn, father: herParents.father, mother: herParents.mother, wifeMaker, &serials,
            &random)
        draft.marry(husband, wife, &serials, &random)
        let expecting = random.happens(rates.newborn) && wifeBorn.age(on: asOf) <= 43
        let children = draft.children(of: husband, wife, expecting: expecting, at: 19, maker, &serials, &random)

        var relative: (Int, [Int])?
        if random.happens(0.5) {
            relative = draft.relative(of: husband, hisParents, maker, &serials, &random)
        }
        let lodger: Int? =
            random.happens(0.05)
            ? draft.add(
                female: random.happens(0.5), born: asOf.adding(days: -random.between(19 * 366, 40 * 365)), father: nil,
                mother: nil,
                PersonMaker(
                    asOf: asOf, rates: rates, origin: random.pick(Communes.all),
                    group: random.pick(weighted: ethnicGroups)),
                &serials, &random) : nil

        let hisElders = [hisParents.father, hisParents.mother].compactMap { $0 }
        let herElders = [herParents.father, herParents.mother].compactMap { $0 }
        let layout = hisElders.isEmpty ? 0 : random.pick(weighted: [(0, 55), (1, 20), (2, 25)])
        var main: [(Int, Kinship)]
        switch layout {
        case 2:
            main = hisElders.enumerated().map { ($1, $0 == 0 ? Kinship.head : .spouse) }
            main += [(husband, .child), (wife, .childInLaw)] + children.map { ($0, .grandchild) }
        default:
            main = [(husband, .head), (wife, .spouse)] + children.map { ($0, .child) }
            if layout == 1 { main += hisElders.map { ($0, .parent) } }
        }
        if let lodger { main.append((lodger, .lodger)) }
        draft.settle(main, in: origin, &serials, &random)
        if layout == 0 && !hisElders.isEmpty {
            draft.settle(hisElders.enumerated().map { ($1, $0 == 0 ? .head : .spouse) }, in: origin, &serials, &random)
        }
        if !herElders.isEmpty {
            draft.settle(
                herElders.enumerated().map { ($1, $0 == 0 ? .head : .spouse) }, in: wifeOrigin, &serials, &random)
        }
        if let (head, others) = relative {
            draft.settle(
                [(head, .head)] + others.map { ($0, draft.isChild($0, of: head) ? .child : .other) }, in: origin,
                &serials, &random)
        }
        if expecting { draft.deliver(wife, father: husband, &serials, &random) }
        return draft.family
    }

    /// Somebody who lives alone: fills the province up to the number asked for.
    private func loner(_ maker: PersonMaker, _ serials: inout Serials, _ random: inout Randomness) -> Family {
        var draft = FamilyDraft(asOf: asOf, rates: rates, origin: maker.origin)
        let one = draft.add(
            female: random.happens(0.5), born: asOf.adding(days: -random.between(20 * 366, 60 * 365)), father: nil,
            mother: nil, maker, &serials, &random)
        draft.settle([(one, .head)], in: maker.origin, &serials, &random)
        return draft.family
    }
}
