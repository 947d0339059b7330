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
}
