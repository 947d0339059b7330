import Formats
import Receipts

/// SplitMix64: the same seed, the same cases.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Receipts and events with everything in them that may be there.
struct Maker {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func flag() -> Bool { Bool.random(using: &random) }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func one<Item>(of items: some Collection<Item>, else fallback: Item) -> Item { items.randomElement(using: &random) ?? fallback }

    mutating func word() -> String {
        let letters = Array("aọ-_.[]@{}\"\\/1 \n\u{301}😀")
        return String((0...number(0...8)).map { _ in one(of: letters, else: "a") })
    }

    mutating func maybe() -> String? { flag() ? word() : nil }

    mutating func receipt() -> Receipt {
        let leaves = (0..<number(0...6)).map { _ in
            Receipt.Leaf(
                leaf: LeafID(word()), outcome: one(of: Outcome.allCases, else: .open), isLocked: flag(), isWithheld: flag(),
                reason: flag() ? one(of: Reason.allCases, else: .absent) : nil, connector: maybe(), operation: maybe(), commitment: word())
        }
        let documents = (0..<number(0...3)).map { _ in Receipt.Document(id: word(), disposition: word(), by: maybe()) }
        var pins: [String: String] = [:]
        for _ in 0..<number(0...4) { pins[word()] = word() }
        return Receipt(
            id: word(),
            binding: .init(
                dossier: word(), subject: word(), form: word(), version: word(), pins: pins, issuedAt: number(0...2_000_000_000),
                expiresAt: number(0...2_000_000_000)),
            leaves: leaves, documents: documents)
    }

    mutating func entry() -> LedgerEntry {
        let fact: LedgerEntry.Fact = switch number(0...12) {
        case 0:
            .opened(OpenedFact(
                form: word(), version: word(), procedure: word(), purpose: word(), subjectKind: word(), channel: word(), basis: word(),
                hasOperator: flag(), isSimulated: flag(), subject: maybe()))
        case 1: .lookedUp(LookedUpFact(connector: word(), operation: word(), purpose: word(), attributes: number(0...99), result: word(), subject: maybe()))
        case 2: .staged(StagedFact(number: number(2...99), isAcrossVersions: flag(), isSupplement: flag()))
        case 3: .supplementRequested(SupplementFact(fields: (0..<number(0...3)).map { _ in word() }, documents: (0..<number(0...3)).map { _ in word() }))
        case 4: .refused(RefusedFact(ground: one(of: RefusedFact.Ground.allCases, else: .other)))
        case 5: .withdrawn
        case 6: .completed(CompletedFact(isElectronic: flag()))
        case 7: .documents(DocumentsFact(replaced: number(0...9), earlier: number(0...9), stored: number(0...9), upload: number(0...9)))
        case 8: .corrected(ChangedFact(source: word(), leaves: (0..<number(0...3)).map { _ in word() }))
        case 9: .disputed(ChangedFact(source: word(), leaves: (0..<number(0...3)).map { _ in word() }))
        case 10: .abandoned(AbandonedFact(silence: one(of: AbandonedFact.Silence.allCases, else: .month), stage: number(1...9)))
        case 11:
            .standing(StandingFact(
                form: word(), procedure: word(), baseline: word(), baselineStatus: word(), stage: number(1...9), given: number(0...9), demanded: number(0...9),
                givenAtMost: number(0...9), demandedAtMost: number(0...9)))
        default: .submitted(submitted())
        }
        return LedgerEntry(dossier: word(), hour: word(), fact: fact)
    }

    private mutating func submitted() -> SubmittedFact {
        let current = (0..<number(0...5)).map { _ in
            SubmittedFact.CurrentLeaf(
                leaf: word(), atom: word(), required: flag(), outcome: one(of: SubmittedOutcome.allCases, else: .empty), isTouched: flag(), source: maybe(),
                isOwnIdentity: flag(), isEarlier: flag(), reason: flag() ? one(of: Reason.allCases, else: .absent) : nil, isLater: flag(), role: maybe())
        }
        let blanks = (0..<number(0...5)).map { _ in
            SubmittedFact.BaselineLeaf(leaf: word(), atom: word(), demand: one(of: BaselineDemand.allCases, else: .unknown), role: maybe())
        }
        let documents = (0..<number(0...3)).map { _ in
            SubmittedFact.DocumentFact(
                id: word(), required: flag(), disposition: word(), by: maybe(), wasAvailable: flag(), digitized: flag(), reusedFlag: number(0...2))
        }
        return SubmittedFact(
            form: word(), version: word(), procedure: word(), channel: word(), isSimulated: flag(), baseline: word(), baselineStatus: word(),
            current: current, blanks: blanks, documents: documents, confirmations: number(0...9))
    }
}

/// Every way of changing one thing in a JSON value: each leaf to others, each member dropped, renamed or added.
enum Changes {
    static func all(of json: JSON) -> [JSON] {
        switch json {
        case .object(let object):
            var changed: [JSON] = []
            for (key, value) in object.members {
                for other in all(of: value) {
                    var copy = object
                    copy[key] = other
                    changed.append(.object(copy))
                }
                var dropped = object
                dropped[key] = nil
                changed.append(.object(dropped))
                var renamed = dropped
                renamed[key + "x"] = value
                changed.append(.object(renamed))
            }
            var added = object
            added["unheard"] = "x"
            return changed + [.object(added), .null, .array([])]
        case .array(let items):
            var changed: [JSON] = []
            for index in items.indices {
                for other in all(of: items[index]) {
                    var copy = items
                    copy[index] = other
                    changed.append(.array(copy))
                }
                var dropped = items
                dropped.remove(at: index)
                changed.append(.array(dropped))
            }
            if items.count > 1, items.first != items.last { changed.append(.array(items.reversed())) }
            return changed + [.array(items + [.null]), .array(items + items.prefix(1) + [[:]]), .null]
        case .string(let text):
            return [.string(text + "x"), .string(String(text.dropLast())), .string(text.uppercased()), .string(""), .number("1"), .null, .bool(true), .array([json])]
                .filter { $0 != json }
        case .number(let digits):
            return [.number(digits + "1"), .number("-1"), .number(digits + ".0"), .number("0" == digits ? "1" : "0"), .string(digits), .null]
        case .bool(let flag): return [.bool(!flag), .null, .string("\(flag)"), .number(flag ? "1" : "0")]
        case .null: return [.bool(false)]
        }
    }
}
