import Diagnostics
import Measurement

/// What a flag is called, what it means and what to do about it.
struct IntegrityWords: Sendable {
    let name: LocalizedText
    let meaning: LocalizedText
    let remedy: LocalizedText

    static let withheld = LocalizedText(vi: "giữ lại", en: "withheld")

    /// How much of a cut rests on a flag, where the figure itself is withheld.
    static func scale(_ scale: IntegrityFlag.Scale) -> LocalizedText {
        switch scale {
        case .upToOne: LocalizedText(vi: "đến 1 điểm", en: "up to 1 point")
        case .upToFive: LocalizedText(vi: "đến 5 điểm", en: "up to 5 points")
        case .beyondFive: LocalizedText(vi: "trên 5 điểm", en: "beyond 5 points")
        }
    }

    init(_ code: IntegrityFlag.Code) {
        func words(_ name: (vi: String, en: String), _ meaning: (vi: String, en: String), _ remedy: (vi: String, en: String)) -> (LocalizedText, LocalizedText, LocalizedText) {
            (LocalizedText(vi: name.vi, en: name.en), LocalizedText(vi: meaning.vi, en: meaning.en), LocalizedText(vi: remedy.vi, en: remedy.en))
        }
        (name, meaning, remedy) = switch code {
        case .leftOut:
            words(
                ("Bớt mà không ai trả lời thay", "Left out, and answered by nobody"),
                ("Tờ giấy bắt buộc; nay không sổ nào, phép tính nào hay người khai nào trả lời. Câu hỏi có thể đã chuyển sang giấy đính kèm, ô tự do, tờ khác hay quầy.",
                 "The paper demanded it; now no register, computation or applicant answers it. The question may have moved to an attachment, a free text, another form or the counter."),
                ("Nếu văn bản đã bỏ câu hỏi, hãy chốt bản gốc mới không có ô đó; nếu không, hỏi lại hoặc lấy từ sổ.",
                 "If a legal text abolished the question, freeze a new baseline without it; else ask it, or take it from a register."))
        case .setOutside:
            words(
                ("Bị đẩy ra ngoài", "Set outside"),
                ("Tờ giấy bắt buộc mà biểu mẫu ghi là phần của cơ quan, lời cam đoan hay chữ ký.", "The paper demanded it, and the form calls it the office's, boilerplate or a signature."),
                ("Trả ô về cho người khai trong biểu mẫu, hoặc sửa bản gốc nếu tờ giấy đúng là như vậy.", "Give the blank back to the applicant in the form, or mend the baseline if the paper has it so."))
        case .baselineGrew:
            words(
                ("Bản gốc dài thêm", "The baseline grew"),
                ("Bản gốc bắt buộc điều mà bản gốc trước của cùng biểu mẫu không bắt buộc, và phần giảm dựa vào đó.", "The baseline demands what an earlier one of the same form did not, and part of the cut rests on it."),
                ("Chốt bản gốc trên văn bản mới có chữ ký, hoặc công bố bảng nối (baseline bridge) thay cho con số.", "Have the baseline of the new legal text signed, or publish the bridge (baseline bridge) in the place of the figure."))
        case .undecidedDemand:
            words(
                ("Không rõ tờ giấy có bắt buộc", "Undecided demand"),
                ("Điều quyết định một ô của tờ giấy có bắt buộc không đã không được hỏi, nên ô đó biến mất ở cả hai phía.", "What decides whether the paper demanded a blank was not asked, so the blank vanished on both sides."),
                ("Hỏi điều mà điều kiện của tờ giấy đọc.", "Ask what the paper's condition reads."))
        case .askedElsewhere:
            words(
                ("Hỏi lại ở tờ khác", "Asked in another form"),
                ("Điều một biểu mẫu đã bớt thì biểu mẫu khác của cùng thủ tục lại hỏi chính người đó.", "What one form spared was asked of the same subject by another form of the same procedure."),
                ("Điền sẵn tờ kia từ cùng một sổ, hoặc gộp hai tờ vào một bản gốc.", "Fill the other form from the same register, or lay both forms beside one baseline."))
        case .crowdedSubjects:
            words(
                ("Một người nộp quá nhiều", "The same subject again and again"),
                ("Cùng một người hay tổ chức nộp cùng một biểu mẫu hơn ba lần trong một tháng, và số của họ cao hơn.", "The same person or organisation filed the same form more than three times in a month, and theirs fare better."),
                ("Xem đó có phải hồ sơ thử không; hồ sơ thử phải được đánh dấu mô phỏng.", "See whether they are test cases; those have to be marked as simulated."))
        case .dropped:
            words(
                ("Hồ sơ bị bỏ rơi", "Dossiers dropped"),
                ("Hồ sơ đã mở mà không bao giờ được nộp; nếu được nộp, chúng đã làm số chính thấp đi. Người gặp khó nhất có thể không còn trong số liệu.", "Opened and never submitted; had they been, the headline would be lower. Those who found it hardest may be missing."),
                ("Tìm hiểu vì sao đúng những hồ sơ phải khai nhiều lại dừng, và để họ nộp được.", "Find out why those who have to give more are the ones who stop, and let them file."))
        case .notReceived:
            words(
                ("Nhiều hơn số đã tiếp nhận", "More than were received"),
                ("Ở đây thấy nhiều hồ sơ hơn hệ thống một cửa đã tiếp nhận: bản xuất thiếu, hoặc đó không phải hồ sơ thật.", "More dossiers were seen here than the one-stop system received: its export is short, or they are none."),
                ("Lấy bản xuất đầy đủ; tìm hồ sơ mà hệ thống một cửa không có.", "Take a complete export; find the dossiers the one-stop system does not have."))
        case .markedSimulated:
            words(
                ("Đánh dấu mô phỏng", "Marked as simulated"),
                ("Hồ sơ đánh dấu mô phỏng đứng cạnh hồ sơ thật; nếu một số trong đó là hồ sơ thật thì con số thấp hơn.", "Dossiers marked as simulated stand beside real ones; were some of them real, the figure would be lower."),
                ("Giữ hồ sơ thử ở kho riêng; bản xuất của hệ thống một cửa cho biết nhiều nhất bao nhiêu hồ sơ trong số đó có thể là thật.",
                 "Keep test cases in a store of their own; the one-stop system's export says how many of them may be real at most."))
        case .retyped:
            words(
                ("Điền sẵn rồi phải gõ lại", "Filled in and typed again"),
                ("Hơn một phần mười ô điền sẵn bị sửa, thay hoặc khiếu nại; chúng đã tính là khai.", "More than a tenth of what was filled in was corrected, replaced or disputed; it counts as given."),
                ("Xem chất lượng của từng sổ.", "See the quality of each register."))
        case .simulatedBeside:
            words(
                ("Có hồ sơ mô phỏng bên cạnh", "Simulated dossiers beside"), ("Hồ sơ mô phỏng đứng riêng, không cộng vào số nào.", "Simulated dossiers stand apart, in no figure."),
                ("Giữ hồ sơ thử ở kho riêng.", "Keep test cases in a store of their own."))
        case .reusedUploaded:
            words(
                ("Ghi là dùng lại mà vẫn nộp", "Flagged as reused, handed in all the same"),
                ("Giấy mang cờ dùng lại hay số hóa nhưng người khai vẫn nộp; tính là nộp. Chỉ tầng “chính thức” đọc cờ theo nghĩa đen.", "A paper flagged as reused or digitized was handed in; it counts as handed in. Only the tier \"official\" reads the flag to the letter."),
                ("Sửa cờ trong hệ thống một cửa.", "Mend the flag in the one-stop system."))
        }
    }

