import ArgumentParser
import Authoring
import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Sourcing
import Vocabulary

struct ConnectorRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: said(
            vi: "Ghi lại câu trả lời thật của sổ, với mọi giá trị đã thay.",
            en: "Records real replies of registers, with every value replaced. | Ghi lại câu trả lời thật của sổ, với mọi giá trị đã thay."),
        discussion: said(
            vi: """
                Hỏi từng khóa và ghi THƯ_MỤC/SỔ/CÂU_HỎI-001.json. Mọi giá trị được thay bằng giá trị giả cùng dạng, cùng một giá trị luôn
                thành cùng một giá trị trong một lần ghi: hãy ghi mọi câu hỏi cần dùng chung trong một lệnh. Ngày được lùi, thứ tự giữ nguyên.
                Câu trả lời về chủ thể khác, hoặc không mang khóa của chính bản ghi, vẫn được ghi, với kết quả ấy.
                Mã thoát 1 khi có câu trả lời như vậy hoặc việc thay làm đổi điều đọc được, 3 khi có sổ không trả lời.
                """,
            en: """
                Asks by each key and writes DIR/CONNECTOR/OPERATION-001.json. Every value is replaced by a made-up one of the same shape, the
                same value always by the same one in one recording: record what belongs together in one call. Days are moved back and keep their order.
                A reply about another subject, or of a record without its own key, is kept all the same, and recorded as that.
                Exit status 1 when there is such a reply or replacing changed what can be read, 3 when a register did not answer.
                """) + examples("""
                  onceonly connector record population.citizen civil_status.marital_status --keys keys.txt --out recordings
                  onceonly connector record land.parcels_of_person --keys - --sandbox province < keys.txt
                """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var registers: RegisterOptions

    @Argument(help: .said(vi: "Các câu hỏi, dạng SỔ.CÂU_HỎI.", en: "The operations, as CONNECTOR.OPERATION.")) var targets: [String]

    @Option(name: .long, help: .said(
        vi: "Tệp khóa, mỗi dòng một khóa (nhiều khóa: khái_niệm=GIÁ_TRỊ cách nhau bằng tab); '-' đọc đầu vào chuẩn.",
        en: "A file of keys, one a line (several: concept=VALUE with tabs between); '-' reads standard input."))
    var keys: String

    @Option(name: .long, help: .said(vi: "Thư mục để ghi.", en: "The folder to write to.")) var out = "recordings"

    @Flag(name: .long, help: .said(
        vi: "Giữ nguyên giá trị: chỉ cho sổ không có người thật.", en: "Keeps the values: for registers without real people only."))
    var asIs = false

    func run() async throws {
        let folder = try common.folder()
        let vocabulary = folder.catalog.vocabulary
        let questions = try targets.map { target in
            let parts = target.split(separator: ".", maxSplits: 1).map(String.init)
            let manifest = try common.manifest(parts.first ?? "", in: folder)
            return (manifest, try common.operation(parts.count == 2 ? parts[1] : nil, of: manifest))
        }
        let lines = try Input.text(keys).split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty else { throw CommandFailure.input(vi: "tệp khóa không có khóa nào", en: "the file of keys holds none") }
        let requests = try questions.flatMap { manifest, operation in
            try lines.map { line in
                let keys = try KeyArguments.keys(line.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }, of: operation)
                return (manifest, operation.wholeRequest(of: manifest.id, keys: keys))
            }
        }
        let (recorded, failures) = try await recorded(requests, vocabulary)
        let kept = asIs ? recorded : Self.redacted(recorded, of: folder.catalog.connectors, vocabulary)
        let names = try FixtureFiles.write(kept, into: out)
        let changed = zip(names, zip(recorded, kept)).filter { !Self.readsAlike($0.1.0.made, $0.1.1.made) }.map(\.0)
        let unusable = zip(names, recorded).compactMap { name, fixture in
            [LookUpFailure.wrongSubject, .unreadable].first { fixture.made["result"]?.string == $0.rawValue }.map { (name: name, failure: $0) }
        }
        switch common.format {
        case .json:
            Output.json([
                "schema": "onceonly/connector-record/1", "folder": .string(out), "redacted": .bool(!asIs), "files": .array(names.map { .string($0) }),
                "changed": .array(changed.map { .string($0) }), "failed": .array(failures.map { .string($0) }), "unusable": .array(unusable.map { .string($0.name) }),
            ])
        case .text:
            Output.line(common.spoken == .english ? "\(out): \(names.count) recordings" : "\(out): \(names.count) bản ghi")
        }
        for name in changed {
            Output.error(said(vi: "\(name): thay giá trị làm đổi điều đọc được; hãy xem lại manifest", en: "\(name): replacing values changed what can be read; look at the manifest"))
        }
        for (name, failure) in unusable { Output.error("\(name): \(LookUp.failed(failure).words.text(in: common.spoken))") }
        // A register that is not there is not there for every key.
        for (place, failure) in failures.enumerated() where failures.firstIndex(of: failure) == place { Output.error(failure) }
        if !failures.isEmpty { throw ExitCode(3) }
        if !changed.isEmpty || !unusable.isEmpty { throw ExitCode(1) }
    }

    /// Asked one after the other: a recording is no load test.
    private func recorded(_ requests: [(ConnectorManifest, ConnectorRequest)], _ vocabulary: Vocabulary) async throws -> (fixtures: [Fixture], failures: [String]) {
        try await registers.withVariables { variables in
            let heard = NIOLockedValueBox<[Exchange.Event]>([])
            let factory = ConnectorFactory(vocabulary: vocabulary, variables: variables, listener: { exchange in heard.withLockedValue { $0.append(exchange.event) } })
            var fixtures: [Fixture] = []
            var failures: [String] = []
            for (manifest, request) in requests {
                let name = "\(manifest.id).\(request.operation)"
                do throws(ConnectorSetupError) {
                    let register = try factory.connector(for: manifest)
                    let result = await register.lookUp(request).recognized(for: request, in: vocabulary)
                    await register.close()
                    let events = heard.withLockedValue { events in
                        defer { events = [] }
                        return events
                    }
                    let pages: [Fixture.Page] = events.compactMap { event in
                        if case .answered(let reply, let status) = event { .init(status: status, reply: reply) } else { nil }
                    }
                    // What was heard is kept, be it an error of the service; nothing heard is nothing to keep.
                    if pages.isEmpty { failures.append("\(name): \(result.words(because: LookUpCause(of: result, events)).text(in: .spoken))") } else {
                        fixtures.append(Fixture(connector: manifest.id, operation: request.operation, keys: request.keys, isRedacted: false, pages: pages, made: result.madeJSON))
                    }
                } catch {
                    failures.append("\(name): \(error.words.text(in: .spoken))")
                }
            }
            await factory.close()
            return (fixtures, failures)
        }
    }

    private static func redacted(_ fixtures: [Fixture], of manifests: [ConnectorManifest], _ vocabulary: Vocabulary) -> [Fixture] {
        var redaction = Redaction(seed: RandomSeed.new(), vocabulary: vocabulary)
        return redaction.redacted(fixtures, of: manifests)
    }

    /// The same concepts, each read the same way; the values differ, that is the point.
    static func readsAlike(_ a: JSON, _ b: JSON) -> Bool { shape(a) == shape(b) }

    private static func shape(_ made: JSON) -> JSON {
        var object = made.object ?? [:]
        object["values"] = .object(JSONObject((made["values"]?.object?.members ?? []).map { (key: $0.key, value: $0.value["none"] ?? $0.value["invalid"].map { _ in "invalid" } ?? "value") }))
        object["relations"] = .object(JSONObject((made["relations"]?.object?.members ?? []).map { (key: $0.key, value: .number("\($0.value.array?.count ?? 0)")) }))
        return .object(object)
    }
}

/// Sixty-four bits of the system's randomness.
enum RandomSeed {
    static func new() -> UInt64 { IntakeService.Surroundings().random(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
