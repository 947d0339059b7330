import CLibCrypto

/// What a check of signatures may rely on. Nothing else is: no store of the system's, no network.
public struct SignatureTrust: Sendable, Hashable {
    /// DER or PEM each; a PEM file may hold several.
    public var roots: [[UInt8]]
    /// Certificates between a root and a signer that the file may not bring along.
    public var certificates: [[UInt8]]
    public var revocationLists: [[UInt8]]
    /// DER each.
    public var ocspResponses: [[UInt8]]

    public init(roots: [[UInt8]], certificates: [[UInt8]] = [], revocationLists: [[UInt8]] = [], ocspResponses: [[UInt8]] = []) {
        self.roots = roots
        self.certificates = certificates
        self.revocationLists = revocationLists
        self.ocspResponses = ocspResponses
    }
}

/// Something in `SignatureTrust` is not what it should be.
public enum SignatureTrustError: Error, Sendable, Hashable {
    /// There is no root: nothing could pass.
    case noRoots
    /// The place in the list, from 0.
    case unreadableRoot(Int), unreadableCertificate(Int), unreadableRevocationList(Int), unreadableOCSPResponse(Int)
}

/// `SignatureTrust`, read.
final class TrustMaterial {
    let roots: [Certificate]
    let certificates: [Certificate]
    let revocationLists: [RevocationList]
    let ocspResponses: [OCSPAnswers]
    /// The roots alone.
    let store: Owned

    init(_ trust: SignatureTrust) throws(SignatureTrustError) {
        roots = try Self.read(trust.roots, Certificate.init(der:), SignatureTrustError.unreadableRoot)
        certificates = try Self.read(trust.certificates, Certificate.init(der:), SignatureTrustError.unreadableCertificate)
        revocationLists = try Self.read(trust.revocationLists, RevocationList.init(der:), SignatureTrustError.unreadableRevocationList)
        ocspResponses = try Self.read(trust.ocspResponses, OCSPAnswers.init(der:), SignatureTrustError.unreadableOCSPResponse)
        guard !roots.isEmpty, let store = Owned(X509_STORE_new(), { X509_STORE_free($0) }) else { throw .noRoots }
        for root in roots { X509_STORE_add_cert(store.pointer, root.pointer) }
        self.store = store
    }

    private static func read<Value>(_ files: [[UInt8]], _ make: ([UInt8]) -> Value?, _ fault: (Int) -> SignatureTrustError) throws(SignatureTrustError) -> [Value] {
        var values: [Value] = []
        for (place, file) in files.enumerated() {
            let blocks = PEM.blocks(file)
            guard !blocks.isEmpty else { throw fault(place) }
            for block in blocks {
                guard let value = make(block) else { throw fault(place) }
                values.append(value)
            }
        }
        return values
    }

    func isRoot(_ certificate: Certificate) -> Bool { roots.contains { $0.isSame(as: certificate) } }
}
