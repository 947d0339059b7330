import Connectors
import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import NIOConcurrencyHelpers
import OnceOnly
import Prefill
import ProgramUnderTest
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// A register that tells more than it is asked: what nobody asked for is nowhere afterwards.
@Suite("Attributes nobody asked for")
struct SurplusTests {
    /// What a register handed to the engine, as text.
    private final class Heard: Sendable {
        private let texts = NIOLockedValueBox<[String]>([])
        var all: [String] { texts.withLockedValue { $0 } }
        func note(_ text: String) { texts.withLockedValue { $0.append(text) } }
    }

    private struct Hearing: Connector {
        let inner: any Connector
        let heard: Heard

        var manifest: ConnectorManifest { inner.manifest }

        func lookUp(_ request: ConnectorRequest) async -> LookUp {
            let answer = await inner.lookUp(request)
            heard.note(String(describing: answer))
            return answer
        }

        func close() async { await inner.close() }
    }

    /// Everything one form's dossiers leave behind.
    private struct Traces {
        var texts: [String: [String]] = [:]
        /// Office views without what differs from run to run.
        var filled: [JSON] = []
        var accepted = 0

        mutating func add(_ text: String, to place: String) { texts[place, default: []].append(text) }
    }

    private static let people = 3

    private func traces(_ province: Province, _ declarations: DeclarationFolder, in folder: URL, heard: Heard) async throws -> (Traces, RecordedStates) {
        let states = RecordedStates(), drawn = NIOLockedValueBox(0)
        // The same names for the same rows in every run.
        let random: @Sendable (Int) -> [UInt8] = { count in
            let start = drawn.withLockedValue { drawn in
                drawn += 1
                return drawn
            }
            return (0..<count).map { UInt8(truncatingIfNeeded: start &* 31 &+ (start >> 8) &* 17 &+ $0 &* 7) }
        }
        let traces = try await province.serving(declarations, wrapping: { Hearing(inner: $0, heard: heard) }, random: random, keeping: states, in: folder) { service in
            var traces = Traces()
            for form in declarations.checked.keys.sorted() {
                let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: declarations.catalog.vocabulary)
                for applicant in applicants {
                    let filing = try await applicant.file(with: service)
                    let office = filing.opened.json(.office)
                    traces.filled.append(["fields": .array((office["fields"]?.array ?? []).map { ["leaf": $0["leaf"] ?? "", "value": $0["value"] ?? .null, "outcome": $0["outcome"] ?? ""] })])
                    for view in filing.views { traces.add(view.serialized(.compact), to: "applicant's view") }
                    traces.add(office.serialized(.compact), to: "office view")
                    traces.add(filing.opened.receipt.json.serialized(.compact), to: "receipt")
                    let submitted = try await service.submit(filing.opened.receipt, answers: filing.said)
                    if submitted.isAccepted { traces.accepted += 1 }
                    for view in View.allCases { traces.add(submitted.json(view).serialized(.compact), to: "packet") }
                }
            }
            for try await row in service.record.rows() { traces.add(row.content, to: "ledger") }
            return traces
        }
        return (traces, states)
    }

    @Test("leave no trace in what drivers hand over, in the store, the ledger, receipts, views and packets; and change no value")
    func surplus() async throws {
        let plain = try Province.small.get()
        try await withFolder { folder in
            let noisy = try NoisyProvince(plain, in: folder)
            #expect(Set(noisy.planted.keys) == ["xml", "json", "sql", "csv"])
            #expect(noisy.declarations.diagnostics.allSatisfy { $0.severity != .error })
            let store = folder.appending(path: "store"), otherStore = folder.appending(path: "other")
            for place in [store, otherStore] { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
            let heard = Heard()
            let (traces, states) = try await traces(noisy.province, noisy.declarations, in: store, heard: heard)
            // The same dossiers without the surplus: not one value, outcome or verdict is another.
            let (quiet, _) = try await self.traces(plain, Repository.declarations.get(), in: otherStore, heard: Heard())
            let isSame = traces.filled == quiet.filled
            #expect(isSame)
            #expect(traces.accepted == quiet.accepted && traces.accepted > traces.filled.count / 2)
            // The search finds what is there: in the registers themselves.
            #expect(try NoisyProvince.found(in: Data(contentsOf: noisy.province.folder.appending(path: "budget.csv"))) == NoisyProvince.marks)
            for text in heard.all { #expect(NoisyProvince.found(in: text).isEmpty) }
            #expect(heard.all.count { $0.hasPrefix("found") } > traces.filled.count)
            #expect(Set(traces.texts.keys) == ["applicant's view", "office view", "receipt", "packet", "ledger"])
            for (place, texts) in traces.texts {
                for text in texts { #expect(NoisyProvince.found(in: text).isEmpty, "\(place)") }
            }
            #expect(states.all.count > traces.filled.count)
            for state in states.all { #expect(NoisyProvince.found(in: state).isEmpty) }
            // The files as they lie on the disk, journals included.
            let files = try FileManager.default.contentsOfDirectory(at: store, includingPropertiesForKeys: nil)
            #expect(files.map(\.lastPathComponent).contains("ledger.sqlite") && files.map(\.lastPathComponent).contains("dossiers.sqlite"))
            for file in files { #expect(try NoisyProvince.found(in: Data(contentsOf: file)).isEmpty, "\(file.lastPathComponent)") }
            print("surplus: \(noisy.planted.values.reduce(0, +)) values planted, \(heard.all.count) replies, \(traces.filled.count) dossiers, \(traces.accepted) accepted")
        }
    }

    @Test("are in no output and no error of the program, whether the reply reads or breaks off", arguments: [false, true])
    func program(isCut: Bool) async throws {
        let plain = try Province.small.get()
        try await withFolder { folder in
            let noisy = try NoisyProvince(plain, in: folder, isCut: isCut)
            let declarations = try Repository.declarations.get()
            var lines: [JSON] = []
            for form in declarations.checked.keys.sorted() {
                for applicant in try Applicant.all(of: plain, form: form, limit: 2, vocabulary: declarations.catalog.vocabulary) {
                    lines.append([
                        "form": .string(form.rawValue), "subject": .string(applicant.subjectName.id), "actor": .string(applicant.actorName.id),
                        "answers": applicant.sheet,
                    ])
                }
            }
            let input = lines.map { $0.serialized(.compact) }.joined(separator: "\n")
            let run = try await ProvinceRegisters.serving(noisy.province) { variables in
                try await Program.onceonly(["prefill", "--batch", "--view", "office", "--store", folder.appending(path: "store").path], input: input, environment: variables)
            }
            #expect(run.output.split(separator: "\n").count == lines.count)
            #expect(run.status == (isCut ? 3 : 0))
            #expect(run.error.isEmpty == !isCut)
            #expect(NoisyProvince.found(in: run.output).isEmpty)
            #expect(NoisyProvince.found(in: run.error).isEmpty)
        }
    }
}
