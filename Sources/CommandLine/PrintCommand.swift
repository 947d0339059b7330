import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Reports
import Sourcing
import Storage

struct PrintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: said(
            vi: "In hồ sơ lên biểu mẫu theo luật, đủ mọi ô.", en: "Prints a dossier on the form the law prescribes, with every blank. | In hồ sơ lên biểu mẫu."),
        discussion: said(
            vi: """
                Bản in giữ mọi ô của bản gốc, dù biểu mẫu nay không hỏi; những gì biểu mẫu hỏi thêm ở phần sau. Nguồn của từng ô ở phiếu kiểm \
                soát, trên trang riêng. --template là mẫu Word của cơ quan (.docx): nội dung điền vào content control có tag, MERGEFIELD hoặc \
                {{…}} mang mã ô hay nghĩa của ô. Tệp ghi ra chỉ chủ đọc được. Mã thoát 1 khi mẫu nêu điều biểu mẫu không có.
                """,
            en: """
                The print keeps every blank of the baseline, whatever the form no longer asks; what it asks beside the paper comes after. The \
                source of each value stands on the control sheet, a page of its own. --template is the office's Word document (.docx): values \
                go into content controls by their tag, merge fields and {{…}} that name a blank's id or meaning. Files are readable by their \
                owner alone. Exit status 1 where the template names what the form does not have.
                """) + examples("""
                  onceonly print cu-tru-ct01 --dossier 0f…9a --out ct01.html
                  onceonly print ho-tich-khai-sinh --code H38-261128-0001 --view office --control-sheet sources.html --out form.html
                  onceonly print hkd-dang-ky-thanh-lap --dossier 0f…9a --template mau-01.docx --out filled.docx
                  onceonly print cu-tru-ct01 --dossier 0f…9a --format json
                """))

    enum Format: String, ExpressibleByArgument, CaseIterable { case html, docx, json }

    @OptionGroup var folder: FolderOptions
    @OptionGroup var place: StoreOption
    @OptionGroup var speech: LanguageOptions

    @Argument(help: .said(vi: "Mã biểu mẫu.", en: "The form's id."))
    var form: String

    @Option(name: .long, help: .said(vi: "Mã tham chiếu của hồ sơ, hoặc --code.", en: "The dossier's reference, or --code."))
    var dossier: String?

    @Option(name: .long, help: .said(vi: "Mã hồ sơ của cổng hoặc hệ thống một cửa.", en: "Its code with the portal or one-stop system."))
    var code: String?

    @Option(name: .long, help: .said(
        vi: "applicant (những gì bên người khai được thấy) hoặc office (cơ quan).", en: "applicant (what the applicant's side may see) or office."))
    var view = "applicant"

    @Option(name: .long, help: .said(vi: "Mẫu Word (.docx) để điền.", en: "The Word template (.docx) to fill."))
    var template: String?

    @Option(name: .long, help: .said(
        vi: "html để in, docx (cần --template) hoặc json; mặc định theo --template.", en: "html to print, docx (needs --template) or json; by default as --template says."))
    var format: Format?

    @Option(name: .long, help: .said(vi: "Tệp ghi ra; mặc định là đầu ra chuẩn.", en: "The file to write; standard output by default."))
    var out: String?

    @Option(name: .long, help: .said(
        vi: "Tệp riêng cho phiếu kiểm soát nguồn, hoặc none; mặc định là trang cuối của html.",
        en: "A file of its own for the control sheet, or none; by default the last page of the html."))
    var controlSheet: String?

    func run() async throws {
        let view: View = try Input.choice(view, of: "--view")
        let format = format ?? (template == nil ? .html : .docx)
        guard (format == .docx) == (template != nil) else {
            throw CommandFailure.input(vi: "--format docx và --template đi cùng nhau", en: "--format docx and --template go together")
        }
        if format == .json, controlSheet != nil {
            throw CommandFailure.input(vi: "--control-sheet không đi với --format json, trong đó đã có nguồn", en: "--control-sheet does not go with --format json, which has the sources")
        }
        try checkFiles()
        if format == .docx, out == nil { throw CommandFailure.input(vi: "tệp Word cần --out", en: "a Word file needs --out") }
        let declared = try folder.read()
        // A template that cannot be filled is told before anybody's dossier is opened.
        let word = try template.map(Self.template)
        try place.requireExisting()
        let printed = try await printed(view, declared)
        switch format {
        case .json: try write(Data((printed.json.serialized(.pretty) + "\n").utf8), to: out)
        case .html: try writePages(of: printed)
        case .docx: if let word { try fill(word, with: printed) }
        }
    }

    /// No file is written over one that is read, nor two into one.
    private func checkFiles() throws {
        let files = [template, out == "-" ? nil : out, controlSheet == "none" ? nil : controlSheet].compactMap(\.self)
        let places = Set(files.map { URL(filePath: $0).standardizedFileURL.resolvingSymlinksInPath().path })
        guard places.count == files.count else {
            throw CommandFailure.input(vi: "--template, --out và --control-sheet phải là các tệp khác nhau", en: "--template, --out and --control-sheet are different files")
        }
    }

    private func printed(_ view: View, _ declared: DeclarationFolder) async throws -> PrintedForm {
        let service = try place.service(declared, variables: [:])
        do {
            let reference = try await reference(in: service)
            let standing = try await service.standing(reference, as: view)
            let status = try await service.status(of: reference)
            await service.close()
            guard standing.form.rawValue == form else {
                throw CommandFailure.input(vi: "hồ sơ này của biểu mẫu '\(standing.form)', không phải '\(form)'", en: "this dossier is of form '\(standing.form)', not '\(form)'")
            }
            guard let checked = declared.checked[standing.form], let baseline = declared.baselines[standing.form] else { throw IntakeError.noBaseline(form) }
            return PrintLayout(standing, on: baseline, of: checked, in: speech.spoken).form(status: (status.rawValue, status.state))
        } catch {
            await service.close()
            throw error
        }
    }

    private func reference(in service: IntakeService) async throws -> String {
        switch (dossier, code) {
        case (let dossier?, nil): return dossier
        case (nil, let code?):
            guard let dossier = try await service.dossier(underCode: code) else { throw IntakeError.unknownDossier }
            return dossier
        default: throw CommandFailure.input(vi: "cần --dossier hoặc --code, một trong hai", en: "name the dossier by --dossier or --code, one of the two")
        }
    }

    // MARK: what is written

    private func writePages(of printed: PrintedForm) throws {
        let page = FormPage(printed, in: speech.spoken)
        try write(Data(try page.html(controlSheet == nil ? [.form, .controlSheet] : [.form], isNumbered: controlSheet != "none").utf8), to: out)
        try writeControlSheet(page)
    }

    private func writeControlSheet(_ page: FormPage) throws {
        guard let controlSheet, controlSheet != "none" else { return }
        try write(Data(try page.html([.controlSheet]).utf8), to: controlSheet)
    }

    private func fill(_ word: WordTemplate, with printed: PrintedForm) throws {
        let filled: WordTemplate.Filled
        do { filled = try word.filled(with: printed, in: speech.spoken) } catch { throw CommandFailure(status: 2, text: error.words) }
        try write(Data(filled.bytes), to: out)
        let remarks = filled.findings.map { $0.text(in: speech.spoken) }
        try writeControlSheet(FormPage(printed, in: speech.spoken, remarks: remarks))
        for remark in remarks { Output.error(remark) }
        if filled.findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }

    private static func template(_ path: String) throws -> WordTemplate {
        guard let content = FileManager.default.contents(atPath: path) else { throw CommandFailure.input(vi: "không đọc được '\(path)'", en: "cannot read '\(path)'") }
        do { return try WordTemplate(reading: [UInt8](content)) } catch {
            throw CommandFailure.input(vi: "\(path): \(error.words.vietnamese)", en: "\(path): \(error.words.text(in: .english))")
        }
    }

    /// A filled form is nobody's but its owner's, and never half there.
    private func write(_ content: Data, to path: String?) throws {
        guard let path, path != "-" else { return Output.data(content) }
        do { try PrivateFile.replace(path, with: content) } catch {
            guard error == .keyFile(.noRegularFile) else { throw CommandFailure.input(vi: "không ghi được '\(path)'", en: "cannot write '\(path)'") }
            throw CommandFailure.input(
                vi: "'\(path)' không phải tệp thường (thư mục, liên kết hay thiết bị); bỏ --out để ghi ra đầu ra chuẩn",
                en: "'\(path)' is no regular file but a folder, a link or a device; without --out it goes to standard output")
        }
    }
}

extension DossierStatus {
    /// As a heading has it; in English the word of the contracts.
    fileprivate var state: LocalizedText { LocalizedText(vi: words.vietnamese, en: rawValue.replacing("-", with: " ")) }
}
