@testable import Documents
import Expressions
import Testing
import Vocabulary

/// One way a condition of reuse holds or fails, or a setting in which all hold.
struct ReuseWay: Sendable {
    let name: String
    /// What it makes fail; `nil` where all still holds.
    let obstacle: ReuseObstacle?
    /// Settings it makes no sense in, by name.
    var unfit: Set<String> = []
    let apply: @Sendable (inout ReuseCase) -> Void

    func suits(_ setting: [ReuseWay]) -> Bool { unfit.isDisjoint(with: setting.map(\.name)) }

    private static func holds(_ name: String, _ apply: @escaping @Sendable (inout ReuseCase) -> Void = { _ in }) -> ReuseWay { ReuseWay(name: name, obstacle: nil, apply: apply) }

    static let rules = [
        holds("while no newer one"), holds("until a date") { $0.rule = "until a date" }, holds("for a period") { $0.rule = "for P6M" },
        holds("per purpose") { $0.rule = "per purpose" },
    ]

    static let signings = [
        holds("issuer's or converter's signature"),
        holds("issuer's signature") { ($0.signatures, $0.origin) = ("[issuer]", .procedureResult) },
        holds("converter's signature") { ($0.signatures, $0.origin) = ("[conversion]", .digitisedPaper) },
        holds("no signature needed") { ($0.signatures, $0.verdict, $0.isSigned) = ("[none]", .unchecked, false) },
    ]

    /// The conditions, each with the way it holds first.
    static let conditions: [[ReuseWay]] = [
        [
            holds("about the one"),
            fails(.otherSubject, "about another") { $0.about = ("subject", "015190000999") },
            fails(.otherSubject, "about the one as somebody's mother") { $0.about.role = "mother" },
            fails(.otherSubject, "about the one alone, and not whom it has to tie it to") { $0.toward = "015190000777" },
        ],
        [
            holds("holds on the day"),
            fails(.expired, "ran out yesterday") { $0.validUntil = "2026-11-28" }, fails(.expired, "runs out some day this month") { $0.validUntil = "2026-11" },
            fails(.expired, "issued tomorrow") { $0.issued = "2026-11-30" },
            fails(.expired, "the register has no such thing") { $0.isDenied = true },
        ],
        [
            holds("the latest") { $0.others = [.again(on: "2020-01-01"), .ofAnother] },
            fails(.superseded, "one of the next day") { $0.others = [.dayLater] }, fails(.superseded, "a later one, revoked since") { $0.others = [.dayLaterRevoked] },
            fails(.superseded, "one without a day") { $0.others = [.undated] }, fails(.superseded, "one of the same month") { $0.others = [.sameMonth] },
            fails(.superseded, "a later one in other roles") { $0.others = [.dayLaterInOtherRoles] },
            fails(.superseded, "a later one that names somebody else too") { $0.others = [.dayLaterNamingMore] },
        ],
        [
            holds("stood for") { $0.revoked = "2026-11-30" },
            fails(.revoked, "revoked today") { $0.revoked = "2026-11-29" }, fails(.revoked, "revoked long ago") { $0.revoked = "2020-01-01" },
            fails(.revoked, "revoked some day this month") { $0.revoked = "2026-11" },
        ],
        [
            holds("signed as it has to be"),
            fails(.signature, "a signature that failed") { ($0.verdict, $0.isSigned) = (.failed, true) },
            fails(.signature, "a signature that is undetermined") { ($0.verdict, $0.isSigned) = (.undetermined, true) },
            fails(.signature, "signatures nobody checked", unfit: ["no signature needed"]) { ($0.verdict, $0.isSigned) = (.unchecked, false) },
            fails(.signature, "the signature of another than has to sign", unfit: ["issuer's or converter's signature", "no signature needed", "converter's signature"]) {
                $0.origin = .digitisedPaper
            },
            fails(.signature, "the signature of somebody never held against a list") { ($0.verdict, $0.isSigned, $0.listedAs) = (.passed, true, []) },
            fails(.signature, "the signature of somebody nobody lists for its issuer") { ($0.verdict, $0.isSigned, $0.reason) = (.undetermined, true, SignatureRecord.signerNotListed) },
            fails(.signature, "the signature of somebody listed for another issuer") { ($0.verdict, $0.isSigned, $0.listedFor) = (.passed, true, "commune_police/02647@2025-07-01") },
            fails(.signature, "the signature of nobody whose certificate is known") { ($0.verdict, $0.isSigned, $0.isCertified) = (.passed, true, false) },
            fails(.signature, "the signature of who scans, under what is no scan of an office", unfit: ["no signature needed", "converter's signature"]) {
                $0.listedAs = [.conversion]
            },
            fails(.signature, "the issuer's signature, where that of who scans is wanted", unfit: ["issuer's or converter's signature", "no signature needed", "issuer's signature"]) {
                $0.listedAs = [.issuer]
            },
        ],
        [
            holds("issued by whom it has to be"),
            fails(.issuer, "no issuer is known") { $0.issuer = nil }, fails(.issuer, "issued by a court") { $0.issuer = "court" },
            fails(.issuer, "issued by what is no authority") { $0.issuer = "commune_committe" },
            fails(.issuer, "issued in a place that was gone") { $0.issuer = "commune_committee/02635" },
            fails(.issuer, "issued in what the place's code meant before") { $0.issuer = "commune_committee/02647@2004-01-01" },
        ],
        [
            holds("made for this or for any purpose"),
            fails(.purposeNotGranted, "made for another purpose", unfit: notPerPurpose) { $0.purpose = "another" },
            fails(.purposeNotGranted, "made for a purpose nobody wrote down", unfit: notPerPurpose) { $0.purpose = nil },
        ],
        [
            holds("free to be processed"),
            fails(.restricted, "contested") { $0.restriction = .contested }, fails(.restricted, "restricted as the person asked") { $0.restriction = .requested },
            fails(.restricted, "under inquiry") { $0.restriction = .inquiry },
        ],
        [holds("not declined"), fails(.declined, "declined") { $0.isDeclined = true }],
    ]

