import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Sourcing
import Storage

struct BaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: said(
            vi: "Chốt, xem, kiểm tra và nối các bản gốc.",
            en: "Freezes, shows, verifies and bridges what forms are measured against. | Chốt, xem, kiểm tra và nối các bản gốc."),
        discussion: said(
            vi: "Trang docs/baseline.md nói bản gốc là gì, ai chốt, và hai chuỗi số liệu được nối thế nào.",
            en: "The page docs/baseline.md says what a baseline is, who freezes it and how two series are bridged."),
        subcommands: [
            BaselineFreezeCommand.self, BaselineShowCommand.self, BaselineVerifyCommand.self, BaselineBridgeCommand.self, BaselineKeygenCommand.self,
        ])
}

struct BaselineKeygenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen", abstract: said(
            vi: "Tạo khóa cho người chốt bản gốc.",
            en: "Makes a key for who freezes baselines. | Tạo khóa cho người chốt bản gốc."),
        discussion: said(
            vi: """
                Người chốt giữ tệp này (quyền 600); khóa công khai in ra thì ghi vào FormSchemas/freezers.yaml.
                Tệp có sẵn không bị ghi đè.
                """,
            en: """
                The freezer keeps the file (mode 600); the public key it prints goes into FormSchemas/freezers.yaml.
                A file that is there already is never written over.
                """) + examples("""
                  onceonly baseline keygen --key freezer.json
                """))

    @OptionGroup var speech: SpeechOptions

    @Option(name: .long, help: .said(vi: "Tệp khóa sẽ tạo.", en: "The key file to make."))
    var key: String

    func run() throws {
        guard let made = try FreezerKeyFile.reading(key, { () throws(StorageError) in try FreezerKey.create(key) }) else {
            throw CommandFailure.input(vi: "đã có tệp '\(key)'", en: "there is a file '\(key)' already")
        }
        switch speech.format {
        case .json: Output.json(["schema": "onceonly/freezer/1", "publicKey": .string(made.publicKey)])
        case .text: Output.line(made.publicKey)
        }
    }
}

/// Files with a freezer's key.
enum FreezerKeyFile {
    /// What is wrong with such a file, in its own words: it is not the store's.
    static func reading<Result>(_ path: String, _ body: () throws(StorageError) -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            switch error {
            case .keyFile(.permissions):
                throw CommandFailure.input(vi: "người khác đọc được '\(path)'; hãy chạy chmod 600", en: "others may read '\(path)'; run chmod 600 on it")
            case .keyFile(.content):
                throw CommandFailure.input(vi: "'\(path)' không phải tệp khóa của 'baseline keygen'", en: "'\(path)' is no key file of 'baseline keygen'")
            default: throw CommandFailure.input(vi: "không đọc hoặc ghi được '\(path)'", en: "cannot read or write '\(path)'")
            }
        }
    }
}

extension DeclarationFolder {
    /// - Throws: a failure that names the nearest baseline, or all.
    func requiredBaseline(_ id: String) throws -> Baseline {
        if let baseline = measured.named(id) { return baseline }
        let known = measured.all.map(\.id).sorted()
        let near = nearest(to: id, among: known)
        throw CommandFailure.input(
            vi: "không có bản gốc '\(id)'" + (near.map { "; có phải '\($0)'?" } ?? "; có: \(known.joined(separator: ", "))"),
            en: "no baseline '\(id)'" + (near.map { "; did you mean '\($0)'?" } ?? "; there are: \(known.joined(separator: ", "))"))
    }
}

extension BaselineFinding {
    func text(in language: Language) -> String {
        let severity = switch (flag.raisesCount, language) {
        case (true, .english): "warning"
        case (true, .vietnamese): "cảnh báo"
        case (false, .english): "note"
        case (false, .vietnamese): "ghi chú"
        }
        return "\(position): \(severity) \(flag.rawValue) \(message.text(in: language))"
    }

    func json(in language: Language) -> JSON {
        [
            "flag": .string(flag.rawValue), "raisesCount": .bool(flag.raisesCount), "blanks": .array(blanks.map(JSON.string)),
            "file": .string(position.file), "line": .number("\(position.line)"), "column": .number("\(position.column)"), "message": .string(message.text(in: language)),
        ]
    }
}

extension FreezeState {
    /// One line of text for people.
    func text(in language: Language) -> String {
        func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
        return switch self {
        case .unsigned: say("chưa ký chốt", "not signed")
        case .signed(let freeze):
            say(
                "\(freeze.statement.freezer) ký chốt ngày \(freeze.statement.frozenOn); thiết kế: \(freeze.statement.designer)",
                "signed by \(freeze.statement.freezer) on \(freeze.statement.frozenOn); designed by \(freeze.statement.designer)")
        case .broken(let faults, _):
            say("chữ ký không còn đúng: ", "the signature does not hold: ") + faults.map { $0.words.text(in: language) }.joined(separator: "; ")
        }
    }

    var json: JSON {
        var object: JSONObject = ["state": .string(code)]
        if let said = freeze?.statement {
            object["frozenOn"] = .string(said.frozenOn)
            object["designer"] = .string(said.designer)
            object["freezer"] = ["name": .string(said.freezer), "publicKey": .string(said.publicKey)]
        }
        if !faults.isEmpty { object["faults"] = .array(faults.map { .string($0.rawValue) }) }
        return .object(object)
    }
}
