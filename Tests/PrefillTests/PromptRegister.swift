import Connectors
import Expressions
import NIOConcurrencyHelpers

/// A register that answers without waiting, on whichever thread asks it.
final class PromptRegister: Connector {
    let manifest: ConnectorManifest
    private let answer: @Sendable (String) -> LookUp
    /// Who cannot stand in a list.
    private let unlisted: Set<String>
    private let asked = NIOLockedValueBox<[[String]]>([])

    /// - Parameter answer: about a key. A call about several is refused as a whole where one of them is.
    init(_ manifest: ConnectorManifest, unlisted: Set<String> = [], _ answer: @escaping @Sendable (String) -> LookUp = { .found(ScriptedRegister.record($0)) }) {
        self.manifest = manifest
        self.unlisted = unlisted
        self.answer = answer
    }

    /// Whom each call was about.
    var calls: [[String]] { asked.withLockedValue { $0 } }
    var asksTogether: Bool { true }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        let key = Self.key(request)
        asked.withLockedValue { $0.append([key]) }
        return answer(key)
    }

    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        let keys = requests.map(Self.key)
        asked.withLockedValue { $0.append(keys) }
        let listed = keys.indices.filter { !unlisted.contains(keys[$0]) }, answers = listed.map { answer(keys[$0]) }
        if answers.contains(.refused) { return BatchLookUp(all: .refused, keys.count, byOne: true) }
        return BatchLookUp(answers).placed(at: listed, of: keys.count)
    }

    func close() async {}

    private static func key(_ request: ConnectorRequest) -> String { request.keys["person_id"] ?? "" }
}
