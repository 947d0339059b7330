import Diagnostics

extension Definition {
    /// The counting rules, as the page quotes them. Source: design, section 6.
    static let all: [Definition] = [
        Definition(
            term: LocalizedText(vi: "Đơn vị đếm", en: "Unit"),
            meaning: LocalizedText(
                vi: "Một thông tin bắt buộc (họ tên là một, một địa chỉ là một, giấy tờ tùy thân là một), dù tờ khai chia thành bao nhiêu ô. Tách hay gộp ô không làm đổi số.",
                en: "The required fact (a full name is one, an address is one, an identity document is one), however many boxes a form gives it. Splitting or joining boxes changes nothing.")),
        Definition(
            term: LocalizedText(vi: "B và A", en: "B and A"),
            meaning: LocalizedText(
                vi: "B: thông tin bắt buộc trên đường đi của chính người khai này qua tờ giấy đã chốt, tính bằng cách áp lại các câu trả lời của họ. A: thông tin mà tờ khai hiện nay hoặc tờ giấy bắt buộc và người khai phải tự đưa ra: khai, sửa, thay hoặc khiếu nại. Điều mới hỏi thêm cũng nằm trong A.",
                en: "B: facts required on this applicant's path through the frozen baseline, found by replaying the same answers. A: facts required by the current form, or by the paper, that the applicant had to give: declared, corrected, overridden or disputed. New demands count in A.")),
        Definition(
            term: LocalizedText(vi: "Mức giảm", en: "Reduction"),
            meaning: LocalizedText(
                vi: "1 − A/B từng hồ sơ; có thể âm; không đo được nếu B = 0. Cận thấp: điều kiện chưa rõ của tờ giấy tính 0; cận cao: tính 1. Số chính là cận thấp.",
                en: "1 − A/B per dossier; it may be below 0; not measurable where B = 0. Low reading: an unknown condition of the paper counts 0; high reading: 1. The headline is the low reading.")),
        Definition(
            term: LocalizedText(vi: "Chặt và đã trả lời", en: "Strict and answered"),
            meaning: LocalizedText(
                vi: "Chặt: chỉ thông tin bắt buộc. Đã trả lời: thêm thông tin tùy chọn mà người khai đã điền, xác nhận hoặc sửa, ở cả hai phía; ô tùy chọn được điền sẵn mà không ai động đến thì không tính ở phía nào.",
                en: "Strict: required facts alone. Answered: also optional ones the applicant gave, confirmed or corrected, on both sides; an optional one that was filled and not touched counts on neither.")),
        Definition(
            term: LocalizedText(vi: "Khóa, chọn và xác nhận", en: "Keys, picks and confirmations"),
            meaning: LocalizedText(
                vi: "Số định danh tự gõ, và họ tên gõ để đối chiếu, tính là khai. Chọn một dòng mới tính là một thông tin. Chọn người đã có trong hồ sơ và xác nhận vai là xác nhận, có dòng riêng.",
                en: "A typed key, and a name typed to verify it, count as given. Picking a new row costs one fact. Choosing a subject already in the dossier, and confirming a role, are confirmations with a line of their own.")),
        Definition(
            term: LocalizedText(vi: "Nguồn", en: "Sources"),
            meaning: LocalizedText(
                vi: "Mỗi thông tin đã bớt ghi cho một nguồn, ưu tiên: sổ, tài khoản đăng nhập, giấy tờ hoặc hồ sơ trước, tính được, không hỏi. Ô chỉ lặp lại ô khác không bớt gì: ô đầu của cùng thông tin là nguồn. Thông tin nhân thân của chính người đăng nhập được nêu riêng.",
                en: "Every saved fact names one source, in this order: register, sign-in, document or earlier dossier, computed, not asked. A blank that repeats another saves nothing: the first one of the same fact is the source. The signed-in person's own identity data is shown apart.")),
        Definition(
            term: LocalizedText(vi: "Hồ sơ dùng lại", en: "Reuse of a dossier"),
            meaning: LocalizedText(
                vi: "Các tầng không trộn vào nhau. Chính thức: có thành phần mang cờ DuocSoHoa (Quyết định 766, chỉ số 4.3). Giấy tờ: một giấy bắt buộc không phải nộp. Hồ sơ trước: dữ liệu hoặc giấy của hồ sơ trước. Sổ: một thông tin bắt buộc lấy từ sổ, ngoài nhân thân của mình. Mẫu số là hồ sơ đã tiếp nhận; hồ sơ không thấy tính là không dùng lại ở cận thấp.",
                en: "Tiers are never blended. Official: a component flagged DuocSoHoa (Decision 766, indicator 4.3). Papers: a demanded paper not handed in. Earlier: a fact or paper of an earlier dossier. Registers: a required fact from a register beyond own identity data. The denominator is dossiers received; unseen ones count as not reusing in the low reading.")),
        Definition(
            term: LocalizedText(vi: "Bản gốc tạm, mô phỏng", en: "Provisional, simulated"),
            meaning: LocalizedText(
                vi: "Hồ sơ so với bản gốc tạm đứng ngoài số chính. Hồ sơ mô phỏng không bao giờ cộng với hồ sơ thật.",
                en: "Dossiers against a provisional baseline stay out of the headline. Simulated dossiers are never added to real ones.")),
        Definition(
            term: LocalizedText(vi: "Cờ và số bị giữ lại", en: "Flags and what is withheld"),
            meaning: LocalizedText(
                vi: "Khi quá nửa điểm phần trăm mức giảm của một thủ tục dựa vào điều kiểm toán viên sẽ hỏi, hoặc số chính sẽ thấp hơn chừng đó nếu tính cả hồ sơ mở mà không bao giờ được nộp, một cờ có tên được phất. Bị giữ lại: số chính, mục tiêu dựa vào nó, và mọi con số mà từ đó tính ra được nó. Số của phần không bị cờ đứng bên cạnh.",
                en: "Where more than half a percentage point of a procedure's cut rests on what an auditor would ask about, or the headline would be lower by as much with the dossiers that were opened and never submitted, a named flag is raised. Withheld are the headline, the goal that rests on it, and every figure it could be worked out from. The figure without what is flagged stands beside.")),
    ]
}
