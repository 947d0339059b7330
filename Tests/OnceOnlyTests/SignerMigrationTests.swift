import Documents
import Expressions
import Formats
import Foundation
import OnceOnly
import ProgramUnderTest
import Sandbox
import Sourcing
import Storage
import Testing
import Vocabulary

@Suite("Signers, and what was kept before they were listed")
struct SignerMigrationTests {
    @Test("the sandbox lists a signer for every authority there is, but the declarant")
    func sandbox() throws {
        let list = try #require(DeclarationFolder(Program.package.path).catalog.vocabulary.codeLists[CodeList.authorities])
        #expect(Set(SignedSample.authorities) == Set(list.entries.map(\.code)).subtracting(["declarant"]))
    }

    @Test("a document that passed before the list was kept does not pass until its signer is held against the list, and keeps what was found then")
    func older() async throws {
        let declarations = try DeclarationFolder(Program.package.path), today = try #require(PartialDate("2026-11-20"))
        let kind = try #require(declarations.catalog.evidence[EvidenceID("marital-status-certificate")])
        try await Program.withTemporaryFolder { folder in
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "20", "--seed", "1", "--out", "province"], in: folder).status == 0)
            let paper = try Data(contentsOf: folder.appending(path: "province/papers/simulated.pdf")), place = folder.appending(path: "state")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            func store() throws -> FileDocumentStore {
                try FileDocumentStore(path: place.appending(path: "documents").path, keys: StoreKeys.atFile(place.appending(path: "keys.json").path), tenant: "main")
            }
            // As such a store has them: a verdict, who signed by name, and no certificate.
            let signer = SignatureRecord.Signer(name: "A", signedAt: "2026-01-01T00:00:00Z", isTimeProven: false, coversWholeFile: true, reason: "valid")
            let older = SignatureRecord(verdict: .passed, reason: "valid", signers: [signer], checkedOn: today)
            let subject = DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": "015190000123"])
            var ids: [String] = []
            let first = try store()
            for (content, number) in [(paper, "1"), (Data("%PDF-1.7\nnot signed\n%%EOF\n".utf8), "2")] {
                ids.append(try await first.deposit(
                    Deposit(
                        kind: kind, subjects: [subject], particulars: .init(number: number, issuer: Issuer(authority: "commune_committee"), issued: today),
                        provenance: .init(origin: .uploaded, depositedOn: today), signature: older),
                    content: AsyncStream<Data> {
                        $0.yield(content)
                        $0.finish()
                    }).id)
            }
            for id in ids {
                let read = try #require(try await first.record(id)).signature
                #expect(read.verdict == .undetermined && read.reason == SignatureRecord.signerNotJudged && read.signers == [signer] && read.checkedOn == today)
            }
            // Something else is recorded of it meanwhile.
            _ = try await first.amend(ids[0]) { $0.standing.revokedOn = nil }
            await first.close()
            let call = ["documents", "recheck", "--trust", "province/trust", "--store", "state", "--format", "json", "--declarations", Program.package.path]
            let run = try await Program.onceonly(call, in: folder), json = try JSON(parsing: run.output)
            #expect(run.status == 0 && json["gained"] == [.string(ids[0])] && json["lost"] == [] && json["notPassed"] == ["unreadable": 1], "\(run.output)\(run.error)")
            let second = try store()
            let passed = try #require(try await second.record(ids[0])).signature, left = try #require(try await second.record(ids[1])).signature
            #expect(passed.verdict == .passed && passed.listing?.issuer == Issuer(authority: "commune_committee"))
            // It is no PDF that could be read, whatever was written of it.
            #expect(left.verdict == .undetermined && left.reason == "unreadable" && left.signers.isEmpty)
            await second.close()
        }
    }
}
