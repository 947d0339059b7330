extension DiagnosticCode {
    public static let notUTF8 = DiagnosticCode(
        "D011", .error,
        title: (
            vi: "Không phải UTF-8",
            en: "Not UTF-8"),
        message: (
            vi: "từ đây không phải chữ UTF-8; hãy lưu tệp dạng UTF-8",
            en: "not UTF-8 from here on; save the file as UTF-8"),
        why: (
            vi: "Tệp lưu bằng bảng mã cũ (TCVN3, VNI, Windows-1258) sẽ thành chữ sai dấu trong biểu mẫu.",
            en: "A file saved in an old encoding (TCVN3, VNI, Windows-1258) would come out as wrong letters in the form."),
        mend: (
            vi: "Lưu lại tệp dạng UTF-8.",
            en: "Save the file as UTF-8."))
}
