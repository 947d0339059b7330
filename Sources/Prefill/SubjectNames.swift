import Crypto
import Formats
import Foundation
import Vocabulary

/// What the outside calls the subjects of one dossier, from the dossier's secret; each is computed once, however often the
/// dossier is read.
final class SubjectNames {
    /// The key taken in and nothing said yet: it is taken in once for all subjects.
    private lazy var keyed = HMAC<SHA256>(key: SymmetricKey(data: Data(naming.utf8)))
    private let naming: String
    private var known: [String: String] = [:]

    init(naming: String) { self.naming = naming }

    /// Sixteen hexadecimal digits.
    func name(of subject: DossierSubject) -> String {
        let text = "\(subject.kind.rawValue)|\(subject.metAs)"
        if let name = known[text] { return name }
        var code = keyed
        code.update(data: Data(text.utf8))
        let name = code.finalize().withUnsafeBytes { Hexadecimal.text(of: UnsafeRawBufferPointer(rebasing: $0.prefix(8))) }
        known[text] = name
        return name
    }
}
