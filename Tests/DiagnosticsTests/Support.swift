import Diagnostics
import Foundation

let file = "forms/a.yaml"

func place(_ line: Int, _ column: Int) -> SourcePosition { SourcePosition(file: file, line: line, column: column) }

/// The checkout this test was built from.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file of the product by its path under Sources, in order.
    static func sources() throws -> [(path: String, text: String)] {
        let folder = root.appending(path: "Sources")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
    }

    /// Every rule by its file, its name in Swift and its code, in order of the codes as the list has them: D, E, V, F, B, C, G, K.
    static func rules() throws -> [(file: String, name: String, code: String)] {
        try sources().filter { $0.path.hasPrefix("Diagnostics/Rules/") }.compactMap { path, text in
            guard let match = text.firstMatch(of: /static let ([a-zA-Z0-9]+) = DiagnosticCode\(\s*"([A-Z][0-9]{3})"/) else { return nil }
            return (String(path.dropFirst("Diagnostics/Rules/".count).dropLast(".swift".count)), String(match.output.1), String(match.output.2))
        }.sorted { order($0.code) < order($1.code) }
    }

    private static func order(_ code: String) -> String {
        let row = "DEVFBCGK".firstIndex { $0 == code.first }.map { "DEVFBCGK".distance(from: "DEVFBCGK".startIndex, to: $0) } ?? 9
        return "\(row)\(code)"
    }
}
