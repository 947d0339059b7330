import ArgumentParser
import Diagnostics
import Formats
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage

/// A person's own access log.
struct LedgerAccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: said(
            vi: "Ai đã đọc gì về một người, khi nào, để làm gì.",
            en: "Who read what about a person, when, for what. | Ai đã đọc gì về một người."),
        discussion: said(
            vi: "Đọc từ chính các sự kiện của sổ cái, không nêu tên ai khác. Giờ theo UTC.",
            en: "Read from the ledger's own events; nobody else is named. Hours are UTC.") + examples("""
              onceonly ledger access --subject @key.txt --store state
              onceonly ledger access --subject - --format json < key.txt
            """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var place: StoreOption
    @OptionGroup var owner: TenantOption

    @Option(name: .long, help: .said(
        vi: "Số của người đó: '-' đọc đầu vào chuẩn, @TỆP đọc từ tệp.", en: "Their number: '-' reads standard input, @FILE a file."))
    var subject: String

    func run() async throws {
        let vocabulary = try common.folder().catalog.vocabulary
        try place.requireExisting()
        guard let key = SubjectKey(guessing: try Input.key(subject), in: vocabulary) else {
            throw CommandFailure.input(vi: "--subject không phải số của người hay tổ chức", en: "--subject is no number of a person or an organisation")
        }
        let pseudonyms = try StoreKeys.atFile(place.store + "/keys.json").pseudonyms
        let ledger = try SQLiteLedger(path: place.ledgerPath(of: owner.tenant))
        let records = try await ledger.accesses(about: SubjectReference.text(of: key.keys, in: vocabulary), by: pseudonyms)
        switch common.format {
        case .json: Output.json(["schema": "onceonly/access-log/1", "records": .array(records.map(\.json))])
        case .text:
            if records.isEmpty { Output.line(said(vi: "sổ cái không có lần đọc nào về người này", en: "the ledger has nothing about this person")) }
            for record in records { Output.line(line(record)) }
        }
    }

    private func line(_ record: AccessRecord) -> String {
        let opening = record.opening
        let by = opening.map { opening in
            let whose = opening.isOwn ? said(vi: "hồ sơ cho chính người này", en: "a dossier for this person") : said(vi: "hồ sơ của người khác", en: "a dossier for somebody else")
            let clerk = opening.hasOperator ? said(vi: ", cán bộ nhập", en: ", typed by a clerk") : ""
            return "\(whose): \(opening.form), \(opening.channel), \(opening.basis)\(clerk)"
        } ?? "?"
        guard let reading = record.reading else { return "\(record.hour)  " + said(vi: "mở \(by)", en: "opened \(by)") }
        return "\(record.hour)  \(reading.connector).\(reading.operation)  \(reading.purpose)  "
            + said(vi: "\(reading.attributes) mục", en: "\(reading.attributes) attributes") + "  \(reading.result)  (\(by))"
    }
}

extension LedgerCommand {
    struct Abandoned: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "abandoned", abstract: said(
                vi: "Ghi nhận các hồ sơ soạn dở đã bị bỏ.",
                en: "Notes drafts nobody went on with. | Ghi nhận các hồ sơ soạn dở đã bị bỏ."),
            discussion: said(
                vi: "Chạy mỗi ngày một lần là đủ; ghi nhận hai lần cũng như một lần.",
                en: "Once a day is enough; noted twice is noted once.") + examples("""
                  onceonly ledger abandoned --after 90-days --store state
                """))

        @OptionGroup var common: CommonOptions
        @OptionGroup var place: StoreOption

        @Option(name: .long, help: .said(vi: "Không có gì xảy ra trong bao lâu: 30-days, 90-days, 180-days, 365-days.", en: "For how long nothing happened: 30-days, 90-days, 180-days, 365-days."))
        var after = AbandonedFact.Silence.quarter.rawValue

        func run() async throws {
            let silence: AbandonedFact.Silence = try Input.choice(after, of: "--after")
            let folder = try common.folder()
            try place.requireExisting()
            let service = try place.service(folder, variables: [:])
            let noted: Int
            do {
                try await service.handOver()
                noted = try await service.noteAbandoned(after: silence)
                await service.close()
            } catch {
                await service.close()
                throw error
            }
            switch common.format {
            case .json: Output.json(["schema": "onceonly/abandoned/1", "noted": .number("\(noted)")])
            case .text: Output.line(said(vi: "ghi nhận \(noted) hồ sơ bị bỏ", en: "\(noted) dossiers noted as abandoned"))
            }
        }
    }
}
