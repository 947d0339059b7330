import ConformanceData
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// Strings that break software, typed, kept and opened again.
@Suite("Strings that break software as answers")
struct NaughtyAnswersTests {
    private static let listed = Result { Suites.has("strings/blns.json") ? try Suites.naughtyStrings() : [] }
    private static let strings = ((try? listed.get()) ?? []) + [
        "Mai", " Mai ", "Ho\u{300}a", "a\u{0}b", "a\u{7}b", "a\u{202E}b", "a\u{2067}b", "a\u{200E}b", "a\tb\nc", "\u{A0}", "\"\\", "👩‍👩‍👧",
    ]

    /// As it is kept, or the fault it is refused with; found without the code under test.
    private static func expected(_ string: String) -> (text: String?, fault: String?) {
        // Says nothing.
        if string.isEmpty { return (nil, nil) }
        let bidirectional: Set<UInt32> = [0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]
        let isForbidden = string.unicodeScalars.contains { bidirectional.contains($0.value) || ($0.properties.generalCategory == .control && ![9, 10, 13].contains($0.value)) }
        if isForbidden { return (nil, "forbidden-character") }
        let inner = string.drop(while: \.isWhitespace)
        guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return (nil, "empty") }
        return (String(inner[...last]).precomposedStringWithCanonicalMapping, nil)
    }

    private static func same(_ one: String?, _ other: String?) -> Bool { one.map { Array($0.unicodeScalars) } == other.map { Array($0.unicodeScalars) } }

    @Test("are kept unchanged but for their ends and composition, or refused with the reason, by the store and a receipt's opening too")
    func answers() async throws {
        #expect(try Self.listed.get().isEmpty != Suites.has("strings/blns.json"))
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "types", directoryHint: .isDirectory)
        let declarations = try DeclarationFolder(folder.path)
        let person = try #require(SubjectKey(guessing: "015210000123", in: declarations.catalog.vocabulary))
        let leaf = LeafID("asked_text"), form = FormID("every-type")
        let (kept, refused, wrong) = try await withFolder { place in
            let service = try IntakeService(
                declarations, variables: ["EVERYTHING_CSV": folder.appending(path: "everything.csv").path], store: place.path, surroundings: .init(now: { Province.noon }, isSimulated: true))
            var kept = 0, refused = 0, wrong: [String] = []
            let dossier = try await service.open(form, Opening(actor: person), asOf: Province.asOf).dossier
            for string in Self.strings {
                let (text, fault) = Self.expected(string)
                let typed = try await service.resume(dossier, actor: person, answers: try Answers(json: ["answers": ["asked_text": .string(string)]]))
                let faults = typed.filled.invalid(.applicant).filter { $0.leaf == leaf.rawValue }.map(\.code.rawValue)
                // Nothing new is said: what comes back is what the store kept.
                let stored = try await service.resume(dossier, actor: person)
                let answered = stored.filled.leaves.first { $0.leaf == leaf }?.answered?.string
                let isRight = faults == [fault].compactMap(\.self) && Self.same(answered, text)
                if !isRight { wrong.append(string) }
                if text != nil { kept += 1 } else { refused += 1 }
            }
            await service.close()
            return (kept, refused, wrong)
        }
        #expect(wrong.isEmpty && kept > 0 && refused > 5)
        print("naughty answers: kept \(kept), refused \(refused)")
    }

    @Test("open what a receipt sealed")
    func openings() async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "types", directoryHint: .isDirectory)
        let declarations = try DeclarationFolder(folder.path)
        let person = try #require(SubjectKey(guessing: "015210000123", in: declarations.catalog.vocabulary))
        let table = try String(contentsOf: folder.appending(path: "everything.csv"), encoding: .utf8)
        let leaf = LeafID("text_decided")
        let (opened, wrong) = try await withFolder { place in
            var opened = 0, wrong: [String] = []
            for (number, string) in Self.strings.enumerated() {
                guard let text = Self.expected(string).text else { continue }
                let file = place.appending(path: "everything-\(number).csv")
                try Data(table.replacing("Một câu", with: "\"" + string.doubling("\"") + "\"").utf8).write(to: file)
                let service = try IntakeService(
                    declarations, variables: ["EVERYTHING_CSV": file.path], store: place.appending(path: "store").path, surroundings: .init(now: { Province.noon }, isSimulated: true))
                let dossier = try await service.open(FormID("every-type"), Opening(actor: person), asOf: Province.asOf)
                let opening = try await service.openings(of: [leaf], in: dossier.dossier, actor: person).first
                // Through the file an auditor gets.
                let sent = try opening.flatMap { Commitment.Opening(json: try JSON(parsing: $0.json.serialized(.compact))) }
                let receipt = try Receipt(json: try JSON(parsing: dossier.receipt.json.serialized(.compact)))
                if sent.map({ $0.opens(receipt) && Self.same($0.value?.string, text) }) != true { wrong.append(string) }
                opened += 1
                await service.close()
            }
            return (opened, wrong)
        }
        #expect(wrong.isEmpty && opened > 0)
        print("naughty openings: \(opened)")
    }
}
