import ArgumentParser
import Diagnostics
import Expressions
import Formats
import OnceOnly
import Prefill
import Sourcing

/// A dossier that was opened or taken further, and what there is to say of it.
struct OpenedDossier: Sendable {
    private let opened: IntakeService.Opened
    private let view: View
    private(set) var failures: RegisterFailures
    /// Whether something in the answers fills nothing.
    let hasFinding: Bool

    init(_ opened: IntakeService.Opened, _ view: View, _ service: IntakeService) {
        self.opened = opened
        self.view = view
        failures = RegisterFailures(of: opened, view, service)
        hasFinding = !opened.unknownNames.isEmpty || !opened.filled.invalid(view).isEmpty
    }

    /// Writes it, and what fills nothing to standard error.
    func told(as checked: CheckedForm, _ common: CommonOptions) -> OpenedDossier {
        switch common.format {
        case .json: Output.json(opened.json(view))
        case .text:
            Output.line(FilledText(opened.filled, as: view, of: checked, in: common.spoken, changes: opened.changes(view)).text)
            if let supplement = opened.supplement, !supplement.open.isEmpty {
                let names = supplement.open.map(\.rawValue).joined(separator: ", ")
                Output.line(common.spoken == .english ? "asked for once more: \(names)" : "cơ quan yêu cầu bổ sung: \(names)")
            }
        }
        for unknown in opened.unknownNames { Output.error(sentence(unknown, common.spoken)) }
        for invalid in opened.filled.invalid(view) {
            Output.error("\(invalid.leaf): \(invalid.code.rawValue): \(invalid.code.words.text(in: common.spoken))")
        }
        return self
    }

    /// With what the registers' desks know of those that failed.
    func looked(at service: IntakeService) async -> OpenedDossier {
        var told = self
        told.failures = await failures.looked(at: service)
        return told
    }

    /// - Throws: exit status 3 where a register failed, 1 where an answer fills nothing.
    func end(_ language: Language) throws {
        failures.report(language)
        if !failures.isEmpty { throw ExitCode(3) }
        if hasFinding { throw ExitCode(1) }
    }

    /// A name the form does not have fills nothing; it is said, never dropped in silence.
    private func sentence(_ unknown: UnknownName, _ language: Language) -> String {
        let near = unknown.nearest.map { language == .english ? "; did you mean '\($0)'?" : "; có phải '\($0)'?" } ?? ""
        return "\(unknown.place): \(UnknownName.code.rawValue): \(UnknownName.code.words.text(in: language))\(near)"
    }
}

extension Input {
    /// The key of a person or organisation.
    ///
    /// - Parameter option: what named it; the key itself is personal and stays out of the message.
    static func subject(_ text: String, _ option: String, _ folder: DeclarationFolder) throws -> SubjectKey {
        if let key = SubjectKey(guessing: text, in: folder.catalog.vocabulary) { return key }
        throw CommandFailure.input(
            vi: "\(option) không phải số hợp lệ của cá nhân hay tổ chức (\(text.count) ký tự; số định danh có 12 chữ số)",
            en: "\(option) is no valid key of a person or organisation (\(text.count) characters; a personal number has 12 digits)")
    }
}
