import Crypto
import Formats
import Foundation
import NIOConcurrencyHelpers

/// Keyed names for the ledger: the same dossier always has the same one, and without the key nobody can try out which.
public struct Pseudonyms: Sendable {
    private let key: SymmetricKey
    /// The key taken in and nothing said yet: it is taken in once for all names.
    private let keyed: HMAC<SHA256>
    /// The month somebody was named in last, and its key taken in likewise.
    private let month = NIOLockedValueBox<(name: String, keyed: HMAC<SHA256>)?>(nil)

    init(key: SymmetricKey) {
        self.key = key
        keyed = HMAC(key: key)
    }

    /// The ledger's name of a dossier.
    public func dossier(_ id: String) -> String { pseudonym(of: id, as: "dossier") }

    /// The store's name of the portal's code of a dossier.
    public func code(_ code: String) -> String { pseudonym(of: code, as: "code") }

    /// The store's name of a person who types keys, and of a key they typed.
    public func actor(_ key: String) -> String { pseudonym(of: key, as: "actor") }

    /// What the names of candidates and rows are made with, for one form, actor and subject.
    public func names(_ opening: String) -> String { pseudonym(of: opening, as: "names") }

    public func typedKey(_ text: String) -> String { pseudonym(of: text, as: "typed key") }

    /// The ledger's name of whom somebody read about, or opened a dossier for: another each month, so that what one person did
    /// over a year cannot be followed without the key.
    ///
    /// The month's own key is derived from the key of pseudonyms (HKDF-SHA256, RFC 5869): whoever is given one month's key reads
    /// that month alone.
    ///
    /// - Parameters:
    ///   - subject: the key registers are asked by, `personal_id_number=015190000123`.
    ///   - month: `2026-11`.
    public func subject(_ subject: String, in month: String) -> String {
        Self.pseudonym(of: subject, as: "subject", keyed(in: month))
    }

    private func keyed(in name: String) -> HMAC<SHA256> {
        if let last = month.withLockedValue({ $0 }), last.name == name { return last.keyed }
        let key = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(("onceonly/ledger-subject/1\u{0}" + name).utf8), outputByteCount: 32)
        let keyed = HMAC<SHA256>(key: key)
        month.withLockedValue { $0 = (name, keyed) }
        return keyed
    }

    /// The store's name of whoever a dossier belongs to.
    func owner(_ id: String) -> String { pseudonym(of: id, as: "owner") }

    /// The document store's name of an authority that keeps its documents there, apart from the others.
    func tenant(_ name: String) -> String { pseudonym(of: name, as: "tenant") }

    /// Its name of whom or what a document is about; another for each tenant.
    func documentSubject(_ reference: String, of tenant: String) -> String { pseudonym(of: tenant + "\u{0}" + reference, as: "document subject") }

    /// Its name of a content: who has a file and not the key cannot tell whether it is stored.
    func content(_ sha256: String, of tenant: String) -> String { pseudonym(of: tenant + "\u{0}" + sha256, as: "content") }

    /// An official's name in a proof.
    func official(_ id: String) -> String { pseudonym(of: id, as: "official") }

    /// HMAC-SHA256 (RFC 2104) over use, a zero byte and the name, the first 128 bits as 32 hexadecimal digits. The use
    /// keeps an owner and a dossier of the same name apart.
    private func pseudonym(of name: String, as use: String) -> String { Self.pseudonym(of: name, as: use, keyed) }

    private static func pseudonym(of name: String, as use: String, _ keyed: HMAC<SHA256>) -> String {
        var code = keyed
        code.update(data: Data((use + "\u{0}" + name).utf8))
        return code.finalize().withUnsafeBytes { Hexadecimal.text(of: UnsafeRawBufferPointer(rebasing: $0.prefix(16))) }
    }
}
