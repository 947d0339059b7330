import Foundation
import Sandbox
import Signatures
import Testing

@Suite("The sandbox's signed paper")
struct SignedSampleTests {
    private static func verifier() throws -> SignatureVerifier {
        try SignatureVerifier(trusting: SignatureTrust(roots: [Array(SignedSample.root)], revocationLists: [Array(SignedSample.revocationList)]))
    }

    /// Seconds since 1970 when a year begins, UTC.
    private static func begin(_ year: Int) throws -> Int { Int(try Date("\(year)-01-01T00:00:00Z", strategy: .iso8601).timeIntervalSince1970) }

    @Test("passes all through its year and long after, and claims no time that has not come", arguments: Array(SignedSample.years))
    func passes(year: Int) throws {
        let verifier = try Self.verifier(), paper = [UInt8](SignedSample.paper(in: year)), begin = try Self.begin(year)
        for time in [begin, try Self.begin(year + 1) - 1, try Self.begin(SignedSample.years.upperBound)] where time >= begin {
            let found = verifier.verification(of: paper, at: time)
            #expect(found.reason == .valid && found.signatures.map(\.signedAt) == [begin] && found.signatures[0].coversWholeFile)
        }
        #expect(verifier.verification(of: paper, at: begin - 1).verdict != .passed)
        // Each is of its own year: the bytes of another's signature do not pass with it.
        let other = [UInt8](SignedSample.paper(in: year == 2020 ? 2021 : 2020)), place = try #require(paper.indices.first { paper[$0] != other[$0] })
        var mixed = paper
        mixed[place] = other[place]
        #expect(verifier.verification(of: mixed, at: try Self.begin(SignedSample.years.upperBound)).verdict == .failed)
    }

    @Test("of a year beyond the last or before the first is the nearest there is")
    func nearest() {
        #expect(SignedSample.paper(in: 1999) == SignedSample.paper(in: 2020) && SignedSample.paper(in: 2150) == SignedSample.paper(in: 2099))
        #expect(Set(SignedSample.years.map { SignedSample.paper(in: $0) }).count == SignedSample.years.count)
    }

    @Test("says which certificate it was made with, what stands above it and what its subject is called")
    func certificate() throws {
        let signer = try #require(SigningCertificate(file: Array(SignedSample.authority))), root = try #require(SigningCertificate(file: Array(SignedSample.root)))
        let found = try Self.verifier().verification(of: Array(SignedSample.paper(in: 2026)), at: Self.begin(2027)).signatures.compactMap(\.certificate)
        #expect(found.map(\.fingerprint) == [signer.fingerprint] && found.map(\.issuers) == [[root.fingerprint]] && signer.issuers.isEmpty)
        #expect(found.first?.subject == [.commonName: ["Simulated authority of the sandbox"], .organization: ["Simulated authorities"]])
        #expect(signer.fingerprint.count == 64 && signer.fingerprint != root.fingerprint)
        let pem = Array("-----BEGIN CERTIFICATE-----\n\(SignedSample.authority.base64EncodedString())\n-----END CERTIFICATE-----\n".utf8)
        #expect(SigningCertificate(file: pem) == signer)
        for other in [[], Array(SignedSample.revocationList), pem + pem, Array(SignedSample.authority) + [0]] { #expect(SigningCertificate(file: other) == nil) }
    }
}
