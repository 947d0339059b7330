import Diagnostics
import Forms

/// What the page says by itself, in one language. Stored, not computed: the templates read stored members.
struct PageWords {
    // The state's name and motto stand in its own language on every form; a translation goes beside them.
    let state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    let motto = "Độc lập - Tự do - Hạnh phúc"
    let translation: String?
    let provisional, simulated, annex, withheld, day, signer, sign, row: String
    let control, controlNote, blank, source, recorded, fetched, registered, papers, paper, how, remarks, noRows: String
    private let isEnglish: Bool

    init(_ language: Language) {
        let isEnglish = language == .english
        self.isEnglish = isEnglish
        func say(_ vi: String, _ en: String) -> String { isEnglish ? en : vi }
        translation = isEnglish ? "Socialist Republic of Viet Nam – Independence - Freedom - Happiness" : nil
        provisional = say("Các ô chưa đối chiếu hết với bản in.", "Not all blanks were compared with the print.")
        simulated = say("HỒ SƠ MÔ PHỎNG", "SIMULATED DOSSIER")
        annex = say("Phần thêm: biểu mẫu hỏi, bản in không có", "Annex: asked by the form, not on the printed one")
        withheld = say("cơ quan điền từ sổ đăng ký", "completed by the office from the register")
        day = say("……………, ngày …… tháng …… năm ………", "……………, day …… month …… year ………")
        signer = say("NGƯỜI KHAI", "THE APPLICANT")
        sign = say("(Ký, ghi rõ họ, chữ đệm, tên)", "(Signature and full name)")
        row = say("TT", "No.")
        control = say("Phiếu kiểm soát nguồn", "Control sheet: where the values are from")
        controlNote = say(
            "Số ở cột đầu là số nhỏ bên ô trên bản in. Phiếu này không phải một phần của biểu mẫu.",
            "The number is the small one beside the blank. This sheet is no part of the form.")
        blank = say("Ô", "Blank")
        source = say("Nguồn", "Source")
        recorded = say("Sổ ghi ngày", "Recorded")
        fetched = say("Lấy lúc", "Fetched")
        registered = say("sổ ghi", "the register says")
        papers = say("Giấy tờ kèm theo", "Papers")
        paper = say("Giấy tờ", "Paper")
        how = say("Đáp ứng bằng", "Met by")
        remarks = say("Ghi chú", "Remarks")
        noRows = say("bảng không có dòng nào", "the table has no row")
    }

    func facts(of heading: PrintedForm.Heading) -> [(name: String, value: String)] {
        func say(_ vi: String, _ en: String) -> String { isEnglish ? en : vi }
        let dossier = heading.dossier
        var facts = [
            (say("Hồ sơ", "Dossier"), dossier.code ?? dossier.reference), (say("Tình trạng", "State"), dossier.statusText),
            (say("Điền theo ngày", "As of"), dossier.asOf),
        ]
        if let filed = dossier.filed { facts.append((say("Nộp lúc", "Filed"), filed)) }
        facts.append((say("Biểu mẫu", "Form"), "\(heading.form) \(heading.version)"))
        facts.append((say("Bản cho", "For"), dossier.view == "office" ? say("cơ quan", "the office") : say("người khai", "the applicant")))
        return facts.map { (name: $0.0, value: $0.1) }
    }
}
