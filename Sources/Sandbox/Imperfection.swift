public import Diagnostics

/// A way in which the registers of a province are not what they should be. Every one is in truth.jsonl with the reason it
/// implies, and can be switched off or set to a share of its own.
public enum Imperfection: String, Sendable, CaseIterable {
    case yearOnly = "year-only"
    case filler
    case stale
    case undigitisedBirth = "undigitised-birth"
    case undigitisedMarriage = "undigitised-marriage"
    case missingEmail = "missing-email"
    case missing
    case conflictingName = "conflicting-name"
    case conflictingBirth = "conflicting-birth"
    case capitals
    case decomposed
    case oneWord = "one-word"
    case namesake
    case foreigner
    case oldCommune = "old-commune"
    case mergedHousehold = "merged-household"
    case mistypedNumber = "mistyped-number"
    case reusedNumber = "reused-number"
    case nineDigits = "nine-digits"
    case lateList = "late-list"
    case guardian
    case severalUses = "several-uses"
    case oldLandUse = "old-land-use"
    case lostZero = "lost-zero"
    case otherRepresentative = "other-representative"

    /// The share it happens to when nothing else is said. Assumed, not measured: no register publishes its own.
    public var usualRate: Double {
        switch self {
        case .yearOnly: 0.15
        case .filler: 0.08
        case .stale: 0.12
        case .undigitisedBirth: 0.2
        case .undigitisedMarriage: 0.15
        case .missingEmail: 0.4
        case .missing: 0.03
        case .conflictingName: 0.03
        case .conflictingBirth: 0.04
        case .capitals: 0.25
        case .decomposed: 0.05
        case .oneWord: 0.01
        case .namesake: 0.02
        case .foreigner: 0.01
        case .oldCommune: 0.15
        case .mergedHousehold: 0.02
        case .mistypedNumber: 0.02
        case .reusedNumber: 0.02
        case .nineDigits: 0.1
        case .lateList: 0.05
        case .guardian: 0.1
        case .severalUses: 0.05
        case .oldLandUse: 0.1
        case .lostZero: 0.03
        case .otherRepresentative: 0.15
        }
    }

    /// What happens, to whom.
    public var summary: LocalizedText {
        switch self {
        case .yearOnly:
            LocalizedText(vi: "người sinh trước 1955 chỉ được ghi năm sinh", en: "somebody born before 1955 is registered with the year alone")
        case .filler:
            LocalizedText(vi: "người sinh trước 1990 được ghi ngày 01/01 hoặc 31/12 của năm sinh đã biết", en: "somebody born before 1990 is registered with 01/01 or 31/12 of a known year")
        case .stale:
            LocalizedText(vi: "bản ghi dân cư đã hơn hai năm chưa được xác nhận lại", en: "a population record was last confirmed more than two years ago")
        case .undigitisedBirth:
            LocalizedText(vi: "một khai sinh chưa có trong CSDL hộ tịch điện tử", en: "a birth is not in the electronic civil status database")
        case .undigitisedMarriage:
            LocalizedText(vi: "một kết hôn chưa có trong CSDL hộ tịch điện tử", en: "a marriage is not in the electronic civil status database")
        case .missingEmail:
            LocalizedText(vi: "CSDL dân cư thiếu địa chỉ thư điện tử dù có thật", en: "the population database lacks an e-mail address that exists")
        case .missing:
            LocalizedText(vi: "CSDL dân cư thiếu dân tộc, tình trạng hôn nhân hoặc nơi sinh", en: "the population database lacks ethnic group, marital status or place of birth")
        case .conflictingName:
            LocalizedText(vi: "bảo hiểm giữ tên cũ của người lớn", en: "insurance keeps an older name of an adult")
        case .conflictingBirth:
            LocalizedText(vi: "bảo hiểm hoặc hộ tịch giữ ngày sinh khác", en: "insurance or civil status keeps another date of birth")
        case .capitals:
            LocalizedText(vi: "CSDL dân cư ghi tên bằng chữ in hoa", en: "the population database has a name in capitals")
        case .decomposed:
            LocalizedText(vi: "CSDL dân cư ghi tên bằng Unicode tổ hợp", en: "the population database has a name in decomposed Unicode")
        case .oneWord:
            LocalizedText(vi: "một người có tên chỉ một chữ", en: "a person has a name of one word")
        case .namesake:
            LocalizedText(vi: "một người lớn trùng họ tên và ngày sinh với người khác", en: "an adult has the name and the day of birth of another")
        case .foreigner:
            LocalizedText(vi: "người đến kết hôn hoặc chuyển đến có quốc tịch nước ngoài", en: "somebody who married or moved in has a foreign nationality")
        case .oldCommune:
            LocalizedText(vi: "địa chỉ của hộ hoặc doanh nghiệp ghi theo xã trước tháng 7/2025, kèm huyện", en: "an address of a household or company stands under the commune before July 2025, with its district")
        case .mergedHousehold:
            LocalizedText(vi: "bản ghi của người nêu một hộ đã nhập vào hộ khác và không còn", en: "records of people name a household that was merged into another and is no longer there")
        case .mistypedNumber:
            LocalizedText(vi: "bảo hiểm ghi người tham gia dưới số sai một chữ số", en: "insurance has a participant under a number with a wrong digit")
        case .reusedNumber:
            LocalizedText(vi: "bảo hiểm ghi hồ sơ của người thân dưới số của người không tham gia", en: "insurance has a relative's record under the number of somebody who takes no part")
        case .nineDigits:
            LocalizedText(vi: "sổ đất đai ghi người sử dụng theo số chứng minh cũ chín chữ số", en: "the land register has a holder under the number of the old card of nine digits")
        case .lateList:
            LocalizedText(vi: "danh sách hộ nghèo năm nay của xã chưa đến bảo trợ xã hội", en: "the commune's list of poor households of this year has not reached social protection")
        case .guardian:
            LocalizedText(
                vi: "CSDL dân cư không ghi cha mẹ của một người chưa thành niên; một người lớn khác trong hộ là người giám hộ theo quyết định",
                en: "the population database names no parents of a minor; another adult of the household is the guardian, by a decision")
        case .severalUses:
            LocalizedText(vi: "một thửa đất có ba hoặc bốn mục đích sử dụng", en: "a parcel has three uses or four")
        case .oldLandUse:
            LocalizedText(
                vi: "sổ đất đai chỉ có loại đất theo danh mục 2014 của thửa chưa được cập nhật từ tháng 8/2024",
                en: "the land register has a parcel not updated since August 2024 with land uses of the list of 2014 alone")
        case .lostZero:
            LocalizedText(
                vi: "CSDL dân cư ghi số điện thoại mất số 0 đầu, như bảng tính để lại",
                en: "the population database has a phone number without its leading zero, as a spreadsheet leaves it")
        case .otherRepresentative:
            LocalizedText(
                vi: "người thành lập doanh nghiệp làm hồ sơ cho doanh nghiệp mà người khác đại diện; một nửa có giấy ủy quyền",
                en: "the founder files for a company that somebody else represents; half of them with an authorisation")
        }
    }
}