    /// What a number that was observed counts.
    static func observed(_ name: String) -> LocalizedText {
        switch name {
        case "dossiers": LocalizedText(vi: "hồ sơ", en: "dossiers")
        case "facts": LocalizedText(vi: "thông tin", en: "facts")
        case "newDemands": LocalizedText(vi: "điều mới hỏi", en: "newly asked")
        case "optionalGiven": LocalizedText(vi: "điều tùy chọn đã khai", en: "optional, given")
        case "papersHandedIn": LocalizedText(vi: "giấy đã nộp", en: "papers handed in")
        case "dossiersAskedAgain": LocalizedText(vi: "hồ sơ bị yêu cầu bổ sung", en: "dossiers asked again")
        case "dossiersOfThem": LocalizedText(vi: "hồ sơ trong số đó", en: "dossiers of these")
        case "dropped": LocalizedText(vi: "không nộp", en: "dropped")
        case "young": LocalizedText(vi: "trong đó chưa đến 30 ngày", en: "of these younger than 30 days")
        case "unlike": LocalizedText(vi: "trong đó không giống hồ sơ đã nộp nào", en: "of these like none that was submitted")
        case "seen": LocalizedText(vi: "thấy ở đây", en: "seen here")
        case "received": LocalizedText(vi: "đã tiếp nhận", en: "received")
        case "filled": LocalizedText(vi: "ô điền sẵn", en: "filled in")
        case "retyped": LocalizedText(vi: "ô gõ lại", en: "typed again")
        case "papers": LocalizedText(vi: "giấy", en: "papers")
        case "simulatedDossiers": LocalizedText(vi: "hồ sơ mô phỏng", en: "simulated dossiers")
        case "realDossiers": LocalizedText(vi: "hồ sơ thật", en: "real dossiers")
        default: .plain(name)
        }
    }
}

extension Integrity {
    /// Over everything else: that the headline is withheld, and why.
    var band: LocalizedText? {
        guard isWithheld else { return nil }
        let codes = reasons.map(\.rawValue).joined(separator: ", ")
        return LocalizedText(vi: "SỐ CHÍNH BỊ GIỮ LẠI, cờ: \(codes)", en: "HEADLINE WITHHELD, flags: \(codes)")
    }
}

extension Quantity {
    /// The headline or what would tell it: said to be withheld where it is.
    static func headline(_ ratio: Double?, in report: Report) -> LocalizedText {
        ratio == nil && report.integrity.isWithheld ? IntegrityWords.withheld : percent(ratio)
    }

    /// A ratio of a row, where some are withheld.
    static func percent(_ ratio: Double?, isWithheld: Bool) -> LocalizedText { isWithheld ? IntegrityWords.withheld : percent(ratio) }

    /// A count there is unless it is withheld.
    static func shown(_ count: Int?) -> LocalizedText { count.map { Quantity.count($0) } ?? IntegrityWords.withheld }
}
