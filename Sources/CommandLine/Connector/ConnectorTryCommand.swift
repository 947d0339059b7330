import ArgumentParser
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

struct ConnectorTryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: said(
            vi: "Hỏi một lượt, hoặc đọc một tệp mẫu, và cho biết từng ánh xạ tìm thấy gì.",
            en: "Makes one look-up, or reads one sample, and shows what every mapping found. | Hỏi một lượt và cho biết từng ánh xạ tìm thấy gì."),
        discussion: said(
            vi: """
                Giá trị được che, trừ khi có --show-values. Khóa có thể là '-' (đầu vào chuẩn) hoặc '@TỆP'; câu hỏi có nhiều khóa thì
                viết --key khái_niệm=GIÁ_TRỊ cho từng khóa.
                Mã thoát 1 khi có điều không đọc được, hoặc câu trả lời không mang khóa đã hỏi; 3 khi sổ không trả lời được.
                """,
            en: """
                Values are masked unless --show-values is given. The key may be '-' (standard input) or '@FILE'; an operation with several
                keys takes --key concept=VALUE for each.
                Exit status 1 when something cannot be read, or the reply does not carry the key it was asked by; 3 when the register failed.
                """) + examples("""
                  onceonly connector try business company --sample Connectors/business/samples/company.json
                  onceonly connector try population citizen --key @key.txt --sandbox province
                  onceonly connector try land parcel --key - --show-values < key.txt
                """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var registers: RegisterOptions
    @OptionGroup var recordings: ReplayOption

    @Argument(help: .said(vi: "Mã kết nối.", en: "The connector's id.")) var connector: String
    @Argument(help: .said(vi: "Câu hỏi nào; có thể bỏ khi chỉ có một.", en: "Which operation; may be left out where there is one.")) var operation: String?

    @Option(name: .long, help: .said(vi: "Khóa để hỏi.", en: "The key to ask by.")) var key: [String] = []
    @Option(name: .long, help: .said(vi: "Đọc tệp này thay cho câu trả lời của sổ.", en: "Reads this file in place of the register's reply.")) var sample: String?
    @Flag(name: .long, help: .said(vi: "Cho thấy giá trị thật.", en: "Shows the values themselves.")) var showValues = false
    @Option(name: .long, help: .said(
        vi: "Đọc như vào ngày này (mặc định hôm nay): điều đã xảy ra không thể ở sau đó.",
        en: "Reads as on this day (today by default): what has happened cannot lie after it."))
    var asOf: String?

    func run() async throws {
        let folder = try common.folder()
        let manifest = try common.manifest(connector, in: folder)
        let operation = try common.operation(operation, of: manifest)
        let vocabulary = folder.catalog.vocabulary, day = try asOf.map(Input.date) ?? DocumentStoreOptions.today()
        let trial =
            if let sample {
                try Trial(reading: sample, keys: key, operation, of: manifest, on: day, vocabulary)
            } else if let fixtures = try recordings.fixtures(folder) {
                try await Trial(replaying: fixtures, keys: key, operation, of: manifest, on: day, vocabulary)
            } else {
                try await asked(operation, of: manifest, on: day, vocabulary)
            }
        switch common.format {
        case .json: Output.json(trial.json(showingValues: showValues))
        case .text: Output.line(trial.text(in: common.spoken, showingValues: showValues))
        }
        switch trial.result {
        case .refused, .failed(.down), .failed(.timeout): throw ExitCode(3)
        case .failed: throw ExitCode(1)
        case .found, .absent: if trial.hasFault { throw ExitCode(1) }
        }
    }

    private func asked(_ operation: Connectors.Operation, of manifest: ConnectorManifest, on day: PartialDate, _ vocabulary: Vocabulary) async throws -> Trial {
        let keys = try KeyArguments.keys(key, of: operation)
        return try await registers.withVariables { variables in
            let heard = NIOLockedValueBox<[Exchange.Event]>([])
            let factory = ConnectorFactory(vocabulary: vocabulary, variables: variables, listener: { exchange in heard.withLockedValue { $0.append(exchange.event) } })
            let register: any Connector
            do throws(ConnectorSetupError) {
                register = try factory.connector(for: manifest)
            } catch {
                throw CommandFailure(status: 3, text: LocalizedText(vi: "\(manifest.id): \(error.words.vietnamese)", en: "\(manifest.id): \(error.words.text(in: .english))"))
            }
            let request = operation.wholeRequest(of: manifest.id, keys: keys)
            let start = ContinuousClock.now
            let result = await register.lookUp(request)
            let took = start.duration(to: .now)
            await register.close()
            await factory.close()
            let events = heard.withLockedValue { $0 }
            // What stands in a page of an error is nothing a mapping is for.
            let replies: [Reply] = events.compactMap { event in
                guard case .answered(let reply, let status) = event, status.map((200..<300).contains) ?? true else { return nil }
                return reply
            }
            return Trial(operation, request, replies, result, because: LookUpCause(of: result, events), took: took, on: day, vocabulary)
        }
    }
}

