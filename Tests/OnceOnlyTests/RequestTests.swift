import Connectors
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sourcing
import Testing
import Vocabulary

/// What goes to a register is what is needed and granted: no attribute more, and none less.
@Suite("Questions to registers")
struct RequestTests {
    private static let people = 12

    @Test("ask for exactly the attributes that are needed and granted, each once", arguments: Repository.formIDs)
    func exactly(form: FormID) async throws {
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: checked.vocabulary)
        let asOf = try #require(Province.asOf)
        var count = (questions: 0, attributes: 0)
        var surplus: [String: Int] = [:], wanting: [String: Int] = [:]
        for applicant in applicants {
            let log = RequestLog()
            let stages = try await province.serving(wrapping: { RecordingConnector(inner: $0, log: log) }) { try await applicant.file(with: $0).offices }
            // A condition that was open at one stage read more than it needed in the end.
            let needs = stages.map { NeededAttributes(checked, office: $0, exchanges: log.exchanges, asOf: asOf) }
            struct Question: Hashable {
                let connector: ConnectorID
                let operation: OperationID
                let keys: [ConceptID: String]
            }
            for (question, requests) in Dictionary(grouping: log.requests, by: { Question(connector: $0.connector, operation: $0.operation, keys: $0.keys) }) {
                count.questions += 1
                let place = "\(question.connector).\(question.operation)"
                let asked = requests.flatMap(\.concepts)
                count.attributes += asked.count
                if Set(asked).count != asked.count { surplus["\(place) twice", default: 0] += 1 }
                let relations = Set(requests.flatMap(\.relations))
                for relation in relations where !needs[0].mayFollow(relation, by: question.connector) { surplus["\(place) \(relation)", default: 0] += 1 }
                let expected = needs.map { $0.attributes(for: requests[0], relations: relations) }
                let needed = expected.reduce(into: Set()) { $0.formUnion($1.concepts) }, may = expected.reduce(into: Set()) { $0.formUnion($1.optional) }
                for concept in Set(asked).subtracting(needed).subtracting(may) { surplus["\(place) \(concept)", default: 0] += 1 }
                for concept in needed.subtracting(asked).subtracting(may) { wanting["\(place) \(concept)", default: 0] += 1 }
            }
        }
        #expect(surplus.isEmpty)
        #expect(wanting.isEmpty)
        #expect(count.questions > applicants.count)
        print("requests: \(form): \(count.questions) questions, \(count.attributes) attributes, \(applicants.count) dossiers")
    }
}
