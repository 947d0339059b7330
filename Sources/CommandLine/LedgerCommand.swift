import ArgumentParser
import Diagnostics
import Formats
import Foundation
import OnceOnly
import Storage

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: said(
            vi: "Kiểm tra, chốt và xuất sổ cái; nhật ký đọc dữ liệu của một người.",
            en: "Checks, checkpoints and exports the ledger; a person's own access log. | Kiểm tra, chốt và xuất sổ cái."),
        discussion: said(
            vi: "Trang docs/ledger.md nói sổ cái ghi gì, chốt thế nào, và kiểm toán viên kiểm bằng khóa công khai ra sao.",
            en: "The page docs/ledger.md says what stands in it, how checkpoints are made, and how an auditor verifies with the public key alone."),
        subcommands: [Verify.self, WriteCheckpoint.self, Key.self, Export.self, LedgerAccessCommand.self, Abandoned.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: said(
                vi: "Kiểm tra sổ cái, nêu sự kiện sai đầu tiên.",
                en: "Checks the ledger and names the first bad event. | Kiểm tra sổ cái."),
            discussion: said(
                vi: """
                    Không có --key thì chỉ kiểm chuỗi băm. Có khóa công khai (ledger key) thì so từng sự kiện với các điểm chốt đã ghi,
                    nên thấy cả khi ai đó tính lại toàn bộ chuỗi; và nói còn bao nhiêu sự kiện chưa chốt.
                    Mã thoát 1 khi có gì không khớp.
                    """,
                en: """
                    Without --key the chain alone is checked. With the public key (ledger key) every event is held against the published
                    checkpoints, so that a chain made anew shows too; and it says how many events none covers yet.
                    Exit status 1 when anything does not fit.
                    """) + examples("""
                      onceonly ledger verify --store state
                      onceonly ledger verify --store state --key ledger-key.txt --checkpoints /media/audit/checkpoints
                    """))

        @OptionGroup var speech: SpeechOptions
        @OptionGroup var place: StoreOption
        @OptionGroup var owner: TenantOption

        @Option(name: .long, help: .said(vi: "Tệp khóa công khai, do ledger key ghi; '-' đọc đầu vào chuẩn.", en: "A file of public keys, as ledger key writes it; '-' reads standard input."))
        var key: String?

        func run() async throws {
            var verifier: LedgerVerifier?
            if let key {
                guard let known = LedgerVerifier(publicKeys: try Input.text(key)) else {
                    throw CommandFailure.input(vi: "trong '\(key)' không có khóa công khai", en: "there is no public key in '\(key)'")
                }
                verifier = known
            }
            let ledger = try SQLiteLedger(path: place.ledgerPath(of: owner.tenant))
            let result = try await ledger.verify(with: verifier, checkpoints: place.checkpointFolder, tenant: owner.tenant)
            switch speech.format {
            case .json: Output.json(result.json)
            case .text: for line in lines(result) { Output.line(line.text(in: speech.spoken)) }
            }
            if !result.valid { throw ExitCode(1) }
        }

        private func lines(_ result: LedgerVerification) -> [LocalizedText] {
            let bad = result.firstBad.map {
                LocalizedText(vi: "sự kiện \($0) không khớp; \(result.upTo) trên \(result.events) sự kiện đúng", en: "event \($0) does not fit; \(result.upTo) of \(result.events) events are good")
            }
            var lines = [bad ?? LocalizedText(vi: "\(result.events) sự kiện, đều đúng", en: "\(result.events) events, all good")] + result.findings.map(\.words)
            if let covered = result.covered, let tail = result.tail {
                let at = covered.at.map { " (\($0))" } ?? ""
                lines.append(LocalizedText(
                    vi: "\(covered.size) sự kiện đã chốt\(at); \(tail) sự kiện sau đó chưa chốt", en: "\(covered.size) under a signed checkpoint\(at); \(tail) after it"))
            } else if SQLiteLedger.hasCheckpoints(in: place.checkpointFolder, tenant: owner.tenant) {
                lines.append(LocalizedText(vi: "chưa kiểm điểm chốt: cần khóa công khai, --key", en: "checkpoints were not checked: that takes the public key, --key"))
            }
            return lines
        }
    }

    struct WriteCheckpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint", abstract: said(
                vi: "Chốt sổ cái ngay bây giờ.",
                en: "Publishes a checkpoint over all events now. | Chốt sổ cái ngay bây giờ."),
            discussion: examples(isAlone: true, """
                  onceonly ledger checkpoint --store state --checkpoints /media/audit/checkpoints
                """))

        @OptionGroup var speech: SpeechOptions
        @OptionGroup var place: StoreOption
        @OptionGroup var owner: TenantOption

        func run() async throws {
            let path = try place.ledgerPath(of: owner.tenant)
            let pace = LedgerCheckpoints.Pace(now: IntakeService.Surroundings().now)
            let keys = try LedgerKeys.atFile(place.store + "/" + SQLiteLedger.keyFile)
            let ledger = try SQLiteLedger(path: path, checkpoints: LedgerCheckpoints(folder: place.checkpointFolder, tenant: owner.tenant, keys: keys, pace: pace))
            guard let checkpoint = try await ledger.checkpoint() else {
                throw CommandFailure.input(vi: "sổ cái chưa có sự kiện nào", en: "the ledger has no event yet")
            }
            switch speech.format {
            case .json: Output.json(checkpoint.json)
            case .text:
                Output.line(said(
                    vi: "đã chốt \(checkpoint.size) sự kiện: \(checkpoint.rootHash) (\(checkpoint.at), khóa \(checkpoint.keyID))",
                    en: "\(checkpoint.size) events under \(checkpoint.rootHash) (\(checkpoint.at), key \(checkpoint.keyID))"))
            }
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: said(
                vi: "Khóa công khai để kiểm các điểm chốt.",
                en: "The public keys that check the checkpoints; no secret. | Khóa công khai để kiểm các điểm chốt."),
            discussion: examples(isAlone: true, """
                  onceonly ledger key --store state > ledger-key.txt
                """))

        @OptionGroup var speech: SpeechOptions
        @OptionGroup var place: StoreOption

        func run() throws {
            try place.requireExisting()
            KeysCommand.show(try LedgerKeys.atFile(place.store + "/" + SQLiteLedger.keyFile).generations, speech)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: said(
                vi: "Xuất từng sự kiện thành một dòng JSON.",
                en: "Writes every event as a line of JSON: what a recount reads. | Xuất từng sự kiện thành một dòng JSON."),
            discussion: examples(isAlone: true, """
                  onceonly ledger export --store state > events.jsonl
                """))

        @OptionGroup var place: StoreOption
        @OptionGroup var owner: TenantOption

        func run() async throws {
            for try await row in try SQLiteLedger(path: place.ledgerPath(of: owner.tenant)).rows() { Output.line(row.exportLine) }
        }
    }
}

/// Whose ledger.
struct TenantOption: ParsableArguments {
    @Option(name: .long, help: .said(vi: "Cơ quan có sổ cái này.", en: "The authority whose ledger it is."))
    var tenant = "main"
}
