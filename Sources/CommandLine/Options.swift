import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Foundation
import OnceOnly

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

enum LanguageChoice: String, ExpressibleByArgument, CaseIterable { case vi, en }

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: "The folder that holds FormSchemas and Connectors.")
    var declarations = "."

    @Option(name: .long, help: "vi or en; by default what the locale asks for.")
    var language: LanguageChoice?

    @Option(name: .long, help: "text for people, json for programs.")
    var format = OutputFormat.text

    var spoken: Language {
        let environment = ProcessInfo.processInfo.environment
        if let language { return Language(locale: language.rawValue) }
        return Language(locale: environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"])
    }

    /// Reads the declarations; findings that are errors go to standard error.
    func folder() throws -> DeclarationFolder {
        do {
            return try DeclarationFolder(declarations)
        } catch {
            throw CommandFailure.input("\(error); choose the folder with --declarations")
        }
    }

    func renderer(_ folder: DeclarationFolder) -> DiagnosticRenderer {
        let texts = folder.texts
        return DiagnosticRenderer(language: spoken) { texts[$0] }
    }
}

/// Standard output and error.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: .standardOutput) }
    static func error(_ text: String) { write(text + "\n", to: .standardError) }
    static func json(_ json: JSON) { line(json.serialized(.pretty)) }

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe is no error of ours.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}

/// Files, standard input as `-`, and personal keys, which come from a file as well as from an option.
enum Input {
    static func text(_ path: String) throws -> String {
        let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
        guard let data else { throw CommandFailure.input("cannot read '\(path)'") }
        guard let text = String(data: data, encoding: .utf8) else { throw CommandFailure.input("'\(path)' is not UTF-8 text") }
        return text
    }

    static func json(_ path: String) throws -> JSON {
        let written = try text(path)
        do {
            return try JSON(parsing: written)
        } catch {
            throw CommandFailure.input("\(path): \(error)")
        }
    }

    /// `-` reads a key from standard input, `@FILE` from a file, anything else is the key itself.
    static func key(_ argument: String) throws -> String {
        if argument == "-" { return try text("-").trimmingCharacters(in: .whitespacesAndNewlines) }
        if argument.hasPrefix("@") { return try text(String(argument.dropFirst())).trimmingCharacters(in: .whitespacesAndNewlines) }
        return argument
    }

    static func date(_ text: String) throws -> PartialDate {
        guard let date = PartialDate(text), date.isFull else { throw CommandFailure.input("'\(text)' is no date like 2026-11-24") }
        return date
    }
}
