/// The twelve digits of a resident: `PPP G YY RRRRRR`.
///
/// - Parameters:
///   - province: three digits of the province of birth registration as numbered before July 2025
///     (010 Lào Cai, 015 Yên Bái); it stays for life.
///   - serial: 0..<1,000,000, unique in the province, so that the number is.
/// - Source: Circular 59/2021/TT-BCA, article 4: century and sex digit, last two digits of the year.
func personalNumber(province: String, female: Bool, birthYear: Int, serial: Int) -> String {
    let century = (birthYear / 100 - 19) * 2 + (female ? 1 : 0)
    // Multiplying by a number without common factor with 10^6 spreads the serials and repeats none.
    let spread = (serial &* 392_113 &+ 75_431) % 1_000_000
    return province + String(century) + digits(birthYear % 100, 2) + digits(spread, 6)
}

/// The ten digits of a tax and enterprise code for nine leading digits; nil where no check digit exists.
///
/// - Source: d10 = 10 - (31d1+29d2+23d3+19d4+17d5+13d6+7d7+5d8+3d9 mod 11); 10 has no code.
func taxCode(nineDigits: String) -> String? {
    let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
    let sum = zip(weights, nineDigits.utf8).reduce(0) { $0 + $1.0 * Int($1.1 - 48) }
    let check = 10 - sum % 11
    return check == 10 ? nil : nineDigits + String(check)
}

/// Numbers handed out in order: nothing is drawn twice.
struct Serials {
    private(set) var person = 0
    private(set) var household = 0
    private(set) var marriage = 0
    private(set) var birth = 0
    private(set) var parcel = 0
    private(set) var note = 0
    private var company = 5_000_000

    mutating func nextPerson() -> Int {
        person += 1
        return person - 1
    }
    mutating func nextHousehold() -> Int {
        household += 1
        return household
    }
    mutating func nextMarriage() -> Int {
        marriage += 1
        return marriage
    }
    mutating func nextBirth() -> Int {
        birth += 1
        return birth
    }
    mutating func nextParcel() -> Int {
        parcel += 1
        return parcel
    }
    mutating func nextNote() -> Int {
        note += 1
        return note
    }

    /// Enterprise codes of prefix 53 (Lào Cai) with a valid check digit.
    mutating func nextEnterpriseCode() -> String {
        while true {
            company += 1
            if let code = taxCode(nineDigits: "53\(company)") { return code }
        }
    }
}
