@testable import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
@testable import Prefill
import Receipts
@testable import Sourcing
import Staging
import Testing
import Vocabulary

/// Every register of this repository with every fault its transport can have, made from its manifest and its samples, in a form
/// that other registers fill too, over the real transports: every blank is right or says why not, no blank of another register
/// changes, a register that does not answer is waited for until its deadline and no longer, and nothing of its replies stands in
/// what is logged.
@Suite("The fault matrix", .timeLimit(.minutes(10)))
struct FaultMatrixTests {
    static let registers: [SampledRegister] = (try? SampledRegisters.all.get().registers) ?? []
    static let cases = registers.flatMap { register in Fault.allCases.filter { $0.isImpossible(over: register.kind) == nil }.map { FaultCase(register: register.id, fault: $0) } }

    /// Of all samples.
    private static let values = registers.reduce(into: Set<String>()) { $0.formUnion($1.values) }

    @Test("has every register and every fault; README says how many cases there are, and how many cannot be")
    func covers() async throws {
        #expect(Self.registers.map(\.id).sorted() == (try Repository.declarations.get().catalog.connectors.map(\.id.rawValue).sorted()))
        #expect(Self.registers.allSatisfy { !$0.manifest.transport.address.contains("postgres") })
        #expect(try await FedForm.all.value.keys.sorted() == Self.registers.map(\.id).sorted())
        let impossible = Self.registers.flatMap { register in Fault.allCases.compactMap { $0.isImpossible(over: register.kind) } }
        let count = "\(Self.registers.count) registers × \(Fault.allCases.count) faults: \(Self.cases.count) cases, \(impossible.count) that cannot be"
        #expect(try String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8).contains(count), "README.md should say: \(count)")
    }

    @Test("fills nothing wrong, says why, touches nothing else, waits no longer and tells nobody", arguments: cases)
    func holds(_ one: FaultCase) async throws {
        let samples = try SampledRegisters.all.get()
        let register = try #require(samples[one.register]), fed = try #require(try await FedForm.all.value[one.register]), day = try #require(FedForm.day)
        let spoils = Spoil.all(one.fault, of: register, asked: fed.asked, on: day, fed.checked.vocabulary)
        #expect(!spoils.isEmpty)
        try await samples.serving { variables in
            let factory = ConnectorFactory(vocabulary: fed.checked.vocabulary, variables: variables)
            let sound = try Dictionary(uniqueKeysWithValues: fed.checked.catalog.connectors.map { ($0.id, try factory.connector(for: $0)) })
            for spoil in spoils {
                let run = try await FaultRun.of(spoil, one.fault, register, fed, sound, variables)
                let deviations = try run.deviations()
                #expect(deviations.isEmpty, "\(spoil.name)")
                #expect(run.told.words(among: Self.values) == [], "\(spoil.name)")
            }
            for connector in sound.values { await connector.close() }
            await factory.close()
            if one.fault == .clockJump { try await jumpedBetweenCalls(register, fed, variables) }
        }
    }

    /// What is kept, and who rests, by a clock that jumps between two dossiers.
    private func jumpedBetweenCalls(_ register: SampledRegister, _ fed: FedForm, _ variables: [String: String]) async throws {
        let checked = fed.checked.replacing(register.manifest.id) { $0.limited(cacheFor: .seconds(600)) }
        let clock = ManualClock(), log = RequestLog()
        let factory = ConnectorFactory(vocabulary: checked.vocabulary, variables: variables)
        let connectors: [any Connector] = try checked.catalog.connectors.map { manifest in
            let connector = try factory.connector(for: manifest)
            return manifest.id == register.manifest.id ? RecordingConnector(inner: connector, log: log) : connector
        }
        let executor = FedForm.executor(connectors, clock: clock)
        func fill(at instant: String = FedForm.noon) async throws -> (calls: Int, isSame: Bool) {
            let before = log.requests.count
            let filled = try await FedForm.filled(checked, fed.opening, fed.answers, by: executor, at: instant)
            let leaves = DegradedDossier.leaves(of: filled.office, [:]), well = DegradedDossier.leaves(of: fed.well, [:])
            return (log.requests.count - before, well.allSatisfy { leaves[$0]?.says(as: $1) ?? false })
        }
        let first = try await fill()
        #expect(first.calls > 0 && first.isSame)
        // Only what was found is kept; an absence may end any moment.
        let unkept = log.exchanges.count { if case .found = $0.answer { false } else { true } }
        #expect(unkept < first.calls)
        // A calendar that jumps is not the clock that answers are kept by.
        for instant in ["1999-01-01T00:00:00Z", "2031-01-01T00:00:00Z"] { #expect(try await fill(at: instant) == (unkept, true)) }
        clock.advance(by: .seconds(-3_600))
        #expect(try await fill() == (unkept, true))
        clock.advance(by: .seconds(599))
        #expect(try await fill() == (unkept, true))
        // Ten minutes have passed, whatever the clock shows.
        clock.advance(by: .seconds(1))
        #expect(try await fill() == (first.calls, true))
        clock.advance(by: .seconds(86_400))
        #expect(try await fill() == (first.calls, true))

        let down = RequestLog()
        let resting = FedForm.executor(
            connectors.map { $0.manifest.id == register.manifest.id ? RecordingConnector(inner: SilentRegister(manifest: $0.manifest), log: down) : $0 },
            failuresToRest: 1, clock: clock)
        func ask() async throws -> Int {
            let before = down.requests.count
            _ = try await FedForm.filled(checked, fed.opening, fed.answers, by: resting)
            return down.requests.count - before
        }
        #expect(try await ask() > 0)
        #expect(try await ask() == 0)
        clock.advance(by: .seconds(-3_600))
        #expect(try await ask() == 0)
        // It has rested for its time.
        clock.advance(by: .seconds(10))
        #expect(try await ask() > 0)
        for connector in connectors { await connector.close() }
        await factory.close()
    }
}

/// Says at once that it did not answer in time.
private struct SilentRegister: Connector {
    let manifest: ConnectorManifest

    func lookUp(_ request: ConnectorRequest) async -> LookUp { .failed(.timeout) }
    func close() async {}
}

extension CheckedForm {
    /// The same form over other words of one register.
    func replacing(_ id: ConnectorID, _ change: (ConnectorManifest) -> ConnectorManifest) -> CheckedForm {
        CheckedForm(
            passing: form,
            in: Catalog(
                vocabulary: catalog.vocabulary, evidence: Array(catalog.evidence.values), connectors: catalog.connectors.map { $0.id == id ? change($0) : $0 },
                grants: catalog.grants))
    }
}
