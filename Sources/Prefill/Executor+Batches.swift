import Connectors
import Expressions
import Vocabulary

extension Executor {
    /// What requests have in common that may go out in one call: nothing is asked about one subject that is not asked about
    /// each.
    private struct Likeness: Hashable {
        let connector: ConnectorID
        let operation: OperationID
        let concepts: Set<ConceptID>
        let relations: Set<RelationID>

        init(_ request: ConnectorRequest) {
            (connector, operation, concepts, relations) = (request.connector, request.operation, request.concepts, request.relations)
        }
    }

    /// Takes those requests of a wave on board that go out together.
    ///
    /// - Returns: by their place in the wave; the others are asked one by one.
    func boarded(_ wave: [ConnectorRequest], _ errand: Errand, until deadline: Duration) async -> [Int: RegisterDesk.Boarding] {
        guard !batches.isEmpty, wave.count > 1 else { return [:] }
        var alike: [Likeness: [Int]] = [:]
        for (index, request) in wave.enumerated() where batches[request.connector]?[request.operation] != nil {
            alike[Likeness(request), default: []].append(index)
        }
        var boardings: [Int: RegisterDesk.Boarding] = [:]
        for places in alike.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] }) {
            let first = wave[places[0]]
            guard let desk = desks[first.connector], let size = batches[first.connector]?[first.operation] else { continue }
            for start in stride(from: 0, to: places.count, by: size) {
                let chunk = places[start..<min(start + size, places.count)]
                let taken = await desk.board(chunk.map { errand.question(wave[$0]) }, at: errand.instant, until: deadline)
                boardings.merge(zip(chunk, taken)) { first, _ in first }
            }
        }
        return boardings
    }
}

extension ConnectorManifest {
    var batchSizes: [OperationID: Int] {
        Dictionary(operations.compactMap { operation in operation.batch.map { (operation.id, $0.size) } }, uniquingKeysWith: { first, _ in first })
    }
}
