import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Receipts
import Sourcing

struct PrefillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prefill", abstract: said(vi: "Mở hồ sơ đã điền sẵn.", en: "Opens a dossier already filled in. | Mở hồ sơ đã điền sẵn."),
        discussion: said(
            vi: """
                Số sau --subject hoặc --actor có thể là '-' (đầu vào chuẩn) hoặc '@TỆP', để không nằm trong lịch sử shell.
                --actor là người đăng nhập, --subject là người được làm hộ; chỉ ghi một thì là cả hai.
                Với --batch, dòng chờ 'quota' của sổ cho tới --deadline; quá hạn thì báo là bị giữ lại vì 'quota', không phải sổ không trả lời.
                Mã thoát 3 khi một sổ không trả lời được: hồ sơ vẫn mở, và những gì sổ đó sẽ điền thì được hỏi; 1 khi câu trả lời
                nêu điều biểu mẫu không có, hoặc không đọc được.
                """,
            en: """
                The key after --subject or --actor may be '-' (standard input) or '@FILE', so that it stands in no shell history.
                --actor is the signed-in person, --subject on whose behalf; one alone is both.
                With --batch lines wait for a register's quota until --deadline; past it they are said to be held back by the quota, not unanswered.
                Exit status 3 when a register failed: the dossier is open all the same, and what it would have filled is asked; 1 when
                the answers name what the form does not have, or cannot be read.
                """) + examples("""
                  onceonly prefill --form cu-tru-ct01 --subject @key.txt --sandbox province
                  onceonly prefill --form ho-tich-khai-sinh --actor @key.txt --answers answers.json --format json
                  onceonly prefill --batch < dossiers.jsonl
                """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var service: ServiceOptions

    @Option(name: .long, help: .said(vi: "Mã biểu mẫu.", en: "The form's id."))
    var form: String?

    @Option(name: .long, help: .said(vi: "Số của cá nhân hoặc tổ chức là chủ hồ sơ.", en: "Key of the person or organisation the dossier is for."))
    var subject: String?

    @Option(name: .long, help: .said(vi: "Số của người đăng nhập.", en: "Key of the person signed in."))
    var actor: String?

    @Option(name: .long, help: .said(
        vi: "Tệp JSON gồm các câu trả lời đến nay; '-' đọc đầu vào chuẩn.",
        en: "A JSON file of answers given so far; '-' reads standard input."))
    var answers: String?

    @Option(name: .long, help: .said(
        vi: "Điền theo ngày nào, như 2026-11-24; mặc định là hôm nay.",
        en: "The day to fill the form as of, like 2026-11-24; today by default."))
    var asOf: String?

    @Option(name: .customLong("operator"), help: .said(
        vi: "Cán bộ nhập hộ tại quầy, không thể là người nộp hay chủ hồ sơ.",
        en: "The clerk at the counter, who is never actor or subject."))
    var operatorID: String?

    @Option(name: .long, help: .said(vi: "online (trực tuyến), counter (tại quầy) hoặc post (bưu chính).", en: "online, counter or post."))
    var channel = "online"

    @Option(name: .long, help: .said(
        vi: "self (tự làm), representation (đại diện), assisted (nhập hộ) hoặc paper (giấy).",
        en: "self, representation, assisted or paper."))
    var basis: String?

    @Option(name: .long, help: .said(
        vi: "applicant (những gì bên người khai được thấy) hoặc office (cơ quan).",
        en: "applicant (what the applicant's side may see) or office."))
    var view = "applicant"

    @Option(name: .long, help: .said(
        vi: "Mã hồ sơ của cổng dịch vụ công hoặc hệ thống một cửa; mỗi mã một hồ sơ.",
        en: "The dossier's code with the portal or one-stop system; one dossier for each."))
    var code: String?

    @Flag(name: .long, help: .said(
        vi: "Mỗi dòng đọc một đối tượng JSON ({form, subject, actor?, answers?, asOf?}), ghi một dòng kết quả, theo thứ tự.",
        en: "Reads a JSON object per line ({form, subject, actor?, answers?, asOf?}), writes one per line, in order."))
    var batch = false

    @Option(name: .long, help: .said(
        vi: "Một hồ sơ chờ các sổ nhiều nhất bao lâu, kể cả chờ 'quota' của sổ: 500ms, 10s, 10m, 1h; mặc định 10s, với --batch là 1h.",
        en: "How long one dossier waits for registers at the most, their quota included: 500ms, 10s, 10m, 1h; by default 10s, with --batch 1h."),
        transform: WaitDuration.parsed)
    var deadline: Duration?

    /// How long one dossier of a batch waits: nobody sits before it, so a register's quota slows the batch down and does not empty its dossiers.
    /// A single call is bounded as ever.
    static let batchDeadline = Duration.seconds(3600)

    /// - Parameter deadline: what was asked for; `nil` leaves it to what is usual.
    static func policy(_ deadline: Duration?, isBatch: Bool) -> ExecutionPolicy {
        var policy = ExecutionPolicy()
        if let total = deadline ?? (isBatch ? batchDeadline : nil) { policy.total = total }
        return policy
    }

    func run() async throws {
        let view: View = try Input.choice(view, of: "--view")
        let folder = try common.folder()
        if batch {
            try await runBatch(view, folder)
            return
        }
        guard let form, let key = subject ?? actor else {
            throw CommandFailure.input(vi: "prefill cần --form và --subject (hoặc --batch)", en: "prefill needs --form and --subject (or --batch)")
        }
        // Everything that can be wrong with the call is looked at before a store is made or a register asked.
        let checked = try common.checkedForm(FormID(form), in: folder)
        let given = try answers.map { try Answers(json: Input.json($0)) } ?? Answers()
        let opening = try opening(subject: Input.key(key), actor: actor.map(Input.key), folder)
        let day = try asOf.map(Input.date)
        let told = try await service.withService(folder, Self.policy(deadline, isBatch: batch)) { service in
            await OpenedDossier(try await service.open(checked.form.id, opening, answers: given, asOf: day), view, service).told(as: checked, common).looked(at: service)
        }
        try told.end(common.spoken)
    }

    private func runBatch(_ view: View, _ folder: DeclarationFolder) async throws {
        if code != nil { throw CommandFailure.input(vi: "--code không dùng cùng --batch", en: "--code does not go with --batch") }
        let outcome = try await service.withService(folder, Self.policy(deadline, isBatch: batch)) { service in
            let outcome = await BatchRun(
                read: { line in
                    let line = try BatchLine(line)
                    return (line, try opening(subject: line.subject, actor: line.actor, folder, isLine: true))
                },
                serve: { line, opening in
                    let opened = try await service.open(line.form, opening, answers: line.answers, asOf: line.asOf)
                    let dossier = OpenedDossier(opened, view, service)
                    return .init(text: opened.json(view).serialized(.compact), failures: dossier.failures, hasFinding: dossier.hasFinding)
                }
            ).outcome()
            return await outcome.looked(at: service)
        }
        outcome.failures.report(common.spoken)
        if outcome.hasBadLine { throw ExitCode(2) }
        if !outcome.failures.isEmpty { throw ExitCode(3) }
        if outcome.hasFinding { throw ExitCode(1) }
    }

    private func opening(subject: String, actor: String?, _ folder: DeclarationFolder, isLine: Bool = false) throws -> Opening {
        let subjectKey = try Input.subject(subject, isLine ? "subject" : "--subject", folder)
        let actorKey = try actor.map { try Input.subject($0, isLine ? "actor" : "--actor", folder) } ?? subjectKey
        return Opening(
            actor: actorKey, subject: subjectKey, operatorID: operatorID, channel: try Input.choice(channel, of: "--channel"),
            basis: try basis.map { try Input.choice($0, of: "--basis") }, code: isLine ? nil : code)
    }
}
