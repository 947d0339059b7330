public import Documents
public import Expressions
import Formats
public import Vocabulary

/// What is stored of the papers one dossier demands, as it was found when the dossier was filled last.
public struct PaperBook: Sendable, Hashable {
    /// A kind of paper about one subject, named by each whole key known of it.
    public struct Question: Sendable, Hashable {
        public let kind: EvidenceID
        public let about: [DocumentSubject]

        init(kind: EvidenceID, about: [DocumentSubject]) {
            self.kind = kind
            self.about = about
        }

        /// In a fixed order.
        fileprivate var order: String { kind.rawValue + "/" + about.map(\.reference).joined(separator: "/") }
    }

    public enum Reply: Sendable, Hashable {
        /// Everything that is stored of it, restricted documents too.
        case found([DocumentRecord])
        /// The store did not answer.
        case failed
        /// A row is not what was written: what it said may have been the latest.
        case damaged
    }

    /// The day the store was asked. Papers are judged by it: one that ran out or was revoked since the dossier was opened is none.
    public let day: PartialDate
    private var replies: [Question: Reply] = [:]

    public init(on day: PartialDate) {
        self.day = day
    }

    mutating func note(_ reply: Reply, to question: Question) { replies[question] = reply }

    func reply(to question: Question) -> Reply? { replies[question] }

    /// Every document there is, each once.
    var records: [DocumentRecord] {
        var seen: Set<String> = []
        var all: [DocumentRecord] = []
        for question in questions {
            guard case .found(let records) = replies[question] else { continue }
            all += records.filter { seen.insert($0.id).inserted }
        }
        return all
    }

    var questions: [Question] { replies.keys.sorted { $0.order < $1.order } }
}

extension PaperBook {
    /// For the sealed dossier alone.
    var json: JSON {
        ["on": .string(day.description), "found": .array(questions.map { question in
            var object: JSONObject = ["kind": .string(question.kind.rawValue), "about": .array(question.about.map(\.json))]
            switch replies[question] {
            case .found(let records): object["documents"] = .array(records.map(\.json))
            case .damaged: object["damaged"] = true
            case .failed, nil: object["failed"] = true
            }
            return .object(object)
        })]
    }

    /// - Parameter isFiled: whether the dossier is filed, and nothing more is asked for: what was decided for it stays.
    init(json: JSON, isFiled: Bool) throws(DossierFormatError) {
        guard let day = json["on"]?.string.flatMap({ PartialDate($0) }), let found = json["found"]?.array else { throw DossierFormatError(member: "papers.on") }
        self.init(on: day)
        for item in found {
            guard let kind = item["kind"]?.string, let about = item["about"]?.array?.map({ DocumentSubject(json: $0) }) else { throw DossierFormatError(member: "papers") }
            let subjects = about.compactMap(\.self)
            let reply: Reply
            if let written = item["documents"]?.array {
                let records = written.compactMap { DocumentRecord(json: $0, isFiled: isFiled) }
                guard records.count == written.count else { throw DossierFormatError(member: "papers.documents") }
                reply = .found(records)
            } else {
                reply = item["damaged"]?.bool == true ? .damaged : .failed
            }
            guard subjects.count == about.count else { throw DossierFormatError(member: "papers.about") }
            note(reply, to: Question(kind: EvidenceID(kind), about: subjects))
        }
    }
}
