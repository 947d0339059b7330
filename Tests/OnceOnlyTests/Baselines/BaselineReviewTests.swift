import Diagnostics
import Expressions
import Forms
import Foundation
import OnceOnly
import Sourcing
import Testing

/// Ways to make a baseline look larger than the paper was, and what is said of them.
@Suite("Inflated baselines")
struct BaselineReviewTests {
    private func findings(_ id: String = "card-2025", files: [String: String] = [:], _ old: String = "", _ new: String = "") async throws -> (flags: [String], demanded: Int) {
        try await withFolder { folder in
            try LibraryCard.write(LibraryCard.files.merging(files) { $1 }, to: folder)
            if !old.isEmpty { try LibraryCard.edit(id == "card-2025" ? LibraryCard.old : LibraryCard.new, in: folder, old, new) }
            let declared = try DeclarationFolder(folder.path)
            let baseline = try #require(declared.measured.named(id))
            let flags = declared.review(of: baseline).map { "\($0.flag.rawValue): \($0.blanks.joined(separator: " "))" }
            return (flags, BaselineReview(of: nil, in: declared.catalog).demanded(by: baseline).count)
        }
    }

    private static let name = "{id: name, means: reader.full_name, required: true}"

    @Test("an honest one raises nothing")
    func honest() async throws {
        let (flags, demanded) = try await findings()
        #expect(flags.isEmpty && demanded == 4)
    }

    @Test("a name split into boxes is counted once, and named")
    func split() async throws {
        let (flags, demanded) = try await findings("card-2025", Self.name, Self.name + "\n      - {id: given, means: reader.given_name, required: true}\n      - {id: again, means: reader.full_name, required: true}")
        #expect(flags == ["split-box: name given again"] && demanded == 4)
    }

    @Test("a blank added on the same text is named, one that became demanded too; optional ones count for nothing")
    func added() async throws {
        let (flags, demanded) = try await findings("card-2027", files: [LibraryCard.new: LibraryCard.successor])
        #expect(flags == ["split-box: name given", "added-before-freeze: phone"] && demanded == 5)
        let optional = try await findings("card-2027", files: [LibraryCard.new: LibraryCard.successor], "means: reader.phone, required: true", "means: reader.phone")
        #expect(optional.flags == ["split-box: name given"] && optional.demanded == 4)
        let conditional = try await findings("card-2027", files: [LibraryCard.new: LibraryCard.successor], "reader.phone, required: true", "reader.phone, requiredIf: 'dossier.library_branch = \"bus\"'")
        #expect(conditional.flags.contains("added-before-freeze: phone"))
    }

    @Test("on another text it has to be looked up there")
    func addedWithText() async throws {
        let (flags, _) = try await findings("card-2027", files: [LibraryCard.new: LibraryCard.successor], "Mẫu 1, Nội quy", "Mẫu 2, Nội quy")
        #expect(flags == ["split-box: name given", "added-with-text: phone"])
    }

    @Test("what the form neither asks nor fills is named, whatever it is called")
    func notOnForm() async throws {
        let (flags, demanded) = try await findings("card-2025", "{id: fax, means: reader.fax}", "{id: fax, means: reader.fax, required: true}\n      - {id: why, means: dossier.reason_for_reading, required: true}")
        #expect(flags == ["not-on-form: fax why"] && demanded == 6)
    }

    @Test("every flag has its words in both languages and says whether it can raise a count")
    func words() {
        #expect(BaselineFlag.allCases.filter(\.raisesCount) == [.addedBeforeFreeze, .addedWithText, .notOnForm])
        #expect(Set(BaselineFlag.allCases.map(\.rawValue)).count == BaselineFlag.allCases.count)
    }
}
