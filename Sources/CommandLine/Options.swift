import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Sourcing

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

enum LanguageChoice: String, ExpressibleByArgument, CaseIterable { case vi, en }

/// Which language a command speaks.
struct LanguageOptions: ParsableArguments {
    @Option(name: .long, help: .said(vi: "vi hoặc en; mặc định theo locale của máy.", en: "vi or en; by default what the locale asks for."))
    var language: LanguageChoice?

    var spoken: Language { language.map { Language(locale: $0.rawValue) } ?? .spoken }
}

/// How a command speaks.
struct SpeechOptions: ParsableArguments {
    @OptionGroup var tongue: LanguageOptions

    @Option(name: .long, help: .said(vi: "text cho người đọc, json cho chương trình.", en: "text for people, json for programs."))
    var format = OutputFormat.text

    var spoken: Language { tongue.spoken }
}

extension Language {
    /// What --language says wherever it stands, else what the locale asks for. Known before the arguments are read, so
    /// that a mistake in them is told in the right language too.
    static let spoken: Language = {
        let arguments = CommandLine.arguments
        for (index, argument) in arguments.enumerated() {
            if argument.hasPrefix("--language=") { return Language(locale: String(argument.dropFirst("--language=".count))) }
            if argument == "--language", index + 1 < arguments.count { return Language(locale: arguments[index + 1]) }
        }
        let environment = ProcessInfo.processInfo.environment
        // As POSIX has it: the first of these that is set and not empty.
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return Language(locale: locale)
    }()
}

/// Where the declarations are.
struct FolderOptions: ParsableArguments {
    @Option(name: .long, help: .said(vi: "Thư mục chứa FormSchemas và Connectors.", en: "The folder that holds FormSchemas and Connectors."))
    var declarations = "."

    /// Reads the declarations.
    ///
    /// - Parameter drafts: files that do not stand in the folder yet, read as if they did.
    func read(with drafts: [DeclarationDraft] = []) throws -> DeclarationFolder {
        try DeclarationFolder(declarations, with: drafts)
    }
}

/// What every command that reads declarations takes.
struct CommonOptions: ParsableArguments {
    @OptionGroup var place: FolderOptions

    @OptionGroup var speech: SpeechOptions

    var spoken: Language { speech.spoken }
    var format: OutputFormat { speech.format }

    func folder(with drafts: [DeclarationDraft] = []) throws -> DeclarationFolder { try place.read(with: drafts) }

    /// The form a command names, if it passed its checks; else what is wrong with it goes to standard error.
    func checkedForm(_ id: FormID, in folder: DeclarationFolder) throws -> CheckedForm {
        if let checked = folder.checked[id] { return checked }
        // A form too broken to read is not among the forms; its file says what is wrong.
        let file = folder.forms[id]?.identity.file ?? "FormSchemas/forms/\(id).yaml"
        let isThere = folder.texts[file] != nil
        guard isThere else {
            let known = folder.forms.keys.map(\.rawValue).sorted()
            let near = nearest(to: id.rawValue, among: known)
            throw CommandFailure.input(
                vi: "không có biểu mẫu '\(id)'" + (near.map { "; có phải '\($0)'?" } ?? "; có: \(known.joined(separator: ", "))"),
                en: "no form '\(id)'" + (near.map { "; did you mean '\($0)'?" } ?? "; there are: \(known.joined(separator: ", "))"))
        }
        let renderer = renderer(folder)
        for finding in folder.diagnostics where finding.severity == .error { Output.error(renderer.text(for: finding)) }
        throw CommandFailure.input(vi: "biểu mẫu '\(id)' còn lỗi", en: "form '\(id)' has errors")
    }

    /// A form by its id, or one that a file outside the declarations holds, read as if it stood there; `-` is standard input.
    func checkedForm(named name: String) throws -> CheckedForm {
        guard name == "-" || name.hasSuffix(".yaml") else { return try checkedForm(FormID(name), in: try folder()) }
        let (drafted, id) = try draftedForm(named: name)
        return try checkedForm(id, in: drafted)
    }

    /// The declarations with one file's form among them.
    func draftedForm(named name: String) throws -> (folder: DeclarationFolder, id: FormID) {
        let draft = DeclarationDraft(name: name, text: try Input.text(name))
        let drafted = try folder(with: [draft])
        guard let id = drafted.forms.values.first(where: { $0.identity.file == name })?.id else {
            let renderer = renderer(drafted)
            for finding in drafted.diagnostics where finding.position.file == name { Output.error(renderer.text(for: finding)) }
            throw CommandFailure.input(vi: "'\(name)' không phải biểu mẫu đọc được", en: "'\(name)' is no form that can be read")
        }
        return (drafted, id)
    }

    func renderer(_ folder: DeclarationFolder) -> DiagnosticRenderer {
        let texts = folder.texts
        return DiagnosticRenderer(language: spoken) { texts[$0] }
    }
}

/// Standard output and error.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: .standardOutput) }
    /// As it stands, without a line end of its own.
    static func text(_ text: String) { write(text, to: .standardOutput) }
    static func error(_ text: String) { write(text + "\n", to: .standardError) }
    static func json(_ json: JSON) { line(json.serialized(.pretty)) }

    static func data(_ content: Data) { try? FileHandle.standardOutput.write(contentsOf: content) }

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe is no error of ours.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

/// Files, standard input as `-`, and personal keys, which come from a file as well as from an option.
enum Input {
    static func text(_ path: String) throws -> String {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw CommandFailure.input(vi: "không đọc được '\(path)'", en: "cannot read '\(path)'") }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure.input(vi: "'\(path)' không phải văn bản UTF-8", en: "'\(path)' is not UTF-8 text")
        }
        return text
    }

    /// - Throws: a failure that says where the text stops being JSON.
    static func json(_ path: String) throws -> JSON {
        let written = try text(path)
        do {
            return try JSON(parsing: written)
        } catch {
            let place = [error.line, error.column].compactMap { $0 }.map { ":\($0)" }.joined()
            throw CommandFailure.input(vi: "\(path)\(place): không phải JSON: \(error.words.vietnamese)", en: "\(path)\(place): this is not JSON: \(error.detail)")
        }
    }

    /// `-` reads a key from standard input, `@FILE` from a file, anything else is the key itself.
    static func key(_ argument: String) throws -> String {
        if argument == "-" { return try text("-").trimmingCharacters(in: .whitespacesAndNewlines) }
        if argument.hasPrefix("@") { return try text(String(argument.dropFirst())).trimmingCharacters(in: .whitespacesAndNewlines) }
        return argument
    }

    static func date(_ text: String) throws -> PartialDate {
        guard let date = PartialDate(text), date.isFull else {
            throw CommandFailure.input(vi: "'\(text)' không phải ngày như 2026-11-24", en: "'\(text)' is no date like 2026-11-24")
        }
        return date
    }

    /// A word of a closed list, or a failure that names the list.
    static func choice<Choice: RawRepresentable & CaseIterable>(_ text: String, of option: String) throws -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        let near = nearest(to: text, among: known)
        throw CommandFailure.input(
            vi: "\(option) nhận: \(known.joined(separator: ", "))" + (near.map { "; có phải '\($0)'?" } ?? ""),
            en: "\(option) takes \(known.joined(separator: ", "))" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }
}
