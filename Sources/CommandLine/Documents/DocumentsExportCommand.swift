import ArgumentParser
import Diagnostics
import Formats
import OnceOnly
import Prefill

struct DocumentsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: said(
            vi: "Xuất thành phần hồ sơ theo tên trường của bản tin đồng bộ quốc gia.",
            en: "Exports a dossier's components in the names of the national synchronisation message. | Xuất thành phần hồ sơ."),
        discussion: said(
            vi: """
                Chỉ hồ sơ đã nộp. DuocTaiSuDung: 0 không, 1 dùng lại, 2 dùng lại với MaKetQuaThayThe. Mã thành phần, mã CSDL và mã kết quả \
                của hệ thống khác ghi trong tệp --codes: {"components": {…}, "databases": {…}, "results": {…}}; cơ sở dữ liệu chưa có mã thì \
                không xuất; thành phần chưa có mã thì ghi mã của biểu mẫu; mã để trống là chưa có; thành phần được nhiều loại kết quả thay thế thì mỗi mã một dòng TaiLieuNop, còn loại nào chưa có mã thì cả thành \
                phần ghi DuocTaiSuDung 1; những gì thiếu mã được nêu tên. NgayTiepNhan là --received, hoặc lúc nộp khi không rõ.
                """,
            en: """
                Of filed dossiers alone. DuocTaiSuDung: 0 no, 1 reused, 2 reused with MaKetQuaThayThe. The codes other systems have for \
                components, databases and results stand in the file --codes: {"components": {…}, "databases": {…}, "results": {…}}; a database \
                without a code is left out, a component without one has the form's id, and a blank code is none; a component that results of several kinds do for has a TaiLieuNop for the code of each, and is sent as 1 \
                where one of them has none; what has no code is named. NgayTiepNhan is --received, or when it was filed where that is not known.
                """) + examples("""
                  onceonly documents export 0f…9a
                  onceonly documents export --code H38-261128-0001 --received 20261128083000 --codes codes.json
                """))

    @OptionGroup var common: CommonOptions
    @OptionGroup var place: StoreOption
    @OptionGroup var target: DossierCommand.Target

    @Option(name: .long, help: .said(vi: "Lúc tiếp nhận, giờ Việt Nam: yyyyMMddHHmmss.", en: "When it was received, Viet Nam's time: yyyyMMddHHmmss."))
    var received: String?

    @Option(name: .long, help: .said(vi: "Tệp JSON gồm các mã; '-' đọc đầu vào chuẩn.", en: "A JSON file of codes; '-' reads standard input."))
    var codes: String?

    func run() async throws {
        if let received, received.wholeMatch(of: /\d{14}/) == nil {
            throw CommandFailure.input(vi: "--received viết như 20261128083000", en: "--received is written 20261128083000")
        }
        let folder = try common.folder()
        var known = ComponentCodes()
        if let codes {
            guard let read = ComponentCodes(json: try Input.json(codes)) else {
                throw CommandFailure.input(
                    vi: "--codes: mục 'components', 'databases', 'results', mỗi mục là tên và mã", en: "--codes holds 'components', 'databases', 'results', each names with codes")
            }
            known = read
        }
        try place.requireExisting()
        let service = try place.service(folder, variables: [:])
        let list: ComponentList
        do {
            list = try await service.components(of: try await target.dossier(in: service), codes: known)
            await service.close()
        } catch {
            await service.close()
            throw error
        }
        Output.json(list.json(received: received))
        if !list.componentsWithoutCode.isEmpty {
            let names = list.componentsWithoutCode.joined(separator: ", ")
            Output.error(said(
                vi: "chưa có MaThanhPhanHoSo, ghi mã của biểu mẫu: \(names)", en: "no MaThanhPhanHoSo is known of these, they have the form's ids: \(names)"))
        }
        if !list.withoutCode.isEmpty {
            let names = list.withoutCode.joined(separator: ", ")
            Output.error(said(vi: "chưa có MaCSDL, không xuất: \(names)", en: "no MaCSDL is known of these, they are left out: \(names)"))
        }
        if !list.resultsWithoutCode.isEmpty {
            let names = list.resultsWithoutCode.joined(separator: ", ")
            Output.error(said(
                vi: "chưa có MaKetQuaThayThe cho loại kết quả: \(names); DuocTaiSuDung ghi 1", en: "no MaKetQuaThayThe is known of these kinds of result, DuocTaiSuDung is 1: \(names)"))
        }
    }
}
