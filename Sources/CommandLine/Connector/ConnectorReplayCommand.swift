import ArgumentParser
import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import OnceOnly
import Sourcing

struct ConnectorReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: said(
            vi: "Đọc lại mọi bản ghi bằng manifest hiện tại và cho biết khác biệt.",
            en: "Reads all recordings with the manifests of now and tells what differs. | Đọc lại mọi bản ghi và cho biết khác biệt."),
        discussion: said(
            vi: "Không cần mạng. Mã thoát 1 khi có khác biệt. Lệnh prefill và connector try nhận --replay để trả lời từ bản ghi.",
            en: "Offline. Exit status 1 when something differs. prefill and connector try take --replay to answer from recordings.") + examples("""
                  onceonly connector replay recordings
                  onceonly prefill --form cu-tru-ct01 --subject @key.txt --replay recordings
                """))

    @OptionGroup var common: CommonOptions
    @Argument(help: .said(vi: "Thư mục bản ghi.", en: "The folder of recordings.")) var recordings: String
    @Flag(name: .long, help: .said(vi: "Cho thấy giá trị.", en: "Shows the values.")) var showValues = false

    func run() throws {
        let folder = try common.folder()
        let fixtures = try FixtureFiles.read(recordings, of: folder.catalog.connectors)
        var differences: [(file: String, what: String, was: JSON, now: JSON)] = []
        for (name, fixture) in fixtures {
            guard let manifest = folder.catalog.connectors.first(where: { $0.id == fixture.connector }) else { continue }
            guard let operation = manifest.operation(fixture.operation) else {
                differences.append((name, "operation", .string(fixture.operation.rawValue), .null))
                continue
            }
            let made = fixture.recognized(operation, for: operation.wholeRequest(of: manifest.id, keys: fixture.keys), vocabulary: folder.catalog.vocabulary).madeJSON
            differences += Self.differences(fixture.made, made).map { (name, $0.what, $0.was, $0.now) }
        }
        switch common.format {
        case .json:
            Output.json([
                "schema": "onceonly/connector-replay/1", "recordings": .number("\(fixtures.count)"),
                "differences": .array(differences.map { difference in
                    var object: JSONObject = ["file": .string(difference.file), "what": .string(difference.what)]
                    if showValues { (object["was"], object["now"]) = (difference.was, difference.now) }
                    return .object(object)
                }),
            ])
        case .text:
            for difference in differences {
                let how = showValues ? "\(difference.was.serialized()) → \(difference.now.serialized())" : said(vi: Self.words(difference.was, difference.now).vi, en: Self.words(difference.was, difference.now).en)
                Output.line("\(difference.file): \(difference.what): \(how)")
            }
            Output.line(common.spoken == .english ? "\(fixtures.count) recordings, \(differences.count) differences" : "\(fixtures.count) bản ghi, \(differences.count) khác biệt")
        }
        if !differences.isEmpty { throw ExitCode(1) }
    }

    private static func words(_ was: JSON, _ now: JSON) -> (vi: String, en: String) {
        switch (was.isNull, now.isNull) {
        case (false, true): ("trước đọc được, nay không có", "was read, is not any more")
        case (true, false): ("trước không có, nay đọc được", "was not read, is now")
        default: ("đọc ra khác trước", "reads as something else")
        }
    }

    private static func differences(_ was: JSON, _ now: JSON) -> [(what: String, was: JSON, now: JSON)] {
        guard was["result"] == now["result"] else { return [("result", was["result"] ?? .null, now["result"] ?? .null)] }
        return ["values", "relations"].flatMap { part in
            let names = Set((was[part]?.object?.keys ?? []) + (now[part]?.object?.keys ?? [])).sorted()
            return names.compactMap { name in
                let (a, b) = (was[part]?[name] ?? .null, now[part]?[name] ?? .null)
                return a == b ? nil : (name, a, b)
            }
        }
    }
}
