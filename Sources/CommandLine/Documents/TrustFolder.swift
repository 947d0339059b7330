import Diagnostics
import Documents
import Expressions
import Foundation
import Signatures
import Vocabulary

/// A folder of roots, certificates, revocation lists, OCSP responses, and who signs for which authority.
struct TrustFolder {
    private let folder: String
    /// The files by subfolder, in order of their names.
    private var files: [String: [(name: String, bytes: [UInt8])]] = [:]

    init(_ folder: String) throws {
        self.folder = folder
        for part in ["roots", "certificates", "crls", "ocsp", "signers"] {
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

    /// Who signs for which authority, by `signers.yaml`.
    ///
    /// - Throws: where the list, or a certificate it goes by, cannot be read: nobody is taken for a signer by half a list.
    func signers(_ vocabulary: Vocabulary) throws -> Signers {
        let file = folder + "/signers.yaml"
        guard FileManager.default.fileExists(atPath: file) else { return Signers(list: .empty, file: file, isThere: false, certificates: [:]) }
        guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure.input(vi: "không đọc được '\(file)'", en: "cannot read '\(file)'")
        }
        var certificates: [String: String] = [:]
        for (place, one) in (files["signers"] ?? []).enumerated() {
            guard let certificate = SigningCertificate(file: one.bytes) else { throw unreadable("signers", place) }
            certificates[one.name] = certificate.fingerprint
        }
        let (list, found) = SignerListReader.list(text, file: file, certificates: certificates, vocabulary)
        guard found.isEmpty else {
            let renderer = DiagnosticRenderer(language: .spoken) { $0 == file ? text : nil }
            throw CommandFailure.input(
                vi: "'\(file)' còn lỗi:\n" + found.map(renderer.text(for:)).joined(separator: "\n"),
                en: "'\(file)' has mistakes:\n" + found.map(renderer.text(for:)).joined(separator: "\n"))
        }
        return Signers(list: list, file: file, isThere: true, certificates: certificates)
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
}

/// The list of signers of one folder, with what tells people of it.
struct Signers {
    let list: SignerList
    let file: String
    let isThere: Bool
    /// The SHA-256 of each file of `signers/`, by name.
    let certificates: [String: String]

    /// Said once where signatures are checked on the way in, so that nobody wonders later why nothing is reused.
    func warn() {
        guard list.entries.isEmpty else { return }
        let what = isThere ? LocalizedText(vi: "'\(file)' không nêu ai", en: "'\(file)' names nobody") : LocalizedText(vi: "không có '\(file)'", en: "there is no '\(file)'")
        Output.error(said(
            vi: "\(what.vietnamese): chưa ai được ký thay cơ quan nào, nên giấy tờ có chữ ký sẽ không được dùng lại (xem documents signers)",
            en: "\(what.text(in: .english)): nobody signs for any authority yet, so nothing with a signature will be reused (see documents signers)"))
    }
}

/// Checks files on their way into the store: their signatures, and who made them.
struct SignatureDesk {
    let verifier: SignatureVerifier
    let signers: Signers
    let succession: IssuerSuccession

    init(_ trust: String, _ vocabulary: Vocabulary) throws {
        let folder = try TrustFolder(trust)
        verifier = try folder.verifier()
        signers = try folder.signers(vocabulary)
        succession = IssuerSuccession(vocabulary)
    }

    /// What checking a content comes to for a paper that is said to be an issuer's, as the store keeps it.
    func record(of content: [UInt8], issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind, at now: Int, on today: PartialDate) -> SignatureRecord {
        judged(SignatureRecord(verifier.verification(of: content, content: nil, at: now), on: today), issuer: issuer, from: origin, as: kind)
    }

    func judged(_ record: SignatureRecord, issuer: Issuer?, from origin: DocumentOrigin, as kind: EvidenceKind) -> SignatureRecord {
        record.judged(by: signers.list, issuer: issuer, from: origin, as: kind, succession)
    }
}

extension SignatureRecord {
    /// The check of the file alone.
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
                    isTimeProven: signature.isTimeProven, coversWholeFile: signature.coversWholeFile, reason: signature.reason.rawValue,
                    identity: signature.certificate.map { SignerIdentity($0) })
            }, checkedOn: today)
    }

    /// The reason in words; `nil` where it passed or nobody looked.
    var why: LocalizedText? {
        guard verdict != .passed, let reason else { return nil }
        if reason == Self.signerNotJudged {
            return LocalizedText(
                vi: "chữ ký đạt, người ký chưa được đối chiếu với danh sách (documents recheck)", en: "sound, its signer was never held against a list (documents recheck)")
        }
        return SignatureReason(rawValue: reason)?.words
    }

    /// `undetermined: the signer is not listed …`
    func line(_ language: Language) -> String {
        let why = why.map { ": \($0.text(in: language))" } ?? ""
        return verdict.words.text(in: language) + why
    }
}

extension SignerIdentity {
    init(_ certificate: SigningCertificate) {
        let subject = certificate.subject.map { (SubjectAttribute(rawValue: $0.key.rawValue), $0.value) }
        self.init(
            certificate: certificate.fingerprint, issuers: certificate.issuers,
            subject: Dictionary(uniqueKeysWithValues: subject.compactMap { attribute, values in attribute.map { ($0, values) } }))
    }
}
