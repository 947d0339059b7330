import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Formats
import Foundation
import OnceOnly
import Signatures
import Sourcing
import Vocabulary

struct DocumentsVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: said(
            vi: "Kiểm tra chữ ký số của tệp PDF hoặc CMS.",
            en: "Checks the signatures of a PDF or CMS file. | Kiểm tra chữ ký số của tệp PDF hoặc CMS."),
        discussion: said(
            vi: """
                Kết luận theo ETSI EN 319 102-1: passed, failed hoặc undetermined, kèm lý do. Mã thoát: 0 passed, 1 failed, 3 undetermined, \
                2 gọi sai. Chỉ tin những gì trong thư mục --trust: roots/ (bắt buộc) và certificates/ là chứng thư PEM hoặc DER, crls/ là CRL, \
                ocsp/ là phản hồi OCSP dạng DER. Không hỏi mạng, không dùng kho chứng thư của máy. Thiếu CRL hoặc OCSP còn mới: undetermined. \
                Tệp không tự nói là giấy của cơ quan nào: với --issuer, người ký còn phải có trong signers.yaml của thư mục ấy \
                (documents signers); không có thì undetermined, lý do signer-not-listed.
                """,
            en: """
                The verdict follows ETSI EN 319 102-1: passed, failed or undetermined, with the reason. Exit status: 0 passed, 1 failed, \
                3 undetermined, 2 bad usage. Nothing is trusted but what the folder --trust holds: roots/ (required) and certificates/, \
                certificates as PEM or DER, crls/, revocation lists, and ocsp/, OCSP responses as DER. No network and no store of the system is \
                asked. Without a fresh revocation list or response the verdict is undetermined. A file does not say whose paper it is: with \
                --issuer, the signer has to be in that folder's signers.yaml too (documents signers); without it the verdict is undetermined, \
                signer-not-listed.
                """) + examples("""
                  onceonly documents verify licence.pdf --trust trust
                  onceonly documents verify licence.p7s --content licence.xml --trust trust --format json
                  onceonly documents verify licence.pdf --trust trust --at 2026-11-29
                  onceonly documents verify licence.pdf --trust trust --issuer commune_committee --place 02647 --issued 2026-11-02
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Tệp đã ký: PDF, .p7s hoặc .p7m; - là đầu vào chuẩn.", en: "The signed file: PDF, .p7s or .p7m; - for standard input."))
    var file: String

    @Option(name: .long, help: .said(vi: "Nội dung mà chữ ký tách rời đã ký.", en: "The content a detached signature was made over."))
    var content: String?

    @Option(name: .long, help: .said(vi: "Thư mục có roots/, certificates/, crls/, ocsp/.", en: "The folder with roots/, certificates/, crls/, ocsp/."))
    var trust: String

    @Option(
        name: .long,
        help: .said(
            vi: "Thời điểm kiểm tra: 2026-11-29 (hết ngày, UTC) hoặc 2026-11-29T08:00:00Z; mặc định là bây giờ.",
            en: "When it is checked: 2026-11-29 (the end of that day, UTC) or 2026-11-29T08:00:00Z; now by default."))
    var at: String?

    @Option(name: .long, help: .said(vi: "Cơ quan được nói là đã cấp giấy này, mã trong danh mục authorities.", en: "Who it is said to be issued by, a code of the list authorities."))
    var issuer: String?

    @Option(name: .long, help: .said(vi: "Mã xã hoặc tỉnh của cơ quan ấy, theo ngày cấp.", en: "Its commune's or province's code, as of the day of issue."))
    var place: String?

    @Option(name: .long, help: .said(vi: "Ngày cấp; mặc định là ngày kiểm tra.", en: "Day of issue; by default that of the check."))
    var issued: String?

    func run() throws {
        let now = try at.map(Self.moment) ?? IntakeService.Surroundings().now()
        let folder = try TrustFolder(trust)
        let file = try folder.verifier().verification(of: Input.signedFile(file), content: content.map(Input.signedFile), at: now)
        let listing = try listing(of: file, in: folder, at: now)
        let verification = listing.map { $0.isListed ? file : file.withoutListedSigner } ?? file
        switch common.format {
        case .json: Output.json(verification.json(listing))
        case .text: Output.line(([verification.text(common.spoken)] + (listing.map { [$0.text(common.spoken)] } ?? [])).joined(separator: "\n"))
        }
        switch verification.verdict {
        case .passed: return
        case .failed: throw ExitCode(1)
        case .undetermined: throw ExitCode(3)
        }
    }

    /// Whether one who signed signs for the issuer the call names; `nil` where it names none.
    private func listing(of file: Verification, in trust: TrustFolder, at now: Int) throws -> StatedIssuer? {
        let declarations = issuer == nil && place == nil && issued == nil ? nil : try common.folder()
        guard let declarations, let today = PartialDate(dayNumber: (now + 7 * 3600) / 86_400) else { return nil }
        guard issuer != nil else { throw CommandFailure.input(vi: "--place và --issued cần --issuer", en: "--place and --issued need --issuer") }
        let day = try issued.map(Input.date) ?? today
        guard let stated = try Input.issuer(issuer, place: place, on: day, declarations) else { return nil }
        let signers = try trust.signers(declarations.catalog.vocabulary)
        signers.warn()
        let succession = IssuerSuccession(declarations.catalog.vocabulary)
        let isListed = SignatureRecord(file, on: today).isSigned(for: stated, by: signers.list, succession)
        return StatedIssuer(issuer: stated, isListed: isListed)
    }

    fileprivate struct StatedIssuer {
        let issuer: Issuer
        let isListed: Bool

        func text(_ language: Language) -> String {
            switch (isListed, language) {
            case (true, .english): "  signs for \(issuer.name)"
            case (true, .vietnamese): "  ký thay \(issuer.name)"
            case (false, .english): "  nobody who signed is listed for \(issuer.name)"
            case (false, .vietnamese): "  không người ký nào có trong danh sách ký thay \(issuer.name)"
            }
        }
    }

    private static func moment(_ text: String) throws -> Int {
        let whole = text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil ? text + "T23:59:59Z" : text
        guard let date = try? Date(whole, strategy: .iso8601) else {
            throw CommandFailure.input(
                vi: "--at cần một ngày như 2026-11-29 hoặc 2026-11-29T08:00:00Z", en: "--at takes a day such as 2026-11-29, or 2026-11-29T08:00:00Z")
        }
        return Int(date.timeIntervalSince1970)
    }

}

extension Verification {
    fileprivate func json(_ stated: DocumentsVerifyCommand.StatedIssuer?) -> JSON {
        var object: JSONObject = [
            "schema": "onceonly/documents-verify/1", "verdict": .string(verdict.rawValue), "reason": .string(reason.rawValue),
            "signatures": .array(signatures.map(Self.json)),
        ]
        if let stated { object["issuer"] = ["name": .string(stated.issuer.name), "listed": .bool(stated.isListed)] }
        return .object(object)
    }

    private static func json(_ signature: SignatureResult) -> JSON {
        let signer: JSON = signature.signer.map { JSON.string($0) } ?? .null
        let signedAt: JSON = signature.signedAt.map { JSON.string(written($0)) } ?? .null
        return [
            "kind": .string(signature.kind.rawValue), "verdict": .string(signature.verdict.rawValue), "reason": .string(signature.reason.rawValue),
            "coversWholeFile": .bool(signature.coversWholeFile), "signer": signer, "signedAt": signedAt, "timeProven": .bool(signature.isTimeProven),
            "certificate": signature.certificate.map { .string($0.fingerprint) } ?? .null,
        ]
    }

    fileprivate func text(_ language: Language) -> String {
        let lines = signatures.map { signature in
            let who = signature.signer ?? (language == .english ? "unknown signer" : "không rõ người ký")
            let when = signature.signedAt.map { time in
                let how = signature.isTimeProven ? (language == .english ? "proven" : "có chứng minh") : (language == .english ? "claimed" : "tự khai")
                return ", \(Self.written(time)) (\(how))"
            }
            return "  \(signature.verdict.words.text(in: language)): \(who)\(when ?? ""): \(signature.reason.words.text(in: language))"
        }
        return (["\(verdict.words.text(in: language)): \(reason.words.text(in: language))"] + lines).joined(separator: "\n")
    }

    private static func written(_ time: Int) -> String { Date(timeIntervalSince1970: TimeInterval(time)).formatted(.iso8601) }
}

extension SignatureVerdict {
    fileprivate var words: LocalizedText {
        switch self {
        case .passed: LocalizedText(vi: "đạt", en: rawValue)
        case .failed: LocalizedText(vi: "không đạt", en: rawValue)
        case .undetermined: LocalizedText(vi: "chưa xác định", en: rawValue)
        }
    }
}