    private static let notPerPurpose: Set<String> = ["while no newer one", "until a date", "for a period"]

    private static func fails(_ obstacle: ReuseObstacle, _ name: String, unfit: Set<String> = [], _ apply: @escaping @Sendable (inout ReuseCase) -> Void) -> ReuseWay {
        ReuseWay(name: name, obstacle: obstacle, unfit: unfit, apply: apply)
    }

    static var failing: [ReuseWay] { conditions.joined().filter { $0.obstacle != nil } }
}

/// A stored document and what it is held against.
struct ReuseCase: Sendable {
    static let candidate = "candidate", today = "2026-11-29", purpose = "a purpose"

    var rule = "while no newer one"
    var signatures = "[issuer, conversion]"
    var issuedBy = ["commune_committee"]
    var origin = DocumentOrigin.uploaded
    var about: (role: RoleID, key: String) = ("subject", "015190000123")
    /// Named on the paper beside.
    var beside: String?
    /// The key of whom the paper has to tie the subject to.
    var toward: String?
    var issued: String? = "2026-08-01"
    var validUntil: String? = "2027-08-01"
    var issuer: String? = "commune_committee/02647@2025-07-01"
    var purpose: String? = Self.purpose
    var verdict = SignatureRecord.Verdict.passed
    var isSigned = true
    var isCertified = true
    var reason: String?
    /// What its signer is listed for, and for which issuer where that is not its own.
    var listedAs: Set<AcceptedSignature> = [.issuer, .conversion]
    var listedFor: String?
    var revoked: String?
    var restriction: DocumentStanding.Restriction.Ground?
    var others: [Other] = []
    var isDenied = false
    var isDeclined = false

    /// Another document of the kind.
    enum Other: Sendable {
        case again(on: String)
        case dayLater, dayLaterRevoked, dayLaterInOtherRoles, dayLaterNamingMore, undated, sameMonth, ofAnother
    }

    init(_ ways: [ReuseWay]) {
        for way in ways { way.apply(&self) }
    }

    func request() throws -> PaperRequest {
        let text = """
            evidence: paper
            title: {vi: Giấy}
            issuedBy: [\(issuedBy.joined(separator: ", "))]
            holds: \(rule)
            formats: [pdf]
            signatures: \(signatures)
            storable: true
            """
        let read = EvidenceKind.kind(text, file: "paper.yaml")
        let kind = try #require(read.diagnostics.isEmpty ? read.kinds.first : nil)
        return PaperRequest(
            kind, about: [subject()], toward: toward.map { [subject("head", $0)] }, purpose: Self.purpose, on: try day(Self.today), isDenied: isDenied, isDeclined: isDeclined)
    }

    /// The candidate first.
    func records() throws -> [DocumentRecord] { [try record(Self.candidate)] + (try others.enumerated().map { try other($0.element, "other\($0.offset)") }) }

