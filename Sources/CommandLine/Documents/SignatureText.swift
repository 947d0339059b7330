import Diagnostics
import Documents
import Foundation
import OnceOnly
import Signatures

extension Signers {
    /// Said once where signatures are checked on the way in, so that nobody wonders later why nothing is reused.
    func warn() {
        guard list.entries.isEmpty else { return }
        let what = isThere ? LocalizedText(vi: "'\(file)' không nêu ai", en: "'\(file)' names nobody") : LocalizedText(vi: "không có '\(file)'", en: "there is no '\(file)'")
        Output.error(said(
            vi: "\(what.vietnamese): chưa ai được ký thay cơ quan nào, nên giấy tờ có chữ ký sẽ không được dùng lại (xem documents signers)",
            en: "\(what.text(in: .english)): nobody signs for any authority yet, so nothing with a signature will be reused (see documents signers)"))
    }
}

extension SignatureRecord {
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

extension Input {
    /// No more than the check looks into, and one byte that shows there is more.
    static func signedFile(_ path: String) throws -> [UInt8] {
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let handle, let data = try? handle.read(upToCount: SignatureVerifier.maximumSize + 1) ?? Data() else {
            throw CommandFailure.input(vi: "không đọc được '\(path)'", en: "cannot read '\(path)'")
        }
        return [UInt8](data)
    }
}
