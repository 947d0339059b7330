import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Receipts
import Storage

struct DossierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: said(
            vi: "Theo một hồ sơ: xem, soạn tiếp, yêu cầu bổ sung, từ chối, rút, trả kết quả.",
            en: "Follows a dossier: show, resume, ask for a supplement, refuse, withdraw, complete. | Theo một hồ sơ."),
        subcommands: [Show.self, Resume.self, SupplementCommand.self, Refuse.self, Withdraw.self, Complete.self])

    /// Which dossier, and where it is kept.
    struct Target: ParsableArguments {
        @Argument(help: .said(vi: "Mã tham chiếu của hồ sơ, hoặc --code.", en: "The dossier's reference, or --code."))
        var dossier: String?

        @Option(name: .long, help: .said(vi: "Mã hồ sơ của cổng hoặc hệ thống một cửa.", en: "Its code with the portal or one-stop system."))
        var code: String?

        func dossier(in service: IntakeService) async throws -> String {
            switch (dossier, code) {
            case (let dossier?, nil): return dossier
            case (nil, let code?):
                guard let dossier = try await service.dossier(underCode: code) else { throw IntakeError.unknownDossier }
                return dossier
            default: throw CommandFailure.input(vi: "cần mã tham chiếu của hồ sơ hoặc --code, một trong hai", en: "name a dossier or its --code, one of the two")
            }
        }
    }

    /// A step that asks no register.
    struct Step: ParsableArguments {
        @OptionGroup var common: CommonOptions
        @OptionGroup var place: StoreOption
        @OptionGroup var target: Target

        /// - Parameter keepsDocuments: makes a document store where there is none.
        func take(keepsDocuments: Bool = false, _ body: (IntakeService, String) async throws -> Void) async throws {
            let folder = try common.folder()
            try place.requireExisting()
            let service = try place.service(folder, variables: [:], keepsDocuments: keepsDocuments)
            do {
                let dossier = try await target.dossier(in: service)
                try await body(service, dossier)
                let status = try await service.status(of: dossier)
                await service.close()
                switch common.format {
                case .json: Output.json(["schema": "onceonly/dossier-status/1", "dossier": .string(dossier), "status": .string(status.rawValue)])
                case .text:
                    Output.line(common.spoken == .english ? "dossier \(dossier) \(status.words.text(in: .english))" : "hồ sơ \(dossier) \(status.words.vietnamese)")
                }
            } catch {
                await service.close()
                throw error
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: said(vi: "Hồ sơ đang ở đâu.", en: "Where a dossier is in its life. | Hồ sơ đang ở đâu."),
            discussion: examples(isAlone: true, """
                  onceonly dossier show --code H38-261128-0001
                  onceonly dossier show 0f…9a --store state --format json
                """))
        @OptionGroup var step: Step

        func run() async throws { try await step.take { _, _ in } }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: said(vi: "Soạn tiếp hồ sơ.", en: "Takes further answers and fills what they make known. | Soạn tiếp hồ sơ."),
            discussion: said(
                vi: """
                    Lệnh liệt kê các ô mới điền, đã đổi và không còn điền từ lần trước (trong JSON: changes); ô đã khai khác với sổ thì ghi cạnh nhau.
                    Nếu khai báo đã đổi từ lần điền trước, lệnh cho biết đổi gì và dừng với mã thoát 1; chạy lại với --accept-changes để điền tiếp.
                    """,
                en: """
                    It lists the blanks that were filled since, changed or are no longer filled (in JSON: changes); what was typed and a
                    register tells otherwise stands beside that.
                    Where the declarations changed since it was filled last, it says what and ends with exit status 1; run it again
                    with --accept-changes to go on.
                    """) + examples("""
                      onceonly dossier resume 0f…9a --actor @key.txt --answers more.json
                      onceonly dossier resume --code H38-261128-0001 --actor @key.txt --accept-changes
                    """))
        @OptionGroup var common: CommonOptions
        @OptionGroup var service: ServiceOptions
        @OptionGroup var target: Target

        @Option(name: .long, help: .said(vi: "Số của người đã mở hồ sơ.", en: "Key of the person who opened it."))
        var actor: String

        @Option(name: .long, help: .said(vi: "Tệp JSON gồm các câu trả lời thêm; '-' đọc đầu vào chuẩn.", en: "A JSON file of further answers; '-' reads standard input."))
        var answers: String?

        @Flag(name: .long, help: .said(vi: "Đã xem những gì đổi; điền tiếp theo khai báo nay.", en: "What changed was seen; go on under the declarations of now."))
        var acceptChanges = false

        @Option(name: .long, help: .said(vi: "applicant hoặc office.", en: "applicant or office."))
        var view = "applicant"

        func run() async throws {
            let view: View = try Input.choice(view, of: "--view")
            let folder = try common.folder()
            let given = try answers.map { try Answers(json: Input.json($0)) } ?? Answers()
            let actor = try Input.subject(Input.key(actor), "--actor", folder)
            try service.place.requireExisting()
            let told: OpenedDossier? = try await service.withService(folder) { service in
                let dossier = try await target.dossier(in: service)
                let difference = try await service.difference(dossier, actor: actor)
                if let difference, !acceptChanges {
                    tell(difference)
                    return nil
                }
                let opened = try await service.resume(dossier, actor: actor, answers: given, across: difference)
                return OpenedDossier(opened, view, service).told(as: try common.checkedForm(opened.filled.form, in: folder), common)
            }
            guard let told else { throw ExitCode(1) }
            try told.end(common.spoken)
        }

        private func tell(_ difference: DraftDifference) {
            if common.format == .json { return Output.json(difference.json) }
            let isEnglish = common.spoken == .english
            func list(_ title: String, _ names: [String]) { if !names.isEmpty { Output.line("\(title): \(names.joined(separator: ", "))") } }
            Output.line(
                isEnglish
                    ? "the declarations changed since this dossier was filled last (version \(difference.fromVersion) to \(difference.toVersion))"
                    : "khai báo đã đổi từ lần điền trước (phiên bản \(difference.fromVersion) thành \(difference.toVersion))")
            list(isEnglish ? "changed" : "đã đổi", difference.changed)
            list(isEnglish ? "new fields" : "ô mới", difference.addedFields)
            list(isEnglish ? "fields gone" : "ô không còn", difference.removedFields)
            list(isEnglish ? "answers that are dropped" : "câu trả lời bị bỏ", difference.droppedAnswers.map(\.rawValue))
        }
    }

    struct SupplementCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "supplement", abstract: said(
                vi: "Cơ quan yêu cầu bổ sung; hồ sơ mở lại cho người nộp.", en: "The office asks for more; the dossier is open to its applicant again. | Yêu cầu bổ sung."),
            discussion: examples(isAlone: true, """
                  onceonly dossier supplement 0f…9a --field contact_phone --field reason
                  onceonly dossier supplement --code H38-261128-0001 --document lease
                """))
        @OptionGroup var step: Step

        @Option(name: .long, help: .said(vi: "Ô phải trả lời lại; nhiều lần được.", en: "A field to be answered anew; may be given several times."))
        var field: [String] = []

        @Option(name: .long, help: .said(vi: "Giấy tờ phải nộp lại; nhiều lần được.", en: "A paper to be handed in anew; may be given several times."))
        var document: [String] = []

        func run() async throws {
            try await step.take { try await $0.requestSupplement($1, fields: field.map { FieldID($0) }, documents: document) }
        }
    }

    struct Refuse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refuse", abstract: said(vi: "Cơ quan từ chối hồ sơ.", en: "The office refuses it. | Từ chối hồ sơ."),
            discussion: examples(isAlone: true, """
                  onceonly dossier refuse 0f…9a --ground conditions
                """))
        @OptionGroup var step: Step

        @Option(name: .long, help: .said(
            vi: "conditions (không đủ điều kiện), incomplete (thiếu hồ sơ), competence (không đúng thẩm quyền), untrue (khai không đúng) hoặc other (khác).",
            en: "conditions, incomplete, competence, untrue or other."))
        var ground: String

        func run() async throws {
            let ground: RefusedFact.Ground = try Input.choice(ground, of: "--ground")
            try await step.take { try await $0.refuse($1, ground: ground) }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: said(vi: "Người nộp rút hồ sơ.", en: "Its applicant takes it back. | Rút hồ sơ."),
            discussion: examples(isAlone: true, """
                  onceonly dossier withdraw 0f…9a --actor @key.txt
                """))
        @OptionGroup var step: Step

        @Option(name: .long, help: .said(vi: "Số của người đã mở hồ sơ.", en: "Key of the person who opened it."))
        var actor: String

        func run() async throws {
            let key = try Input.subject(Input.key(actor), "--actor", try step.common.folder())
            try await step.take { try await $0.withdraw($1, actor: key) }
        }
    }

    struct Complete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "complete", abstract: said(vi: "Đã trả kết quả.", en: "The result was issued. | Đã trả kết quả."),
            discussion: said(
                vi: "Với --result, tệp kết quả vào kho giấy tờ, để hồ sơ sau không hỏi lại.",
                en: "With --result the file is kept, so that no later dossier asks for it.") + examples("""
                  onceonly dossier complete 0f…9a --electronic
                  onceonly dossier complete 0f…9a --electronic --result result.pdf --kind marital-status-certificate --issuer commune_committee \\
                    --place 02647 --issued 2026-11-28 --number 12/2026 --trust trust
                """))
        @OptionGroup var step: Step

        @Flag(name: .long, help: .said(vi: "Kết quả là bản điện tử có ký số.", en: "The result is a signed electronic document."))
        var electronic = false

        @OptionGroup var result: ResultOptions

        func run() async throws {
            guard let file = result.result else { return try await step.take { try await $0.complete($1, isElectronic: electronic) } }
            let folder = try step.common.folder()
            let issued = try result.result(file, folder)
            try await step.take(keepsDocuments: true) { service, dossier in
                _ = try await service.complete(dossier, isElectronic: electronic, result: issued)
            }
        }
    }
}
