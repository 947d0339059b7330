import Diagnostics
import Foundation
import ProgramUnderTest
import Signatures
import Testing

@Suite("Signatures: nothing but what is right in every respect passes")
struct SignaturesTests {
    @Test("the tamper matrix: what is right passes, everything else is refused for its reason")
    func matrix() async throws {
        let files = try await SignedFiles.made.value
        for each in files.cases {
            let verifier = try SignatureVerifier(trusting: each.trust)
            let found = verifier.verification(of: try files.bytes(each.file), content: try each.content.map(files.bytes), at: each.now)
            #expect(found.reason.rawValue == each.expected, "\(each.name)")
            #expect((found.verdict == .passed) == each.isRight, "\(each.name)")
        }
    }

    @Test("no case of the matrix is another once more")
    func distinct() async throws {
        let files = try await SignedFiles.made.value
        let inputs = try files.cases.map { SignedFiles.Case.Input(bytes: try files.bytes($0.file), content: try $0.content.map(files.bytes), trust: $0.trust, now: $0.now) }
        #expect(Set(inputs).count == files.cases.count)
        #expect(Set(files.cases.map(\.name)).count == files.cases.count)
    }

    @Test("the README counts the matrix")
    func count() async throws {
        let cases = try await SignedFiles.made.value.cases
        let readme = try String(contentsOf: Program.package.appending(path: "README.md"), encoding: .utf8)
        #expect(cases.count >= 120)
        let count = cases.count.formatted(.number.locale(Locale(identifier: "en_US")))
        #expect(readme.contains("\(count) cases, \(cases.count(where: \.isRight)) of them right"), "\(count), \(cases.count(where: \.isRight))")
        for algorithm in ["rsa", "ecdsa"] {
            for container in ["pdf-cades", "pdf-pkcs7", "cms-detached", "cms-attached"] {
                #expect(cases.contains { $0.isRight && $0.name.hasPrefix("\(algorithm) \(container):") }, "\(algorithm) \(container)")
            }
        }
    }

    @Test("10,000 random mutations neither pass nor end the program")
    func mutations() async throws {
        let files = try await SignedFiles.made.value
        let names = ["untouched, lists", "untouched, expired after its time-stamp", "untouched, cross-reference streams"]
        let chosen = files.cases.filter { each in names.contains { each.name.hasSuffix(": " + $0) } }
        #expect(chosen.count == 20)
        let passed = try await Self.passed(chosen, turns: 500, in: files)
        #expect(passed.isEmpty, "\(passed)")
    }

    @Test("6,000 random mutations of what follows a first signature do not pass")
    func laterMutations() async throws {
        let files = try await SignedFiles.made.value
        let chosen = files.cases.filter { $0.signed != nil }
        #expect(chosen.count == 24 && chosen.allSatisfy(\.isRight))
        let passed = try await Self.passed(chosen, turns: 250, in: files)
        #expect(passed.isEmpty, "\(passed)")
    }