    func record(_ id: String, kind: String = "paper") throws -> DocumentRecord {
        let signer = SignatureRecord.Signer(name: "Ủy ban nhân dân", signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: verdict.rawValue,
            identity: isCertified ? SignerIdentity(certificate: "c", issuers: [], subject: [:]) : nil)
        let own = try issuer.map { try #require(Issuer(name: $0)) }, listed = try listedFor.map { try #require(Issuer(name: $0)) } ?? own
        return DocumentRecord(
            id: id, kind: EvidenceID(kind), subjects: [subject(about.role, about.key)] + (beside.map { [subject("mother", $0)] } ?? []),
            particulars: .init(number: id, issuer: own, issued: try issued.map(day), validUntil: try validUntil.map(day)),
            provenance: .init(origin: origin, purpose: purpose, depositedOn: try day("2026-11-01")), file: .init(format: .pdf, size: 10, sha256: id),
            signature: .init(
                verdict: verdict, reason: reason, signers: isSigned ? [signer] : [], checkedOn: nil,
                listing: verdict == .passed && !listedAs.isEmpty ? .init(issuer: listed, capacities: listedAs) : nil),
            standing: .init(restriction: try restriction.map { .init(ground: $0, since: try day("2026-10-01")) }, revokedOn: try revoked.map(day)))
    }

    /// Restricted and unsigned: what it says does not count, that it is there does.
    private func other(_ other: Other, _ id: String) throws -> DocumentRecord {
        var copy = self
        (copy.verdict, copy.isSigned, copy.restriction, copy.revoked) = (.failed, true, .requested, nil)
        let later = try issued.map(day)?.adding(days: 1)?.description
        switch other {
        case .again(let date): copy.issued = date
        case .dayLater: copy.issued = later
        case .dayLaterRevoked: (copy.issued, copy.revoked) = (later, "2026-11-01")
        case .dayLaterInOtherRoles: (copy.issued, copy.about.role) = (later, "applicant")
        case .dayLaterNamingMore: (copy.issued, copy.beside) = (later, "015190000555")
        case .undated: copy.issued = nil
        case .sameMonth: copy.issued = issued.map { String($0.prefix(7)) }
        case .ofAnother: (copy.issued, copy.about.key) = (later, "015190000888")
        }
        return try copy.record(id)
    }
}

/// A table in which every two values of every two factors stand together in some row.
enum Pairwise {
    private struct Pair: Hashable { let first, firstValue, second, secondValue: Int }

    /// - Parameters:
    ///   - sizes: how many values each factor has.
    ///   - isPossible: whether a whole row can be; pairs no possible row has are left out.
    /// - Returns: made greedily, the same for the same input.
    static func table(_ sizes: [Int], isPossible: ([Int]) -> Bool) -> [[Int]] {
        var open: Set<Pair> = []
        for first in sizes.indices {
            for second in sizes.indices where second > first {
                for a in 0..<sizes[first] { for b in 0..<sizes[second] { open.insert(Pair(first: first, firstValue: a, second: second, secondValue: b)) } }
            }
        }
        func pairs(_ row: [Int]) -> [Pair] {
            row.indices.flatMap { first in row.indices.dropFirst(first + 1).map { Pair(first: first, firstValue: row[first], second: $0, secondValue: row[$0]) } }
        }
        var rows: [[Int]] = []
        for pair in open.sorted(by: { ($0.first, $0.firstValue, $0.second, $0.secondValue) < ($1.first, $1.firstValue, $1.second, $1.secondValue) }) where open.contains(pair) {
            var row = [Int](repeating: 0, count: sizes.count)
            (row[pair.first], row[pair.second]) = (pair.firstValue, pair.secondValue)
            // Its setting follows where the pair is not possible in the first one.
            if !isPossible(row) { row = repaired(row, keeping: [pair.first, pair.second], sizes, isPossible) ?? row }
            guard isPossible(row) else {
                open.remove(pair)
                continue
            }
            for factor in sizes.indices where factor != pair.first && factor != pair.second {
                var best = row, gain = pairs(row).count { open.contains($0) }
                for value in 0..<sizes[factor] {
                    var other = row
                    other[factor] = value
                    guard isPossible(other) else { continue }
                    let gained = pairs(other).count { open.contains($0) }
                    if gained > gain { (best, gain) = (other, gained) }
                }
                row = best
            }
            open.subtract(pairs(row))
            rows.append(row)
        }
        return rows
    }

    private static func repaired(_ row: [Int], keeping kept: Set<Int>, _ sizes: [Int], _ isPossible: ([Int]) -> Bool) -> [Int]? {
        for first in 0..<sizes[0] {
            for second in 0..<sizes[1] {
                var other = row
                if !kept.contains(0) { other[0] = first }
                if !kept.contains(1) { other[1] = second }
                if isPossible(other) { return other }
            }
        }
        return nil
    }
}
