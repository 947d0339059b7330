import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Vocabulary

/// The result a procedure ended with, as the command line names it.
struct ResultOptions: ParsableArguments {
    @Option(name: .long, help: .said(vi: "Tệp kết quả, được lưu vào kho giấy tờ.", en: "The result's file; it is kept."))
    var result: String?

    @Option(name: .long, help: .said(vi: "Loại giấy tờ của kết quả.", en: "The kind of paper the result is."))
    var kind: String?

    @Option(name: .long, help: .said(vi: "Số của kết quả.", en: "Its number."))
    var number: String?

    @Option(name: .long, help: .said(vi: "Cơ quan cấp.", en: "Who issued it."))
    var issuer: String?

    @Option(name: .long, help: .said(vi: "Mã xã hoặc tỉnh của cơ quan ấy.", en: "Its commune's or province's code."))
    var place: String?

    @Option(name: .long, help: .said(vi: "Ngày cấp.", en: "When it was issued."))
    var issued: String?

    @Option(name: .long, help: .said(vi: "Ngày cuối còn giá trị.", en: "Last day it holds."))
    var validUntil: String?

    @Option(name: .long, help: .said(vi: "Kiểm tra chữ ký và người ký theo thư mục này (documents verify, documents signers).", en: "Checks its signatures and signers by this folder (documents verify, documents signers)."))
    var trust: String?

    @Option(name: .long, help: .said(
        vi: "Tệp JSON gồm những điều cán bộ đọc từ kết quả, theo khái niệm; cần --by.", en: "A JSON file of what an official read from it, by concept; takes --by."))
    var facts: String?

    @Option(name: .long, help: .said(vi: "Cán bộ đã đọc và chịu trách nhiệm.", en: "The official who read it and stands for it."))
    var by: String?

    func result(_ path: String, _ folder: DeclarationFolder) throws -> ProcedureResult<FileContent> {
        guard let kind, let issued else { throw CommandFailure.input(vi: "--result cần --kind và --issued", en: "--result takes --kind and --issued") }
        let today = try DocumentStoreOptions.today(), day = try Input.date(issued)
        let evidence = try Input.evidence(kind, folder), issuer = try Input.issuer(issuer, place: place, on: day, folder)
        let checked = try trust.map { trust in
            let desk = try SignatureDesk(TrustFolder(trust), folder.catalog.vocabulary), bytes = try Input.signedFile(path)
            desk.signers.warn()
            let signature = desk.record(of: bytes, issuer: issuer, from: .procedureResult, as: evidence, at: IntakeService.Surroundings().now(), on: today)
            if signature.verdict != .passed {
                Output.error(said(
                    vi: "kết quả sẽ không được dùng lại; chữ ký: \(signature.line(.vietnamese))", en: "the result will not be reused; its signature: \(signature.line(.english))"))
            }
            return (signature: signature, content: Data(bytes))
        }
        let file = KeptFile(
            .init(number: number, issuer: issuer, issued: day, validUntil: try validUntil.map(Input.date)),
            signature: checked?.signature ?? .unchecked, reading: try reading(folder))
        return ProcedureResult(evidence.id, file: file, content: FileContent(path: path, read: checked?.content))
    }

    private func reading(_ folder: DeclarationFolder) throws -> KeptFile.Reading? {
        guard let facts else { return nil }
        guard let by, let members = try Input.json(facts).object?.members else {
            throw CommandFailure.input(vi: "--facts là một đối tượng JSON, và cần --by", en: "--facts is a JSON object, and takes --by")
        }
        var values: [ConceptID: JSON] = [:]
        for (name, value) in members {
            guard let concept = ConceptID(known: name), folder.catalog.vocabulary[concept] != nil else {
                throw CommandFailure.input(vi: "--facts: không có khái niệm này", en: "--facts: no such concept")
            }
            values[concept] = value
        }
        return KeptFile.Reading(values, by: by)
    }
}
