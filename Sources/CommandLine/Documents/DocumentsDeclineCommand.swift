import ArgumentParser
import Diagnostics
import Forms
import OnceOnly
import Prefill

struct DocumentsDeclineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: said(
            vi: "Người nộp không muốn dùng lại giấy tờ đã có.",
            en: "The applicant declines the reuse of a paper. | Không dùng lại giấy tờ đã có."),
        discussion: said(
            vi: """
                Giấy ấy thành giấy phải nộp, và những ô nó đã điền thành ô phải hỏi; ngoài ra không có gì đổi. Việc từ chối được ghi để thống kê, \
                không ảnh hưởng tới hồ sơ; --undo rút lại lời từ chối.
                """,
            en: """
                The paper is then to be handed in, and the blanks it filled are asked; nothing else changes. That it was declined is counted, and \
                held against nobody; --undo takes it back.
                """) + examples("""
                  onceonly documents decline 0f…9a --actor @key.txt --paper birth_note
                  onceonly documents decline --code H38-261128-0001 --actor @key.txt --paper health --format json
                  onceonly documents decline 0f…9a --actor @key.txt --paper birth_note --undo
                """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var service: ServiceOptions
    @OptionGroup var target: DossierCommand.Target

    @Option(name: .long, help: .said(vi: "Số của người đã mở hồ sơ.", en: "Key of the person who opened it."))
    var actor: String

    @Option(name: .long, help: .said(vi: "Giấy tờ theo tên trong biểu mẫu; nhiều lần được.", en: "A paper by the form's name for it; may be given several times."))
    var paper: [String]

    @Flag(name: .long, help: .said(vi: "Rút lại lời từ chối trước đó.", en: "Takes back what was declined before."))
    var undo = false

    @Option(name: .long, help: .said(vi: "applicant hoặc office.", en: "applicant or office."))
    var view = "applicant"

    func run() async throws {
        let view: View = try Input.choice(view, of: "--view")
        let folder = try common.folder()
        let actor = try Input.subject(Input.key(actor), "--actor", folder)
        try service.place.requireExisting()
        var answers = Answers()
        if undo { answers.accepted = Set(paper) } else { answers.declined = Set(paper) }
        let told = try await service.withService(folder) { [answers] service in
            let dossier = try await target.dossier(in: service)
            let opened = try await service.resume(dossier, actor: actor, answers: answers)
            return OpenedDossier(opened, view, service).told(as: try common.checkedForm(opened.filled.form, in: folder), common)
        }
        try told.end(common.spoken)
    }
}