extension ProvinceRates {
    /// Every register as it should be.
    public static var perfect: ProvinceRates {
        var rates = ProvinceRates()
        for imperfection in Imperfection.allCases { rates[imperfection] = 0 }
        return rates
    }

    /// Every imperfection at its usual share.
    public static var imperfect: ProvinceRates {
        var rates = ProvinceRates()
        for imperfection in Imperfection.allCases { rates[imperfection] = imperfection.usualRate }
        return rates
    }

    /// Reads `all`, `none`, or `all,stale=0.5,filler=0`: later items change earlier ones; without `all` the rest is perfect.
    ///
    /// - Throws: `ProvinceError.badOption`, with the names there are.
    public init(imperfect text: String) throws(ProvinceError) {
        self = .perfect
        for item in text.split(separator: ",") {
            switch item {
            case "all": self = .imperfect
            case "none": self = .perfect
            default:
                let parts = item.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
                guard let imperfection = Imperfection(rawValue: parts[0]) else {
                    let known = "all, none, " + Imperfection.allCases.map(\.rawValue).joined(separator: ", ")
                    throw .badOption(vi: "không có khiếm khuyết '\(parts[0])': \(known)", en: "no imperfection '\(parts[0])': \(known)")
                }
                guard parts.count <= 2, let rate = parts.count == 1 ? imperfection.usualRate : Double(parts[1]), (0...1).contains(rate) else {
                    throw .badOption(
                        vi: "'\(item)' không có dạng TÊN=TỶ LỆ với tỷ lệ từ 0 đến 1", en: "'\(item)' is not NAME=SHARE with a share from 0 to 1")
                }
                self[imperfection] = rate
            }
        }
    }

    /// The share of an imperfection, 0...1.
    public subscript(_ imperfection: Imperfection) -> Double {
        get {
            switch imperfection {
            case .yearOnly: birthYearOnly
            case .stale: recordOld
            case .undigitisedBirth: 1 - (birthDigitised + oldBirthDigitised) / 2
            case .undigitisedMarriage: 1 - marriageDigitised
            case .missingEmail: 1 - emailRecorded
            case .conflictingName: insuranceNameDiffers
            case .conflictingBirth: insuranceBirthDiffers
            case .lateList: lists.listLate
            case .filler, .missing, .capitals, .decomposed, .oneWord, .namesake, .foreigner, .oldCommune, .mergedHousehold, .mistypedNumber,
                .reusedNumber, .nineDigits, .guardian, .severalUses, .oldLandUse, .lostZero, .otherRepresentative: flaws[imperfection] ?? 0
            }
        }
        set {
            switch imperfection {
            case .yearOnly: birthYearOnly = newValue
            case .stale: recordOld = newValue
            case .undigitisedBirth: (birthDigitised, oldBirthDigitised) = (1 - newValue, 1 - newValue)
            case .undigitisedMarriage: marriageDigitised = 1 - newValue
            case .missingEmail: emailRecorded = 1 - newValue
            case .conflictingName: insuranceNameDiffers = newValue
            case .conflictingBirth: insuranceBirthDiffers = newValue
            case .lateList: lists.listLate = newValue
            case .filler, .missing, .capitals, .decomposed, .oneWord, .namesake, .foreigner, .oldCommune, .mergedHousehold, .mistypedNumber,
                .reusedNumber, .nineDigits, .guardian, .severalUses, .oldLandUse, .lostZero, .otherRepresentative: flaws[imperfection] = newValue
            }
        }
    }
}
