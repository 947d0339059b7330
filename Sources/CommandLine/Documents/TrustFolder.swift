import Diagnostics
import Documents
import Expressions
import Foundation
import Signatures

/// A folder of roots, certificates, revocation lists and OCSP responses.
struct TrustFolder {
    private let folder: String
    /// The files by subfolder, in order of their names.
    private var files: [String: [(name: String, bytes: [UInt8])]] = [:]

    init(_ folder: String) throws {
        self.folder = folder
        for part in ["roots", "certificates", "crls", "ocsp"] {
            let place = folder + "/" + part
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
            files[part] = try names.map { name in
                guard let data = FileManager.default.contents(atPath: place + "/" + name) else {
                    throw CommandFailure.input(vi: "không đọc được '\(place)/\(name)'", en: "cannot read '\(place)/\(name)'")
                }
                return (name, [UInt8](data))
            }
        }
    }

    func verifier() throws -> SignatureVerifier {
        do {
            return try SignatureVerifier(
                trusting: SignatureTrust(roots: bytes("roots"), certificates: bytes("certificates"), revocationLists: bytes("crls"), ocspResponses: bytes("ocsp")))
        } catch {
            switch error {
            case .noRoots: throw CommandFailure.input(vi: "'\(folder)/roots' không có chứng thư gốc nào", en: "there is no root certificate in '\(folder)/roots'")
            case .unreadableRoot(let place): throw unreadable("roots", place)
            case .unreadableCertificate(let place): throw unreadable("certificates", place)
            case .unreadableRevocationList(let place): throw unreadable("crls", place)
            case .unreadableOCSPResponse(let place): throw unreadable("ocsp", place)
            }
        }
    }

    private func bytes(_ part: String) -> [[UInt8]] { (files[part] ?? []).map(\.bytes) }

    private func unreadable(_ part: String, _ place: Int) -> CommandFailure {
        let name = files[part].flatMap { $0.indices.contains(place) ? $0[place].name : nil } ?? "?"
        return .input(
            vi: "'\(folder)/\(part)/\(name)' không phải tệp PEM hoặc DER đúng loại", en: "'\(folder)/\(part)/\(name)' does not hold what belongs there, as PEM or DER")
    }

    /// No more than the check looks into, and one byte that shows there is more.
    static func bytes(_ path: String) throws -> [UInt8] {
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let handle, let data = try? handle.read(upToCount: SignatureVerifier.maximumSize + 1) ?? Data() else {
            throw CommandFailure.input(vi: "không đọc được '\(path)'", en: "cannot read '\(path)'")
        }
        return [UInt8](data)
    }

    /// What checking a content's signatures comes to, as the store keeps it.
    func record(of content: [UInt8], at now: Int, on today: PartialDate) throws -> SignatureRecord {
        SignatureRecord(try verifier().verification(of: content, content: nil, at: now), on: today)
    }
}

extension SignatureRecord {
    init(_ verification: Verification, on today: PartialDate) {
        let verdict: Verdict = switch verification.verdict {
        case .passed: .passed
        case .failed: .failed
        case .undetermined: .undetermined
        }
        self.init(
            verdict: verdict, reason: verification.reason.rawValue,
            signers: verification.signatures.map { signature in
                Signer(
                    name: signature.signer, signedAt: signature.signedAt.map { Date(timeIntervalSince1970: TimeInterval($0)).formatted(.iso8601) },
                    isTimeProven: signature.isTimeProven, coversWholeFile: signature.coversWholeFile, reason: signature.reason.rawValue)
            }, checkedOn: today)
    }
}
