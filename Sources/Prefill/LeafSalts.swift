import Crypto
import Foundation
import Receipts

/// What the commitments to a dossier's leaves are salted with: sixteen bytes per leaf, by HMAC-SHA256 (RFC 2104) from the
/// dossier's secret salt.
struct LeafSalts {
    /// Keyed, and nothing said yet: the key is taken in once for all leaves.
    private let keyed: HMAC<SHA256>

    init(of state: DossierState) { keyed = HMAC<SHA256>(key: SymmetricKey(data: Data(state.salt.utf8))) }

    func salt(of leaf: LeafID) -> [UInt8] {
        var code = keyed
        code.update(data: Data(leaf.rawValue.utf8))
        return code.finalize().withUnsafeBytes { Array($0.prefix(16)) }
    }
}
