extension DiagnosticCode {
    public static let unknownKind = DiagnosticCode(
        "V002", .error,
        title: (
            vi: "Loại chủ thể không có",
            en: "A kind of subject that does not exist"),
        message: (
            vi: "không có loại chủ thể '{0}'",
            en: "no kind of subject '{0}'"),
        why: (
            vi: "Loại chủ thể là tập đóng: người, hộ, tổ chức, hộ kinh doanh, thửa đất, công trình, đơn vị ngân sách, giấy phép, sự kiện hộ tịch, hồ sơ.",
            en: "Kinds are a closed set: person, household, organisation, household_business, parcel, building, budget_unit, licence, civil_event, insurance_period, dossier."),
        mend: (
            vi: "Viết một trong các loại ấy.",
            en: "Write one of them."))
}
