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

struct ConnectorCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: said(
            vi: "Tình trạng của mọi sổ: đã cấu hình, kết nối được, trả lời được, mất bao lâu.",
            en: "The health of all registers: configured, reachable, answering, and how fast. | Tình trạng của mọi sổ."),
        discussion: said(
            vi: """
                Hỏi mỗi sổ một lượt bằng khóa của người không có thật trong cases.yaml, không đọc khái niệm nào: trả lời "không có" cũng
                là trả lời. Mã thoát 3 khi có sổ chưa cấu hình, không kết nối được hoặc không trả lời.
                """,
            en: """
                Asks each register once, by the key of somebody made up who stands in its cases.yaml, and reads no concept: "no such record"
                is an answer too. Exit status 3 when a register is not configured, cannot be reached or does not answer.
                """) + examples("""
                  onceonly connector check
                  onceonly connector check population land --sandbox province
                  onceonly connector check --format json
                """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var registers: RegisterOptions

    @Argument(help: .said(vi: "Chỉ các kết nối này.", en: "These connectors only.")) var connectors: [String] = []

    func run() async throws {
        let folder = try common.folder()
        let manifests = connectors.isEmpty ? folder.catalog.connectors : try connectors.map { try common.manifest($0, in: folder) }
        let questions = manifests.map { Question($0, in: folder) }
        let vocabulary = folder.catalog.vocabulary
        let healths = try await registers.withVariables { variables in
            await withTaskGroup(of: (Int, Health).self) { group in
                for (place, question) in questions.enumerated() { group.addTask { (place, await Health(of: question, variables: variables, vocabulary)) } }
                return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }
        switch common.format {
        case .json: Output.json(["schema": "onceonly/connector-check/1", "connectors": .array(healths.map(\.json))])
        case .text: for health in healths { Output.line(health.text(in: common.spoken)) }
        }
        if !healths.allSatisfy(\.isWell) { throw ExitCode(3) }
    }
}

/// What a register is asked to see whether it answers.
private struct Question: Sendable {
    let manifest: ConnectorManifest
    /// `nil` where no case has a key.
    let example: SampleCase?

    init(_ manifest: ConnectorManifest, in folder: DeclarationFolder) {
        self.manifest = manifest
        let file = manifest.places.start.file.replacing("manifest.yaml", with: "cases.yaml")
        let cases = folder.texts[file].map { SampleCase.cases($0, file: file).cases } ?? []
        example = cases.first { example in
            manifest.operation(example.operation).map { operation in operation.inputs.allSatisfy { example.keys[$0] != nil } } ?? false
        }
    }
}

/// Four facts about a register, kept apart, and whom it is believed to be.
private struct Health: Sendable {
    enum Fact: Sendable, Equatable {
        case yes
        case no(LocalizedText)
        case unknown(LocalizedText)
    }

    let connector: ConnectorID
    let configured: Fact
    let reachable: Fact
    let answers: Fact
    let took: Duration?
    /// Where it may stand, and how its certificate was looked at.
    let admitted: Fact
    let certificate: Fact

    var isWell: Bool { [configured, reachable, answers].allSatisfy { $0 == .yes } }

    private static let unasked = Fact.unknown(LocalizedText(vi: "chưa hỏi", en: "not asked"))

    init(of question: Question, variables: [String: String], _ vocabulary: Vocabulary) async {
        let manifest = question.manifest
        connector = manifest.id
        let heard = NIOLockedValueBox<[Exchange.Event]>([])
        let factory = ConnectorFactory(vocabulary: vocabulary, variables: variables, listener: { exchange in heard.withLockedValue { $0.append(exchange.event) } })
        let isEncrypted = factory.isEncrypted(manifest)
        let noTLS = Fact.unknown(isEncrypted == nil ? LocalizedText(vi: "không qua mạng HTTP", en: "not over HTTP") : LocalizedText(vi: "không mã hóa (http)", en: "no encryption (http)"))
        let register: any Connector
        do throws(ConnectorSetupError) {
            register = try factory.connector(for: manifest)
        } catch {
            let isHost = if case .unlistedHost = error { true } else { false }
            configured = .no(error.words)
            (reachable, answers, took) = (Self.unasked, Self.unasked, nil)
            admitted = isHost ? .no(error.words) : Self.unasked
            certificate = Self.unasked
            await factory.close()
            return
        }
        configured = .yes
        let isListed: Fact = factory.hasHostList ? .yes : .unknown(LocalizedText(vi: "chưa đặt ONCEONLY_HOSTS", en: "ONCEONLY_HOSTS is not set"))
        guard let example = question.example, let operation = manifest.operation(example.operation) else {
            let why = Fact.unknown(LocalizedText(vi: "cases.yaml không có ca nào có khóa", en: "cases.yaml has no case with a key"))
            (reachable, answers, took, admitted, certificate) = (why, why, nil, isListed, isEncrypted == true ? Self.unasked : noTLS)
            await factory.close()
            return
        }
        // Nothing is read but whether there is such a record.
        let request = ConnectorRequest(connector: manifest.id, operation: operation.id, keys: example.keys, concepts: [], relations: [])
        let start = ContinuousClock.now
        let result = await register.lookUp(request)
        took = start.duration(to: .now)
        await register.close()
        await factory.close()
        let trouble = heard.withLockedValue { events in events.lazy.compactMap { if case .failed(let trouble) = $0 { trouble } else { nil } }.first }
        let hasReply = heard.withLockedValue { events in events.contains { if case .answered = $0 { true } else { false } } }
        switch (trouble, hasReply) {
        case (_, true), (.broken, _), (.tokenRefused, _): reachable = .yes
        case (.untrusted, _): reachable = .yes
        case (.unreachable, _), (.wrongAddress, _): reachable = .no(result.words)
        case (.timeout, _), (nil, _): reachable = .unknown(result.words)
        }
        switch result {
        case .found, .absent: answers = .yes
        case .refused, .failed: answers = .no(trouble == .untrusted ? LocalizedText(vi: "chưa hỏi: chứng thư không tin được", en: "not asked: the certificate is not trusted") : result.words)
        }
        admitted = trouble == .wrongAddress ? .no(LocalizedText(vi: "tên máy dẫn tới địa chỉ ngoài 'networks'", en: "the name leads to an address outside 'networks'")) : isListed
        certificate = switch (isEncrypted, trouble) {
        case (true?, .untrusted?): .no(LocalizedText(vi: "chứng thư không dựa trên gốc đã định", en: "the certificate does not stand on the roots it has to"))
        case (true?, _): hasReply ? .yes : Self.unasked
        default: noTLS
        }
    }

    private var facts: [(word: String, name: LocalizedText, fact: Fact)] {
        [
            ("configured", LocalizedText(vi: "cấu hình", en: "configured"), configured), ("reachable", LocalizedText(vi: "kết nối", en: "reachable"), reachable),
            ("answers", LocalizedText(vi: "trả lời", en: "answers"), answers), ("certificate", LocalizedText(vi: "chứng thư", en: "certificate"), certificate),
            ("admitted", LocalizedText(vi: "máy chủ được phép", en: "host list"), admitted),
        ]
    }

    func text(in language: Language) -> String {
        let time = took.map { ", \($0.milliseconds) ms" } ?? ""
        let told = facts.map { entry in
            let name = entry.name.text(in: language)
            return switch entry.fact {
            case .yes: "\(name) ✓"
            case .no(let why): "\(name) ✗ (\(why.text(in: language)))"
            case .unknown(let why): "\(name) – (\(why.text(in: language)))"
            }
        }
        return "\(connector): \(told.joined(separator: ", "))\(time)"
    }

    var json: JSON {
        var object: JSONObject = ["connector": .string(connector.rawValue)]
        for entry in facts {
            switch entry.fact {
            case .yes: object[entry.word] = ["verdict": "yes"]
            case .no(let why): object[entry.word] = ["verdict": "no", "why": .string(why.text(in: .spoken))]
            case .unknown(let why): object[entry.word] = ["verdict": "unknown", "why": .string(why.text(in: .spoken))]
            }
        }
        if let took { object["milliseconds"] = .number("\(took.milliseconds)") }
        return .object(object)
    }
}
