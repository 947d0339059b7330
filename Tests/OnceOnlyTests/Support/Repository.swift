import Diagnostics
import Expressions
import Forms
import Foundation
import OnceOnly
import Sourcing

/// The declarations of this repository, read once; with deadlines a busy machine does not run into.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let declarations = Result { try declarations() }

    /// The declarations with a short deadline for one register.
    static func declarations(deadline: String, of register: String) throws -> DeclarationFolder {
        try declarations { copy in
            let manifest = copy.appending(path: "Connectors/\(register)/manifest.yaml")
            try edit(manifest) { $0.replacing(/timeout: \d+m?s/, with: "timeout: \(deadline)") }
        }
    }

    /// The declarations once more, with their files changed before they are read.
    static func declarations(changing change: (URL) throws -> Void = { _ in }) throws -> DeclarationFolder {
        let copy = FileManager.default.temporaryDirectory.appending(path: "onceonly-declarations-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        for folder in ["FormSchemas", "Connectors"] {
            try FileManager.default.copyItem(at: root.appending(path: folder), to: copy.appending(path: folder))
        }
        for manifest in try manifests(in: copy) {
            try edit(manifest) { $0.replacing(/timeout: \d+m?s/, with: "timeout: 60s") }
        }
        try change(copy)
        return try DeclarationFolder(copy.path)
    }

    static func manifests(in folder: URL) throws -> [URL] {
        let connectors = folder.appending(path: "Connectors")
        return try FileManager.default.contentsOfDirectory(atPath: connectors.path).sorted()
            .map { connectors.appending(path: "\($0)/manifest.yaml") }.filter { FileManager.default.fileExists(atPath: $0.path) }
    }

    static func edit(_ file: URL, _ change: (String) throws -> String) throws {
        try change(String(contentsOf: file, encoding: .utf8)).write(to: file, atomically: true, encoding: .utf8)
    }

    /// The declarations with one paper more in the form for a certificate of marital status: an exemption an authority issued, which
    /// proves something a blank `subject.extra` asks.
    static func demandingExemption(proving concept: String, changing change: (URL) throws -> Void = { _ in }) throws -> DeclarationFolder {
        try declarations { folder in
            try edit(folder.appending(path: "FormSchemas/forms/ho-tich-xac-nhan-tinh-trang-hon-nhan.yaml")) { text in
                text.replacing("documents:\n", with: """
                    documents:
                      - id: exemption
                        evidence: judicial-fee-exemption-proof
                        about: subject
                        label: {vi: Giấy miễn phí, en: Exemption}
                        required: true

                    """).replacing("      - id: request.reissue", with: """
                          - id: subject.extra
                            means: subject.\(concept)
                            label: {vi: Ô thêm, en: One more}
                          - id: request.reissue
                    """)
            }
            try edit(folder.appending(path: "FormSchemas/evidence/judicial-fee-exemption-proof.yaml")) {
                $0.replacing("proves: []", with: "proves: [person.\(concept)]")
            }
            try change(folder)
        }
    }

    /// Every form of the folder.
    static let formIDs: [FormID] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "FormSchemas/forms").path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { FormID(String($0.dropLast(5))) }.sorted()
    }()
}

/// A folder of its own that is gone after `body`.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "onceonly-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
