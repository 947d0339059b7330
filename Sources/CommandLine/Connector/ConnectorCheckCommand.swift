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
                là trả lời; trả lời về người khác thì không. Sổ chưa có ca nào có khóa thì chỉ được kết nối thử, không hỏi về ai: cột "trả lời"
                nói là chưa hỏi được, và đó không phải lỗi. Mã thoát 3 khi có sổ chưa cấu hình, không kết nối được hoặc không trả lời.
                """,
            en: """
                Asks each register once, by the key of somebody made up who stands in its cases.yaml, and reads no concept: "no such record"
                is an answer too; an answer about another subject is none. A register without a case that has a key is looked for, and asked about
                nobody: "answers" says that it could not be asked, which is no failure. Exit status 3 when a register is not configured, cannot be
                reached or does not answer.
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

    /// A register nobody can ask for want of a case is well as far as anybody can tell.
    var isWell: Bool { configured == .yes && reachable == .yes && (answers == .yes || answers == Self.noCase) }

    private static let noCase = Fact.unknown(LocalizedText(
        vi: "không có ca nào có khóa để hỏi; hãy thêm một ca vào cases.yaml", en: "no case with a key to ask with; add one to cases.yaml"))
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
            let start = ContinuousClock.now
            let event = await factory.probe(register)
            took = start.duration(to: .now)
            await register.close()
            await factory.close()
            let trouble = event.trouble
            let why = LookUpCause(of: .failed(.down), [event])?.words ?? Exchange.Trouble.timeout.words
            (reachable, answers) = switch trouble {
            case nil: (.yes, Self.noCase)
            case .broken?, .statement?, .tokenRefused?: (.yes, .no(why))
            case .untrusted?: (.yes, Self.unasked)
            case .unreachable?, .connectionRefused?, .unresolved?, .wrongAddress?, .timeout?: (.no(why), Self.unasked)
            }
            (admitted, certificate) = (Self.admitted(trouble, isListed), Self.certificate(isEncrypted, trouble, hasReply: trouble == nil, noTLS))
            return
        }
        // Nothing is read but whether there is such a record.
        let request = ConnectorRequest(connector: manifest.id, operation: operation.id, keys: example.keys, concepts: [], relations: [])
        let start = ContinuousClock.now
        let result = await register.lookUp(request).recognized(for: request, in: vocabulary)
        took = start.duration(to: .now)
        await register.close()
        await factory.close()
        let events = heard.withLockedValue { $0 }
        let trouble = events.lazy.compactMap(\.trouble).first
        let hasReply = events.contains { if case .answered = $0 { true } else { false } }
        let why = result.words(because: LookUpCause(of: result, events))
        switch (trouble, hasReply) {
        case (_, true), (.broken, _), (.statement, _), (.tokenRefused, _): reachable = .yes
        case (.untrusted, _): reachable = .yes
        case (.unreachable, _), (.connectionRefused, _), (.unresolved, _), (.wrongAddress, _): reachable = .no(why)
        case (.timeout, _), (nil, _): reachable = .unknown(why)
        }
        switch result {
        case .found, .absent: answers = .yes
        case .refused, .failed: answers = .no(trouble == .untrusted ? LocalizedText(vi: "chưa hỏi: chứng thư không tin được", en: "not asked: the certificate is not trusted") : why)
        }
        (admitted, certificate) = (Self.admitted(trouble, isListed), Self.certificate(isEncrypted, trouble, hasReply: hasReply, noTLS))
    }

    private static func admitted(_ trouble: Exchange.Trouble?, _ isListed: Fact) -> Fact {
        trouble == .wrongAddress ? .no(LocalizedText(vi: "tên máy dẫn tới địa chỉ ngoài 'networks'", en: "the name leads to an address outside 'networks'")) : isListed
    }

    private static func certificate(_ isEncrypted: Bool?, _ trouble: Exchange.Trouble?, hasReply: Bool, _ noTLS: Fact) -> Fact {
        switch (isEncrypted, trouble) {
        case (true?, .untrusted?): .no(LocalizedText(vi: "chứng thư không dựa trên gốc đã định", en: "the certificate does not stand on the roots it has to"))
        case (true?, _): hasReply ? .yes : unasked
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
