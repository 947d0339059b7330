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

    static let forms: [FormID] = [
        "bhxh-tk1-ts", "cu-tru-ct01", "dat-dai-tach-hop-thua", "hkd-dang-ky-thanh-lap", "ho-tich-khai-sinh", "ns-ma-so-don-vi-qhns",
    ].map { FormID($0) }

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
