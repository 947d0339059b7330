import ArgumentParser

struct DocumentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: said(
            vi: "Lưu, tìm, xem, kiểm tra, dùng lại và xóa giấy tờ điện tử.",
            en: "Keeps, finds, shows, verifies, reuses and erases electronic documents. | Lưu, tìm, xem, kiểm tra, dùng lại và xóa giấy tờ điện tử."),
        discussion: said(vi: "Trang docs/documents.md nói giấy tờ được lưu thế nào.", en: "The page docs/documents.md says how documents are kept."),
        subcommands: [
            DocumentsAddCommand.self, DocumentsListCommand.self, DocumentsShowCommand.self, DocumentsVerifyCommand.self, DocumentsSignersCommand.self,
            DocumentsRecheckCommand.self, DocumentsFindCommand.self,
            DocumentsDeclineCommand.self, DocumentsAmendCommand.self, DocumentsEraseCommand.self, DocumentsExportCommand.self,
        ])
}
