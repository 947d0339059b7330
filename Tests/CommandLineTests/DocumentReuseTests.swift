import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("Papers reused, declined and exported from the command line")
struct DocumentReuseTests {
    private static let form = "ho-tich-xac-nhan-tinh-trang-hon-nhan"

    @Test("a result is kept with its dossier; the next one says why it is not used, what is declined, and what the national message is told")
    func life() async throws {
        try await Program.withTemporaryFolder { folder in
            @Sendable func onceonly(_ arguments: String) async throws -> Program.Run {
                try await Program.onceonly((arguments + " --declarations \(Program.package.path)").split(separator: " ").map(String.init), in: folder)
            }
            func json(_ run: Program.Run) throws -> JSON { try JSON(parsing: run.output) }
            func write(_ json: JSON, _ name: String) throws { try Data(json.serialized(.compact).utf8).write(to: folder.appending(path: name)) }
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "40", "--seed", "1", "--out", "province"], in: folder).status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let person = try people.split(separator: "\n").lazy.map { try JSON(parsing: String($0)) }.first {
                $0["answers"]?[Self.form]?["answers"]?["applicant.relationship_to_subject"] == "self" && $0["opening"]?[Self.form] == nil
            }
            let key = try #require(person?["personal_id_number"]?.string)
            try Data(key.utf8).write(to: folder.appending(path: "key.txt"))
            try Data("%PDF-1.7\nkết quả\n%%EOF\n".utf8).write(to: folder.appending(path: "result.pdf"))

            try write([1], "list.json")
            // A certificate holds for half a year from its day: papers are judged by the day it really is.
            func day(_ ago: Double) -> String { Date(timeIntervalSinceNow: (7 / 24 - ago) * 86_400).formatted(.iso8601.year().month().day()) }
            let (issued12, issued13) = (day(3), day(2))

            /// Filled and submitted; the dossier and what was filled.
            func file(isReissue: Bool, declining paper: String? = nil) async throws -> (dossier: String, filled: JSON) {
                var whole = try #require(person?["answers"]?[Self.form]?.object)
                var answers = try #require(whole["answers"]?.object)
                answers["request.reissue"] = isReissue ? "yes" : "no"
                whole["answers"] = .object(answers)
                try write(.object(whole), "answers.json")
                var filled = try await onceonly("prefill --form \(Self.form) --subject @key.txt --sandbox province --as-of 2026-11-24 --answers answers.json --format json")
                #expect(filled.status == 0, "\(filled.error)")
                let dossier = try #require(try json(filled)["receipt"]?["dossier"]?.string)
                if let paper {
                    filled = try await onceonly("documents decline \(dossier) --actor @key.txt --paper \(paper) --sandbox province --format json")
                    #expect(filled.status == 0, "\(filled.error)")
                }
                try write(try json(filled), "filled.json")
                let filed = try await onceonly("submit --receipt filled.json --answers answers.json --format json")
                #expect(filed.status == 0, "\(filed.output)\(filed.error)")
                return (dossier, try json(filled))
            }
            func paper(_ id: String, _ filled: JSON) -> JSON? { filled["documents"]?.array?.first { $0["id"]?.string == id } }

            let first = try await file(isReissue: false).dossier
            let result = "--result result.pdf --kind marital-status-certificate --number 12/2026"
            for (call, says) in [
                ("dossier complete \(first) \(result)", "--result takes --kind and --issued"), ("dossier complete \(first) \(result) --issued 2026-11-01 --facts none.json", "--facts is a JSON object, and takes --by"),
                ("dossier complete \(first) --result result.pdf --kind birth-notes --issued 2026-11-01", "did you mean 'birth-note'?"),
                ("documents export 00", "no such dossier"), ("documents decline \(first) --actor @key.txt --paper id_card", "it can no longer be changed"),
                ("documents export \(first) --received 2026", "--received is written 20261128083000"), ("documents export \(first) --codes list.json", "--codes holds"),
                ("documents add result.pdf --kind marital-status-certificate --subject @key.txt --trust nowhere", "there is no root certificate"),
            ] {
                let run = try await onceonly(call)
                #expect(run.status == 2 && run.error.contains(says) && !run.error.contains(key), "\(call): \(run.status) \(run.error)")
            }
            let completed = try await onceonly("dossier complete \(first) --electronic \(result) --issuer commune_committee --place 02647 --issued \(issued12)")
            #expect(completed.status == 0, "\(completed.error)")

