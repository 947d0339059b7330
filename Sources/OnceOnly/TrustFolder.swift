public import Diagnostics
public import Documents
import Foundation
package import Signatures
public import Vocabulary

/// A folder of roots, certificates, revocation lists, OCSP responses, and who signs for which authority: `roots/`, `certificates/`, `crls/`,
/// `ocsp/`, `signers/` and `signers.yaml`, all but the first optional.
public struct TrustFolder: Sendable {
    private let folder: String
    /// The files by subfolder, in order of their names.
    private var files: [String: [(name: String, bytes: [UInt8])]] = [:]

    /// - Throws: `TrustError.unreadable` where a file cannot be read.
    public init(_ folder: String) throws(TrustError) {
        self.folder = folder
        for part in ["roots", "certificates", "crls", "ocsp", "signers"] {
            let place = folder + "/" + part
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
            var read: [(name: String, bytes: [UInt8])] = []
            for name in names {
                guard let data = FileManager.default.contents(atPath: place + "/" + name) else { throw .unreadable("\(place)/\(name)") }
                read.append((name, [UInt8](data)))
            }
            files[part] = read
        }
    }

    /// What checks the signatures of a file by this folder.
    ///
    /// - Throws: `TrustError.noRoots`, `.misplaced`.
    package func verifier() throws(TrustError) -> SignatureVerifier {
        do {
            return try SignatureVerifier(
                trusting: SignatureTrust(roots: bytes("roots"), certificates: bytes("certificates"), revocationLists: bytes("crls"), ocspResponses: bytes("ocsp")))
        } catch {
            switch error {
            case .noRoots: throw .noRoots(folder)
            case .unreadableRoot(let place): throw misplaced("roots", place)
            case .unreadableCertificate(let place): throw misplaced("certificates", place)
            case .unreadableRevocationList(let place): throw misplaced("crls", place)
            case .unreadableOCSPResponse(let place): throw misplaced("ocsp", place)
            }
        }
    }

    /// Who signs for which authority, by `signers.yaml`; nobody where there is no such file.
    ///
    /// - Throws: `TrustError.unreadable`, `.misplaced` or `.signers` where the list, or a certificate it goes by, cannot be read: nobody is
    ///   taken for a signer by half a list.
    public func signers(_ vocabulary: Vocabulary) throws(TrustError) -> Signers {
        let file = folder + "/signers.yaml"
        guard FileManager.default.fileExists(atPath: file) else { return Signers(list: .empty, file: file, isThere: false, certificates: [:]) }
        guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self) else { throw .unreadable(file) }
        var certificates: [String: String] = [:]
        for (place, one) in (files["signers"] ?? []).enumerated() {
            guard let certificate = SigningCertificate(file: one.bytes) else { throw misplaced("signers", place) }
            certificates[one.name] = certificate.fingerprint
        }
        let (list, found) = SignerListReader.list(text, file: file, certificates: certificates, vocabulary)
        guard found.isEmpty else { throw .signers(file: file, text: text, found) }
        return Signers(list: list, file: file, isThere: true, certificates: certificates)
    }

    private func bytes(_ part: String) -> [[UInt8]] { (files[part] ?? []).map(\.bytes) }

    private func misplaced(_ part: String, _ place: Int) -> TrustError {
        let name = files[part].flatMap { $0.indices.contains(place) ? $0[place].name : nil } ?? "?"
        return .misplaced("\(folder)/\(part)/\(name)")
    }
}

/// The list of signers of one folder, with what tells people of it.
public struct Signers: Sendable {
    public let list: SignerList
    public let file: String
    public let isThere: Bool
    /// The SHA-256 of each file of `signers/`, by name.
    public let certificates: [String: String]
}

/// Why a folder of roots and signers cannot be used.
public enum TrustError: Error, Sendable, Hashable {
    /// A file of it cannot be read.
    case unreadable(String)
    /// A file is not what belongs where it stands, as PEM or DER.
    case misplaced(String)
    /// Nothing is trusted by this folder.
    case noRoots(String)
    /// The list of signers has mistakes: its file, what it says, and each with its place.
    case signers(file: String, text: String, [Diagnostic])

    public func words(in language: Language) -> String {
        let isEnglish = language == .english
        switch self {
        case .unreadable(let path): return isEnglish ? "cannot read '\(path)'" : "không đọc được '\(path)'"
        case .misplaced(let path):
            return isEnglish ? "'\(path)' does not hold what belongs there, as PEM or DER" : "'\(path)' không phải tệp PEM hoặc DER đúng loại"
        case .noRoots(let folder): return isEnglish ? "there is no root certificate in '\(folder)/roots'" : "'\(folder)/roots' không có chứng thư gốc nào"
        case .signers(let file, let text, let found):
            let renderer = DiagnosticRenderer(language: language) { $0 == file ? text : nil }
            return (isEnglish ? "'\(file)' has mistakes:\n" : "'\(file)' còn lỗi:\n") + found.map(renderer.text(for:)).joined(separator: "\n")
        }
    }
}
