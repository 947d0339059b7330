import Diagnostics
import Expressions
import Foundation
import Testing
import Vocabulary

let file = "v.yaml"

func day(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

/// `3:7 D009`: what was found where, in order.
func summary(_ findings: [Diagnostic]) -> [String] {
    findings.sortedByPosition().map { "\($0.position.line):\($0.position.column) \($0.code.rawValue)" }
}

/// The vocabulary as it is shipped.
enum Shipped {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let reading: (vocabulary: Vocabulary, diagnostics: [Diagnostic]) = {
        let folder = root.appending(path: "FormSchemas/vocabulary")
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        var reader = VocabularyReader { name in (try? Data(contentsOf: folder.appending(path: name))).map { [UInt8]($0) } }
        for name in names where name.hasSuffix(".yaml") {
            guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else { continue }
            reader.read(text, file: name)
        }
        return reader.finish()
    }()

    static var vocabulary: Vocabulary { reading.vocabulary }
}

/// SplitMix64: the same seed, the same cases.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
