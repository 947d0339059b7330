extension DiagnosticCode {
    public static let otherUnit = DiagnosticCode(
        "C017", .error, words: [2],
        title: (
            vi: "Đơn vị khác với khái niệm",
            en: "Another unit than the concept's"),
        message: (
            vi: "đơn vị ở đây là '{0}', của '{1}' trong bộ từ vựng là {2}",
            en: "the unit here is '{0}', that of '{1}' in the vocabulary is {2}"),
        why: (
            vi: "Số được điền như sổ ghi, không đổi đơn vị: một héc-ta sẽ thành một mét vuông.",
            en: "A number is filled in as the register writes it, nothing is converted: a hectare would become a square metre."),
        mend: (
            vi: "Tính ra đơn vị của khái niệm, như value: number(read.ha) * 10000 với read: {ha: …}, rồi ghi đơn vị ấy hoặc bỏ 'unit'.",
            en: "Compute it in the concept's unit, as value: number(read.ha) * 10000 with read: {ha: …} does, then write that unit or leave 'unit' out."))
}
