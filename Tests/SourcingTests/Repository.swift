import Diagnostics
import Expressions
import Forms
import Foundation
import OnceOnly
import Sourcing
import Testing

/// The declarations this package ships, read once.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// This folder, where cases and golden tables stand.
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()

    private static let declared = Result { try DeclarationFolder(root.path) }

    static func declarations() throws -> DeclarationFolder { try declared.get() }

    /// Every form of the folder.
    static let forms: [FormID] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "FormSchemas/forms").path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { FormID(String($0.dropLast(5))) }.sorted()
    }()

    static func form(_ id: FormID) throws -> Form { try #require(try declarations().forms[id]) }

    /// What the sourcing graph says of a form in a catalog.
    static func coverage(_ form: Form, in catalog: Catalog) throws -> Coverage {
        let baseline = try declarations().baselines[form.id]
        let (checked, findings) = FormCheck.check(form, in: catalog, baseline: baseline)
        return SourcingGraph(try #require(checked, "\(findings.map { "\($0.position) \($0.code.rawValue)" })")).coverage()
    }
}

/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct SplitMix64: RandomNumberGenerator {
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
