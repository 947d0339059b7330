import Formats
import Foundation

/// What the applicant's side must not learn of the people it named by a typed key alone: every text of four letters or
/// more that the truth file has about them, except what was typed and what is known of people it may see.
struct Secrets {
    private var texts: Set<String> = []
    /// By the first of their words: a text is searched for those it has a word of.
    private var byWord: [String: Set<String>] = [:]

    init() {}

    /// - Parameters:
    ///   - hidden: reached only through a typed key.
    ///   - open: whom the applicant's side may see.
    ///   - said: what was typed.
    init(of hidden: Set<SubjectName>, besides open: Set<SubjectName>, said: JSON, truth: TruthTable) throws {
        var known: Set<String> = []
        Self.collect(said, into: &known)
        for subject in open { known.formUnion(try Self.texts(of: subject, in: truth)) }
        let words = Set(known.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) })
        for subject in hidden { texts.formUnion(try Self.texts(of: subject, in: truth)) }
        texts = texts.subtracting(known).subtracting(words).filter { $0.count >= 4 }
        // A hamlet may be part of the address of somebody who may be seen: "Thôn A" of "Thôn A 3".
        let seen = Lines(Data(known.sorted().joined(separator: "\n").utf8))
        texts = texts.filter { text in !seen.ranges.contains { seen.hasWords(text, in: $0) } }
        byWord = Dictionary(grouping: texts) { Lines.words(of: $0).first ?? "" }.mapValues { Set($0) }
    }

    var isEmpty: Bool { texts.isEmpty }
    var count: Int { texts.count }

    mutating func formUnion(_ other: Secrets) {
        texts.formUnion(other.texts)
        byWord.merge(other.byWord) { $0.union($1) }
    }

    /// The secrets that stand in a text as words of their own.
    func found(in text: String) -> [String] {
        let candidates = Set(Lines.words(of: text) + [""]).flatMap { byWord[$0] ?? [] }
        guard !candidates.isEmpty else { return [] }
        let lines = Lines(Data(text.utf8))
        return candidates.filter { secret in lines.ranges.contains { lines.hasWords(secret, in: $0) } }.sorted()
    }

    private static func texts(of subject: SubjectName, in truth: TruthTable) throws -> Set<String> {
        var texts: Set<String> = [subject.id]
        for line in try truth.lines(of: subject).values {
            collect(line.value, into: &texts)
            for held in line.held.values { collect(held, into: &texts) }
        }
        return texts
    }

    private static func collect(_ json: JSON, into texts: inout Set<String>) {
        switch json {
        case .string(let text): texts.insert(text)
        case .array(let items): for item in items { collect(item, into: &texts) }
        case .object(let object): for member in object.members { collect(member.value, into: &texts) }
        case .null, .bool, .number: break
        }
    }
}
