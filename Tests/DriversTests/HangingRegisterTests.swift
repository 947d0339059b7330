import Connectors
import Dispatch
import Expressions
import NIOConcurrencyHelpers
import Staging
import Testing

@testable import Drivers

@Suite("A register that hangs", .timeLimit(.minutes(1)))
struct HangingRegisterTests {
    @Test("is never asked by more at once than it takes, however many have given up meanwhile")
    func sessions() async throws {
        let server = try await CannedServer.answering(.silence), clock = ManualClock()
        let manifest = try ConnectorManifest.reading(
            """
            connector: register
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: sql, database: "${DB}", timeout: 60s, concurrency: 2}
            operations:
              person:
                about: person
                key: [person_id]
                request: {query: "select id, name from person where id = :person_id"}
                record: rows
                identifies: id
                supplies: {name: {at: name}}
            """)
        let address = "postgresql://127.0.0.1:\(server.port)/register?sslmode=disable&gssencmode=disable"
        let connector = try ConnectorFactory(vocabulary: .small(), variables: ["DB": address], clock: clock).connector(for: manifest)
        for round in 0..<3 {
            let dossiers = (0..<5).map { _ in Task { await connector.lookUp(manifest.wholeRequest()) } }
            await until { clock.alarms.count == 5 && server.connections >= 2 }
            clock.advance(by: .seconds(60))
            for dossier in dossiers { #expect(await dossier.value == .failed(.timeout), "\(round)") }
        }
        let last = Task { await connector.lookUp(manifest.wholeRequest()) }
        await until { clock.alarms.count == 1 }
        #expect(server.connections == 2)
        // Its threads are free again: of all who asked it is the last who goes, the others have given up.
        server.hangUp()
        await until { server.connections > 2 }
        server.hangUp()
        #expect(await last.value == .failed(.down))
        #expect(server.connections == 3)
        await connector.close()
        await server.close()
    }

    @Test("holds its own threads: work waits for its turn in its order, and what is cancelled or comes to the end before it never runs")
    func threads() async throws {
        let work = BlockingWork(most: 2), gates = (0..<9).map { _ in DispatchSemaphore(value: 0) }, begun = NIOLockedValueBox<[Int]>([])
        @Sendable func job(_ number: Int) -> Task<Int, any Error> {
            Task {
                try await work.run {
                    begun.withLockedValue { $0.append(number) }
                    gates[number].wait()
                    return number
                }
            }
        }
        let first = job(1)
        await until { begun.withLockedValue { $0 == [1] } }
        let second = job(2)
        await until { begun.withLockedValue { $0 == [1, 2] } }
        var later: [Task<Int, any Error>] = []
        for number in 3...7 {
            later.append(job(number))
            await until { work.waitingCount == later.count }
        }
        later[0].cancel()
        await #expect(throws: CancellationError.self) { try await later[0].value }
        gates[1].signal()
        #expect(try await first.value == 1)
        await until { begun.withLockedValue { $0 == [1, 2, 4] } }
        gates[4].signal()
        #expect(try await later[1].value == 4)
        await until { begun.withLockedValue { $0 == [1, 2, 4, 5] } }
        // The end waits for nobody: who has begun comes to an end by themselves.
        work.end()
        work.end()
        for waiting in later[3...] + [job(8)] { await #expect(throws: LookUpFailure.down) { try await waiting.value } }
        gates[2].signal()
        gates[5].signal()
        #expect(try await [second.value, later[2].value] == [2, 5])
        #expect(begun.withLockedValue { $0 == [1, 2, 4, 5] })
    }
}
