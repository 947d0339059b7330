import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Sourcing
import Storage

struct BaselineFreezeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: said(
            vi: "Ký chốt một bản gốc; người ký không phải người thiết kế.",
            en: "Signs a baseline, by somebody else than its designer. | Ký chốt một bản gốc."),
        discussion: said(
            vi: """
                Ghi FormSchemas/baselines/<mã>.frozen.json. Điều đã chốt không sửa được: thay đổi cần bản gốc mới, có mã mới và
                'replaces', và là chuỗi số liệu mới. Mã thoát 1 khi bị từ chối vì khai báo còn lỗi hoặc đã chốt với nội dung khác.
                """,
            en: """
                Writes FormSchemas/baselines/<id>.frozen.json. What is frozen is never changed: a change needs a new baseline with
                an id of its own and 'replaces', and is a new series. Exit status 1 where lint finds errors, or it was frozen with
                other content before.
                """) + examples("""
                  onceonly baseline freeze cu-tru-ct01 --key freezer.json --by "Văn phòng Sở" --designer "Phòng Nghiệp vụ"
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Mã bản gốc.", en: "The baseline's id."))
    var id: String

    @Option(name: .long, help: .said(vi: "Tệp khóa của người chốt.", en: "The freezer's key file."))
    var key: String

    @Option(name: .long, help: .said(vi: "Người chốt, như ghi trong FormSchemas/freezers.yaml.", en: "Who freezes, as FormSchemas/freezers.yaml has it."))
    var by: String

    @Option(name: .long, help: .said(vi: "Người thiết kế biểu mẫu.", en: "Who designed the form."))
    var designer: String

    func run() throws {
        let folder = try common.folder()
        let baseline = try folder.requiredBaseline(id)
        let file = DeclaredBaselines.freezeFile(of: baseline.id)
        guard baseline.id.wholeMatch(of: /[A-Za-z0-9_-][A-Za-z0-9._-]*/) != nil else {
            throw CommandFailure.input(vi: "mã bản gốc chỉ gồm chữ, số, '.', '_', '-'", en: "a baseline's id has plain letters, digits, '.', '_' and '-' alone")
        }
        switch folder.measured.state(of: baseline) {
        case .unsigned: break
        case .signed(let freeze):
            report(freeze, baseline, in: folder)
            return
        case .broken(let faults, _):
            for finding in folder.measured.faults where finding.baseline == baseline.id { Output.error(finding.text(in: common.spoken)) }
            throw faults.contains(.contentChanged) || faults.contains(.termsChanged)
                ? CommandFailure(status: 1, text: LocalizedText(
                    vi: "'\(id)' đã chốt với nội dung khác; điều đã chốt không sửa: hãy làm bản gốc mới có 'replaces: \(id)'",
                    en: "'\(id)' was frozen with other content, and what is frozen is never changed: make a new baseline with 'replaces: \(id)'"))
                : CommandFailure(status: 1, text: LocalizedText(vi: "đã có bản chốt không đúng ở '\(file)'", en: "there is a freeze in '\(file)' already, and it does not hold"))
        }
        let secret = try FreezerKeyFile.reading(key) { () throws(StorageError) in try FreezerKey.atFile(key) }
        let freeze = try signed(baseline, secret, in: folder)
        do {
            let place = URL(filePath: common.place.declarations, directoryHint: .isDirectory).appending(path: file)
            try Data(freeze.text.utf8).write(to: place, options: .withoutOverwriting)
        } catch {
            throw CommandFailure.input(vi: "không ghi được '\(file)'", en: "cannot write '\(file)'")
        }
        report(freeze, baseline, in: folder)
    }

    private func signed(_ baseline: Baseline, _ secret: FreezerKey, in folder: DeclarationFolder) throws -> BaselineFreeze {
        let day = String(Date(timeIntervalSince1970: TimeInterval(IntakeService.Surroundings().now())).formatted(.iso8601).prefix(10))
        do {
            return try folder.freeze(baseline, on: day, designer: designer, freezer: by, key: secret)
        } catch FreezeRefusal.lintErrors {
            let files = [baseline.file, folder.forms[baseline.form]?.identity.file]
            let renderer = common.renderer(folder)
            for finding in folder.diagnostics where finding.severity == .error && files.contains(finding.position.file) { Output.error(renderer.text(for: finding)) }
            throw CommandFailure(status: 1, text: LocalizedText(vi: "bản gốc '\(id)' hoặc biểu mẫu của nó còn lỗi", en: "baseline '\(id)' or its form has errors"))
        } catch FreezeRefusal.wouldNotHold(let faults) {
            let words = faults.map(\.words)
            throw CommandFailure.input(
                vi: "không chốt: " + words.map(\.vietnamese).joined(separator: "; "), en: "not frozen: " + words.map { $0.text(in: .english) }.joined(separator: "; "))
        }
    }

    /// What would inflate it is told whoever signs: they sign with open eyes.
    private func report(_ freeze: BaselineFreeze, _ baseline: Baseline, in folder: DeclarationFolder) {
        for finding in folder.review(of: baseline) { Output.error(finding.text(in: common.spoken)) }
        switch common.format {
        case .json: Output.json(freeze.json)
        case .text: Output.line("\(baseline.id): \(FreezeState.signed(freeze).text(in: common.spoken))\n\(freeze.statement.contentHash)")
        }
    }
}

extension DeclaredBaselines.Finding {
    func text(in language: Language) -> String {
        "\(position): \(language == .english ? "error" : "lỗi") \(fault.rawValue) \(baseline): \(fault.words.text(in: language))"
    }
}
