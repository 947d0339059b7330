import Crypto
import Documents
import Foundation

/// The keys and keyed names of one tenant's documents.
struct DocumentKeys: Sendable {
    /// Its keyed pseudonym.
    let tenant: String
    private let all: StoreKeys
    private let inUse: StoreKeys.TenantKey
    private let earlier: [String: SymmetricKey]

    init(_ keys: StoreKeys, tenant: String) {
        all = keys
        self.tenant = keys.pseudonyms.tenant(tenant)
        let (first, others) = keys.tenantKeys(tenant)
        inUse = first
        earlier = Dictionary(others.map { ($0.generation, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// Of the key that wraps now.
    var generation: String { inUse.generation }

    func name(of subject: DocumentSubject) -> String { all.pseudonyms.documentSubject(subject.reference, of: tenant) }

    func name(ofContent sha256: String) -> String { all.pseudonyms.content(sha256, of: tenant) }

    func name(ofOfficial id: String) -> String { all.pseudonyms.official(id) }

    func wrapped(_ dataKey: SymmetricKey, of subject: String) throws -> Data {
        try Envelope.wrapped(dataKey, with: inUse.key, as: ["subject", tenant, subject])
    }

    /// - Returns: `nil` where the key of its generation is not there, or it does not open.
    func dataKey(of subject: String, wrapped: Data, in generation: String) -> SymmetricKey? {
        guard let key = generation == inUse.generation ? inUse.key : earlier[generation] else { return nil }
        return Envelope.unwrapped(wrapped, with: key, as: ["subject", tenant, subject])
    }

    func signed(_ proof: (_ key: String, _ signature: String) -> ErasureProof) throws -> ErasureProof { try all.signed(proof) }

    // A document's own key, for each of its subjects; its content's, for the document.

    static func wrapped(_ key: SymmetricKey, of document: String, for subject: String, with dataKey: SymmetricKey) throws -> Data {
        try Envelope.wrapped(key, with: dataKey, as: ["document", document, subject])
    }

    static func documentKey(_ wrapped: Data, of document: String, for subject: String, with dataKey: SymmetricKey) -> SymmetricKey? {
        Envelope.unwrapped(wrapped, with: dataKey, as: ["document", document, subject])
    }

    static func wrapped(_ key: SymmetricKey, ofContent content: String, for document: String, with documentKey: SymmetricKey) throws -> Data {
        try Envelope.wrapped(key, with: documentKey, as: ["content", content, document])
    }

    static func contentKey(_ wrapped: Data, of content: String, for document: String, with documentKey: SymmetricKey) -> SymmetricKey? {
        Envelope.unwrapped(wrapped, with: documentKey, as: ["content", content, document])
    }
}
