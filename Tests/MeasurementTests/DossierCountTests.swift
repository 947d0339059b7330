@testable import Measurement
import Receipts
import Testing

@Suite("Counting one dossier")
struct DossierCountTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let current: [String]
        let blanks: [String]
        /// A and B of the strict series, B of its high reading, A and B of the answered series.
        let strict: (Int, Int), high: Int, answered: (Int, Int)
        /// `atom source`, sorted by atom.
        let saved: [String]

        init(
            _ name: String, current: [String], blanks: [String], strict: (Int, Int), high: Int? = nil, answered: (Int, Int)? = nil,
            saved: [String] = []
        ) {
            (testDescription, self.current, self.blanks) = (name, current, blanks)
            (self.strict, self.high, self.answered, self.saved) = (strict, high ?? strict.1, answered ?? strict, saved)
        }
    }

    @Test(arguments: [
        // B = {name, born, request}; the register gives name and born, the applicant writes the request: A = {request}.
        Case(
            "what a register fills is saved, what the applicant writes is given",
            current: [
                "name s1.name! prefilled @population own", "born s1.born! prefilled @civil_status", "request d.request! declared reason=statement",
            ],
            blanks: ["s1.name!", "s1.born!", "d.request!"], strict: (1, 3), saved: ["s1.born civil_status", "s1.name population"]),
        // Corrected, overridden and disputed values were given: A = 3 of 3.
        Case(
            "a filled value that is corrected, overridden or disputed was given",
            current: ["a x.a! corrected @land", "b x.b! overridden @land", "c x.c! disputed @land"], blanks: ["x.a!", "x.b!", "x.c!"],
            strict: (3, 3)),
        // Three boxes of one address are one atom on each side; one box typed makes the atom given.
        Case(
            "an atom counts in A when any of its boxes was given",
            current: ["street s1.address! prefilled @population", "commune s1.address! declared", "province s1.address! prefilled @population"],
            blanks: ["street s1.address!", "commune s1.address!", "province s1.address!"], strict: (1, 1)),
        // B = {name}; the form asks one more that the paper did not: A = {name, email}, reduction 1 − 2/1 = −1.
        Case(
            "what the paper did not demand counts in A", current: ["name s1.name! declared", "email s1.email! declared"], blanks: ["s1.name!"],
            strict: (2, 1)),
        // Low B = {a}, high B = {a, u}; u was not asked now.
        Case(
            "a baseline condition that stays unknown counts 0 low and 1 high", current: ["a x.a! declared"], blanks: ["x.a!", "x.u?"],
            strict: (1, 1), high: 2),
        // Optional everywhere and given: answered adds it to both sides, strict to none.
        Case(
            "an optional answer counts in the answered series, on both sides", current: ["a x.a! declared", "o x.o declared touched"],
            blanks: ["x.a!", "x.o"], strict: (1, 1), answered: (2, 2)),
        // Optional, filled, confirmed: in B' and not in A'. Filled and left alone: in neither.
        Case(
            "an optional filled leaf counts when confirmed, and not when left alone",
            current: ["o x.o prefilled @land touched", "p x.p prefilled @land"], blanks: ["x.o", "x.p"], strict: (0, 0), answered: (0, 1)),
        // The paper demanded it, the form has made it optional, the applicant gave it: nothing was saved.
        Case(
            "a demand made optional and given all the same is still given", current: ["a x.a declared"], blanks: ["x.a!"], strict: (1, 1),
            answered: (1, 1)),
        // A typed key and a name typed to verify it are given in both series, though the register then fills the name.
        Case(
            "a typed key and a verified name count as given",
            current: [
                "spouse.@key s2.identity! declared reason=key", "spouse.@verify s2.name! declared reason=key",
                "spouse_id s2.identity! repeated", "spouse_name s2.name! prefilled @population", "spouse_born s2.born! prefilled @population",
            ],
            blanks: ["s2.identity!", "s2.name!", "s2.born!"], strict: (2, 3), saved: ["s2.born population"]),
        // Picking a row is one atom that the paper did not demand; its fields come from the register.
        Case(
            "picking a row costs one atom",
            current: ["child[1].@pick child[1].pick! declared reason=offer", "child[1].name s3.name! prefilled @population"],
            blanks: ["s3.name!"], strict: (1, 1), saved: ["s3.name population"]),
        // Outside now, and a blank of the baseline: out of both sides.
        Case(
            "a field outside stands outside both sides", current: ["a x.a! declared", "sign x.sign! outside"], blanks: ["x.a!", "x.sign!"],
            strict: (1, 1)),
        Case(
            "an outside leaf does not hide another leaf of its atom", current: ["a x.a! declared", "again x.a! outside"], blanks: ["x.a!"],
            strict: (1, 1)),
        // Sources by precedence; a leaf not on this path names none.
        Case(
            "each saved atom names the source of highest precedence",
            current: [
                "a x.a! derived", "a2 x.a! prefilled @land", "b x.b! repeated", "b2 x.b! derived @derived", "c x.c! prefilled @sign-in own",
                "c2 x.c! reused @document", "d x.d! not-applicable", "e x.e empty", "f x.f! prefilled @document", "h x.h! repeated",
            ],
            blanks: ["x.a!", "x.b!", "x.c!", "x.d!", "x.e!", "x.f!", "x.g!", "x.h!"], strict: (0, 8),
            saved: [
                "x.a land", "x.b derived", "x.c sign-in", "x.d not-asked", "x.e not-asked", "x.f reused", "x.g not-asked", "x.h not-asked",
            ]),
        // The first blank speaks for its fact, given or filled; a blank that repeats another fact saves nothing by itself.
        Case(
            "a repeat is no second atom, and no source of one",
            current: [
                "a x.a! declared", "again x.a! repeated", "b x.b! prefilled @land", "b2 x.b! repeated @land", "c x.c! repeated @land", "d x.d! repeated", "e x.e! empty", "e2 x.e! repeated",
            ],
            blanks: ["x.a!", "x.b!", "x.c!", "x.d!", "x.e!"], strict: (1, 5), saved: ["x.b land", "x.c not-asked", "x.d not-asked", "x.e not-asked"]),
        Case("nothing demanded is nothing measured", current: ["o x.o declared"], blanks: [], strict: (0, 0), answered: (1, 0)),
        Case("a dossier without leaves", current: [], blanks: [], strict: (0, 0)),
    ])
    func counts(_ c: Case) throws {
        let count = DossierCount(of: try submission(current: c.current, blanks: c.blanks))
        #expect(count.strict.low == .init(given: c.strict.0, demanded: c.strict.1))
        #expect(count.strict.high == .init(given: c.strict.0, demanded: c.high))
        #expect(count.answered.low == .init(given: c.answered.0, demanded: c.answered.1))
        #expect(count.saved.map { "\($0.atom) \($0.source.id)" } == c.saved)
    }

    @Test("the reduction may be below 0, and is nothing where nothing was demanded")
    func reduction() {
        #expect(DossierCount.Sides(given: 1, demanded: 4).reduction == 0.75)
        #expect(DossierCount.Sides(given: 2, demanded: 1).reduction == -1)
        #expect(DossierCount.Sides(given: 0, demanded: 0).reduction == nil)
        #expect(DossierCount.Sides(given: 3, demanded: 0).reduction == nil)
    }

    /// What a hand-made case cannot show: random dossiers, whatever is done to the boxes of their atoms.
    @Test("splitting, joining and repeating boxes leaves the strict count unchanged", arguments: 0..<60)
    func boxes(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let fact = RandomEvents.submission(&random)
        let before = DossierCount(of: fact)
        let split = fact.replacing(
            current: fact.current.flatMap { leaf in (0..<Int(1 + random.next() % 3)).map { leaf.renamed("\(leaf.leaf)_\($0)") } },
            blanks: fact.blanks.flatMap { blank in
                (0..<Int(1 + random.next() % 3)).map { .init(leaf: "\(blank.leaf)_\($0)", atom: blank.atom, demand: blank.demand) }
            })
        #expect(DossierCount(of: split).strict == before.strict)
        #expect(DossierCount(of: split).saved == before.saved)
        // Joined: one box per atom and kind of outcome, as a form would ask it once.
        var seen: Set<String> = []
        let joined = fact.replacing(
            current: fact.current.filter { seen.insert("\($0.atom) \($0.required) \($0.outcome) \($0.source ?? "")").inserted },
            blanks: fact.blanks.filter { seen.insert("\($0.atom) \($0.demand)").inserted })
        #expect(DossierCount(of: joined).strict == before.strict)
        // Repeated: every filled or given box stands a second time and is filled from the first.
        let repeated = fact.replacing(
            current: fact.current + fact.current.compactMap { $0.outcome == .outside ? nil : $0.repeated }, blanks: fact.blanks + fact.blanks)
        #expect(DossierCount(of: repeated).strict == before.strict)
    }

    @Test("what one blank demands for certain is not undecided, whatever another blank of it says")
    func undecided() throws {
        // B = {a}, filled; u is undecided, so of {a, u} it alone would be given.
        let count = DossierCount(of: try submission(current: ["a x.a! prefilled @land"], blanks: ["p x.a!", "q x.a?", "r x.u?"]))
        #expect(count.withUndecided == .init(given: 1, demanded: 2) && count.strict.low == .init(given: 0, demanded: 1))
    }
}
