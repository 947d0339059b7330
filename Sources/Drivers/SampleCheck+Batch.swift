import Connectors
import Diagnostics
import Expressions
import GRDB

/// A batch has a query of its own: of the subjects of a sample it has to say what the question about each of them alone says,
/// whoever is asked about with them.
extension SampleCheck {
    /// What a sample says of one subject alone.
    private struct Alone {
        let request: ConnectorRequest
        let lookUp: LookUp
        let columns: [String]

        var isFound: Bool { if case .found = lookUp { true } else { false } }
    }

    func batchFindings(in operation: Connectors.Operation) -> [Diagnostic] {
        guard let statement = BatchStatement(of: operation), let size = operation.batch?.size else { return [] }
        let length = operation.id.rawValue.unicodeScalars.count
        var samples: [[SampleCase]] = []
        for sample in cases where sample.operation == operation.id {
            if let known = samples.firstIndex(where: { $0[0].sample == sample.sample }) { samples[known].append(sample) } else { samples.append([sample]) }
        }
        var findings: [Diagnostic] = [], most = 0
        for cases in samples {
            let subjects = alone(in: cases, operation)
            most = max(most, subjects.count(where: \.isFound))
            let chunks = stride(from: 0, to: subjects.count, by: size).map { Array(subjects[$0..<min($0 + size, subjects.count)]) }
            if (subjects.map { [$0] } + chunks).allSatisfy({ isSaid(of: $0, by: statement, operation, in: cases[0]) }) { continue }
            findings.append(Diagnostic(.batchSaysOtherwise, at: operation.position, length: length, [operation.id.rawValue, cases[0].sample]))
        }
        // Of one subject a query that finds the first alone says the same.
        if findings.isEmpty, most == 1 { findings.append(Diagnostic(.batchShownWithOne, at: operation.position, length: length, [operation.id.rawValue])) }
        return findings
    }

    /// Each subject of one sample once.
    private func alone(in cases: [SampleCase], _ operation: Connectors.Operation) -> [Alone] {
        guard let query = operation.request.query else { return [] }
        var subjects: [Alone] = []
        for sample in cases {
            let request = operation.wholeRequest(of: manifest.id, keys: sample.keys)
            guard !subjects.contains(where: { $0.request == request }),
                let rows = try? rows(in: sample, { try SQLConnector.rows(of: query, try operation.arguments(sample.keys, decoding.vocabulary), in: $0) })
            else { continue }
            let lookUp = Extraction(of: operation, for: request, vocabulary: decoding.vocabulary).lookUp(in: .rows(rows))
            subjects.append(Alone(request: request, lookUp: lookUp, columns: rows.columns))
        }
        return subjects
    }

    private func isSaid(of subjects: [Alone], by statement: BatchStatement, _ operation: Connectors.Operation, in sample: SampleCase) -> Bool {
        let requests = subjects.map(\.request)
        guard let keys = statement.keys(of: requests), let extraction = BatchExtraction(of: operation, for: requests, vocabulary: decoding.vocabulary) else { return true }
        guard let rows = try? rows(in: sample, { try SQLConnector.rows(of: statement.text, binding: keys, in: $0) }) else { return false }
        return extraction.lookUps(in: [.rows(rows)]) == BatchLookUp(subjects.map(\.lookUp)) && subjects.allSatisfy { $0.columns == rows.columns }
    }
}