/// One look-up, with what each path of the manifest met.
struct Trial: Sendable {
    let operation: Connectors.Operation
    let result: LookUp
    /// Why there is no usable answer, where more is known than the result says.
    let cause: LookUpCause?
    let took: Duration?
    let steps: [Step]

    /// A trace with what became of it.
    struct Step: Sendable {
        let trace: MappingTrace
        /// Of a whole supply: at its last path.
        let value: ReadValue?
        let fault: ReadingFault?
    }

    var hasFault: Bool { steps.contains { step in step.fault != nil || step.value.map { if case .invalid = $0 { true } else { false } } ?? false } }

    /// - Parameters:
    ///   - said: what the register answered; a record that does not carry a key it was asked by is about somebody else, and no answer.
    ///   - today: it is believed as far as a dossier opened on this day would believe it.
    init(_ operation: Connectors.Operation, _ request: ConnectorRequest, _ replies: [Reply], _ said: LookUp, because cause: LookUpCause? = nil, took: Duration?, on today: PartialDate, _ vocabulary: Vocabulary) {
        // A sample may be read without asking about anybody.
        let recognized = request.keys.isEmpty ? said : said.recognized(for: request, in: vocabulary)
        let result = recognized.believed(in: vocabulary) { today.isBefore($0) == true }
        self.operation = operation
        self.result = result
        self.cause = cause ?? LookUpCause(of: result, replies.map { .answered($0, status: nil) })
        self.took = took
        // Where nothing was heard, no path has met anything.
        let traces = replies.isEmpty ? [] : (try? Extraction(of: operation, for: request, vocabulary: vocabulary).trace(in: replies)) ?? []
        let hasRecord = said != .absent && said != .refused && traces.allSatisfy { $0.use != .record || !$0.found.isEmpty }
        let reading = TrialReading(vocabulary)
        var values: [ConceptID: ReadValue] = [:], read: [ConceptID: ReadValue] = [:]
        if case .found(let record) = result { values = record.values }
        if case .found(let record) = said { read = record.values }
        steps = traces.enumerated().map { place, trace in
            if let fault = reading.fault(of: trace, asking: request, hasRecord: hasRecord) { return Step(trace: trace, value: nil, fault: fault) }
            if case .verifies(let concept) = trace.use { return Step(trace: trace, value: values[concept], fault: reading.fault(of: trace, on: today)) }
            guard case .supplies(let concept, _) = trace.use else { return Step(trace: trace, value: nil, fault: reading.fault(of: trace, on: today)) }
            let isLast = !traces[(place + 1)...].contains { if case .supplies(concept, _) = $0.use { true } else { false } }
            // What an expression makes of it, no trace alone tells.
            let isDoubted = isLast && values[concept] != nil && values[concept] != read[concept]
            return Step(trace: trace, value: isLast ? values[concept] : nil, fault: reading.fault(of: trace, on: today) ?? (isDoubted ? .toCome : nil))
        }
    }

    /// Asks a recording in place of the register.
    init(replaying fixtures: [Fixture], keys: [String], _ operation: Connectors.Operation, of manifest: ConnectorManifest, on day: PartialDate, _ vocabulary: Vocabulary) async throws {
        let request = operation.wholeRequest(of: manifest.id, keys: try KeyArguments.keys(keys, of: operation))
        let register = ReplayConnector(manifest, vocabulary: vocabulary, fixtures: fixtures)
        guard let fixture = register.fixture(for: request) else {
            throw CommandFailure.input(vi: "khóa này chưa được ghi lại", en: "this key was not recorded")
        }
        self.init(operation, request, fixture.pages.map(\.reply), await register.lookUp(request), took: nil, on: day, vocabulary)
    }

    /// Reads a sample as the register's transport would bring it.
    init(reading sample: String, keys: [String], _ operation: Connectors.Operation, of manifest: ConnectorManifest, on day: PartialDate, _ vocabulary: Vocabulary) throws {
        let bytes = try Input.bytes(sample)
        let isDocument = [.json, .xml].contains(manifest.transport.kind)
        // A document is one answer already; a table or a database has to be asked for one.
        let given = isDocument && keys.isEmpty ? [:] : try KeyArguments.keys(keys, of: operation)
        let example = SampleCase(operation: operation.id, sample: sample, keys: given, places: manifest.places)
        let request = operation.wholeRequest(of: manifest.id, keys: given)
        let reply: Reply
        do {
            reply = try SampleCheck(manifest, cases: [], vocabulary: vocabulary) { _ in bytes }.reply(in: example)
        } catch {
            throw CommandFailure.input(
                vi: "'\(sample)' không đọc được như câu trả lời của '\(manifest.id)' (\(manifest.transport.kind.rawValue)); 'onceonly json check' hoặc 'xml check' cho biết vì sao",
                en: "'\(sample)' does not read as a reply of '\(manifest.id)' (\(manifest.transport.kind.rawValue)); 'onceonly json check' or 'xml check' says why")
        }
        let result = Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: reply)
        self.init(operation, request, [reply], result, took: nil, on: day, vocabulary)
    }
}