            // Nobody checked its signature: it is found and not used.
            let (second, filled) = try await file(isReissue: true, declining: "id_card")
            let certificate = try #require(paper("old_certificate", filled))
            #expect(certificate["disposition"] == "upload" && certificate["candidates"]?[0]?["reasons"] == ["signature"] && certificate["candidates"]?[0]?["dossier"]?.string == first)
            #expect(paper("id_card", filled)?["disposition"] == "upload" && paper("id_card", filled)?["reason"] == "declined")
            let text = try await onceonly("prefill --form \(Self.form) --subject @key.txt --sandbox province --as-of 2026-11-24 --answers answers.json")
            #expect(text.output.contains("not used Certificate of marital status no. 12/2026, issued \(issued12): Its signature was not found to be sound."), "\(text.output)")

            try write(["components": ["id_card": "C1"], "databases": ["population": "7"]], "codes.json")
            let exported = try await onceonly("documents export \(second) --received 20261124083000 --codes codes.json")
            let list = try json(exported)
            #expect(exported.status == 0 && exported.error.contains("no MaCSDL is known of these, they are left out"))
            #expect(list["MaHoSo"]?.string == second && list["NgayTiepNhan"] == "20261124083000" && list["DSKetNoiCSDL"] == [["MaCSDL": "7"]])
            let components = list["TaiLieuNop"]?.array ?? []
            #expect(components.contains(["MaThanhPhanHoSo": "C1", "DuocSoHoa": "0", "DuocTaiSuDung": "0", "DuocLayTuKhoDMQG": "0", "MaKetQuaThayThe": ""]))
            #expect(components.contains { $0["MaThanhPhanHoSo"] == "residence_proof" && $0["DuocTaiSuDung"] == "1" })
            #expect(list["MaTTHC"]?.string?.contains(".") == true && list["HoSoCoThanhPhanSoHoa"] == "0")
            let named = exported.error.split(separator: "\n").first { $0.contains("no MaThanhPhanHoSo is known of these, they have the form's ids") }
            #expect(named?.contains("residence_proof") == true && named?.contains("id_card") == false, "\(exported.error)")
            // A blank code is none: nothing is sent under it, and it is told.
            try write(["components": ["id_card": ""], "databases": ["population": " "]], "codes.json")
            let blank = try await onceonly("documents export \(second) --codes codes.json"), sent = try json(blank)
            #expect(blank.status == 0 && sent["DSKetNoiCSDL"] == [] && sent["TaiLieuNop"]?.array?.contains { $0["MaThanhPhanHoSo"] == "id_card" } == true)
            #expect(sent["TaiLieuNop"]?.array?.contains { $0["MaThanhPhanHoSo"] == "" } == false)
            for (field, name) in [("MaThanhPhanHoSo", "id_card"), ("MaCSDL", "population")] {
                #expect(blank.error.split(separator: "\n").contains { $0.contains("no \(field) is known") && $0.contains(name) }, "\(blank.error)")
            }

            // The same with a signature that passes: nothing is handed in, and the message names the result.
            let signed = try await file(isReissue: false).dossier
            let issued = "--result province/papers/simulated.pdf --kind marital-status-certificate --number 13/2026 --issuer commune_committee --issued \(issued13)"
            #expect(try await onceonly("dossier complete \(signed) --electronic \(issued) --trust province/trust").status == 0)
            let (third, reused) = try await file(isReissue: true)
            let result13 = try #require(paper("old_certificate", reused))
            #expect(result13["disposition"] == "earlier-result" && result13["by"] == "document" && result13["reused"]?[0]?["number"] == "13/2026")
            #expect(result13["candidates"]?[0]?["reasons"] == ["superseded", "signature"])
            let uncoded = try await onceonly("documents export \(third)")
            #expect(uncoded.error.contains("no MaKetQuaThayThe is known of these kinds of result, DuocTaiSuDung is 1: marital-status-certificate"))
            try write(["results": ["marital-status-certificate": "KQ.G15.000002"]], "codes.json")
            let message = try json(try await onceonly("documents export \(third) --codes codes.json"))
            let component = message["TaiLieuNop"]?.array?.first { $0["MaThanhPhanHoSo"] == "old_certificate" }
            #expect(component?["DuocTaiSuDung"] == "2" && component?["MaKetQuaThayThe"] == "KQ.G15.000002" && message["HoSoCoThanhPhanSoHoa"] == "1")
            #expect(message["NgayTiepNhan"]?.string?.count == 14)

            let report = try json(try await onceonly("report --format json"))
            #expect(report["reuse"]?["documents"]?["declined"]?.number == "1" && report["reuse"]?["documents"]?["earlier"]?.number == "1" && report["reuse"]?["documents"]?["uploadedAlthoughAvailable"]?.number == "1")
        }
    }
}
