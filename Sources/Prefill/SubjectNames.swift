import Crypto
import Formats
import Foundation
import Vocabulary

/// What the outside calls the subjects of one dossier, from the dossier's secret; each is computed once, however often the
/// dossier is read.
final class SubjectNames {
    private let key: SymmetricKey
    private var known: [String: String] = [:]

    init(naming: String) { key = SymmetricKey(data: Data(naming.utf8)) }

    /// Sixteen hexadecimal digits.
    func name(of subject: DossierSubject) -> String {
        let text = "\(subject.kind.rawValue)|\(subject.metAs)"
        if let name = known[text] { return name }
        let digest = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
        let name = Hexadecimal.text(of: Array(digest.prefix(8)))
        known[text] = name
        return name
    }
}