    /// The mutations that pass nevertheless; of what follows the first signed revision alone, where a case has one.
    private static func passed(_ chosen: [SignedFiles.Case], turns: Int, in files: SignedFiles) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for (place, each) in chosen.enumerated() {
                let original = try files.bytes(each.file), content = try each.content.map(files.bytes)
                group.addTask {
                    let verifier = try SignatureVerifier(trusting: each.trust)
                    var random = Mutation.Source(seed: UInt64(place) + 1), passed: [String] = []
                    for turn in 0..<turns {
                        let mutated = Mutation.of(original, from: each.signed ?? 0, &random)
                        let isPassed = verifier.verification(of: mutated, content: content, at: each.now).verdict == .passed
                        if isPassed { passed.append("\(each.name), mutation \(turn)") }
                    }
                    return passed
                }
            }
            return try await group.reduce(into: [String]()) { $0 += $1 }
        }
    }

    @Test("a result says who signed, when, and whether anything follows")
    func results() async throws {
        let files = try await SignedFiles.made.value
        func found(_ name: String) throws -> Verification {
            let each = try #require(files.cases.first { $0.name == name })
            return try SignatureVerifier(trusting: each.trust).verification(of: try files.bytes(each.file), content: try each.content.map(files.bytes), at: each.now)
        }
        let two = try found("rsa pdf-cades: a second signature").signatures
        #expect(two.map(\.coversWholeFile) == [false, true] && two.map(\.signer) == ["Nguyễn Văn Không", "Mail"] && two.allSatisfy { $0.verdict == .passed && !$0.isTimeProven })
        let stamped = try #require(try found("ecdsa cms-detached: untouched, expired after its time-stamp").signatures.first)
        #expect(stamped.isTimeProven && stamped.signedAt == 1_772_323_200, "2026-03-01T00:00:00Z")
        let document = try found("rsa pdf-pkcs7: a document time-stamp").signatures
        #expect(document.map(\.kind) == [.signature, .timeStamp] && document[0].isTimeProven && document[0].signedAt == 1_772_323_200)
    }

    @Test("what is no signed file is undetermined", arguments: [
        ("", SignatureReason.unsupported), ("%PDF-", .unreadable), ("%PDF-1.7\nstartxref\n0\n%%EOF", .unreadable), ("<?xml version='1.0'?><Signature/>", .unsupported),
        ("0", .malformed), ("text", .unsupported), ("-----BEGIN CMS-----\n????\n-----END CMS-----", .unsupported),
    ])
    func others(text: String, reason: SignatureReason) async throws {
        let each = try #require(try await SignedFiles.made.value.cases.first)
        #expect(try SignatureVerifier(trusting: each.trust).verification(of: Array(text.utf8), at: each.now).reason == reason)
    }

    @Test("a file of more than 50 MB is not looked into")
    func size() async throws {
        let each = try #require(try await SignedFiles.made.value.cases.first)
        let large = [UInt8](repeating: 0x30, count: SignatureVerifier.maximumSize + 1)
        #expect(try SignatureVerifier(trusting: each.trust).verification(of: large, at: each.now).reason == .tooLarge)
    }

    @Test("values nested without end are refused", arguments: ["[", "<</A", "("])
    func depth(open: String) async throws {
        let each = try #require(try await SignedFiles.made.value.cases.first)
        let body = "%PDF-1.7\n1 0 obj\n" + String(repeating: open, count: 100_000)
        let file = body + "\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n\(body.utf8.count + 1)\n%%EOF"
        #expect(try SignatureVerifier(trusting: each.trust).verification(of: Array(file.utf8), at: each.now).verdict == .undetermined)
    }

    @Test("without roots, or with something else in their place, nothing is checked")
    func trust() async throws {
        let each = try #require(try await SignedFiles.made.value.cases.first)
        #expect(throws: SignatureTrustError.noRoots) { try SignatureVerifier(trusting: SignatureTrust(roots: [])) }
        #expect(throws: SignatureTrustError.unreadableRoot(0)) { try SignatureVerifier(trusting: SignatureTrust(roots: each.trust.revocationLists)) }
        #expect(throws: SignatureTrustError.unreadableRevocationList(0)) { try SignatureVerifier(trusting: SignatureTrust(roots: each.trust.roots, revocationLists: each.trust.roots)) }
        #expect(throws: SignatureTrustError.unreadableOCSPResponse(0)) { try SignatureVerifier(trusting: SignatureTrust(roots: each.trust.roots, ocspResponses: [[0x30, 0]])) }
    }

    @Test("every reason has its words in both languages", arguments: SignatureReason.allCases)
    func words(reason: SignatureReason) {
        #expect(!reason.words.vietnamese.isEmpty && reason.words.english?.isEmpty == false && reason.words.english != reason.words.vietnamese)
        #expect((reason.verdict == .passed) == (reason == .valid))
    }
}

/// Bytes changed at random, never to what they were.
enum Mutation {
    /// SplitMix64: the same numbers for the same seed.
    struct Source: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    /// - Parameter first: what stands before it stays.
    static func of(_ original: [UInt8], from first: Int, _ random: inout Source) -> [UInt8] {
        var bytes = original
        repeat {
            let place = Int.random(in: first..<bytes.count, using: &random), end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<7, using: &random) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: (0..<8).map { _ in UInt8.random(in: .min ... .max, using: &random) }, at: place)
            case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: first...bytes.count, using: &random))
            case 5: bytes.removeLast(min(bytes.count - first - 1, Int.random(in: 1...2_000, using: &random)))
            default: bytes.replaceSubrange(place..<end, with: repeatElement(UInt8(ascii: "0"), count: end - place))
            }
        } while bytes == original
        return bytes
    }
}
