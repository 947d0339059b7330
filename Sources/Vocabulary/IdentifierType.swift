/// The kinds of identifier the law gives out, each with its rule. Source: domain facts, section 3.
public enum IdentifierType: String, Sendable, Hashable, CaseIterable {
    case personalID = "personal-id"
    case oldID = "old-id"
    case taxCode = "tax-code"
    case enterprise
    case socialInsurance = "social-insurance"
    case healthCard = "health-card"
    case budgetUnit = "budget-unit"
    case landCertificate = "land-certificate"
    case procedure
    case dossier
    case phone
    case email
    case none

    /// The identifier as it is compared and kept, or `nil` where the text is no such identifier.
    ///
    /// White space around and inside numbers is dropped; letters of health cards and dossier codes are capitals; an e-mail
    /// address is lower-cased (its local part is case-sensitive by RFC 5321, but no provider uses that).
    public func canonical(_ text: String) -> String? {
        switch self {
        case .email: return email(text.trimmingSpaces)
        case .none: return free(text)
        default: break
        }
        let trimmed = text.utf8.allSatisfy { (0x21..<0x7F).contains($0) } ? text : text.filter { !$0.isWhitespace }
        // Every identifier below is written in ASCII; capitals of other letters could become some ("ß" is "SS").
        guard trimmed.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        switch self {
        case .personalID: return PersonalIDNumber(trimmed)?.text
        case .oldID: return trimmed.isDigits(9) ? trimmed : nil
        case .taxCode, .enterprise: return TaxCode(trimmed)?.text
        case .socialInsurance:
            // Ten digits; since 1 September 2026 the personal number replaces it and both are searched.
            return trimmed.isDigits(10) ? trimmed : PersonalIDNumber(trimmed)?.text
        case .healthCard: return healthCard(trimmed.uppercased())
        case .budgetUnit: return trimmed.isDigits(7) ? trimmed : nil
        case .landCertificate: return landCertificate(trimmed.uppercased())
        case .procedure: return procedure(trimmed.uppercased())
        case .dossier: return dossierCode(trimmed.uppercased())
        case .phone: return phone(trimmed)
        case .email, .none: return nil
        }
    }

    /// Two letters (object), one digit (level), two digits (province), ten digits (insurance number).
    private func healthCard(_ text: String) -> String? {
        guard text.utf8.count == 15, text.unicodeScalars.prefix(2).allSatisfy({ ("A"..."Z").contains($0) }) else { return nil }
        return String(text.dropFirst(2)).isDigits(13) ? text : nil
    }

    /// `AA 00123456`: the series, two letters, and six to eight digits; written with a space or without. How many digits a
    /// series has is general knowledge, not read in the circulars.
    private func landCertificate(_ text: String) -> String? {
        let series = text.prefix(2), number = String(text.dropFirst(2))
        guard series.unicodeScalars.allSatisfy({ ("A"..."Z").contains($0) }), (6...8).contains(where: number.isDigits) else { return nil }
        return "\(series) \(number)"
    }

    /// `1.001193`; the province portal's suffix (`.000.00.00.H38`) is dropped.
    private func procedure(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 6, parts[0].isDigits(1), parts[0] != "0", parts[1].isDigits(6) else { return nil }
        if parts.count == 6 {
            guard parts[2].isDigits(3), parts[3].isDigits(2), parts[4].isDigits(2), isAgency(parts[5]) else { return nil }
        }
        return "\(parts[0]).\(parts[1])"
    }

    /// `H38.2-260518-0200015` (agency, yyMMdd, seven digits) or the older `000.00.16.H38-yyMMdd-0001`.
    private func dossierCode(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0].utf8.count <= 13, parts[1].isDigits(6), parts[2].isDigits(7) || parts[2].isDigits(4) else { return nil }
        let agency = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isNew = isAgency(agency[0]) && agency.dropFirst().allSatisfy { (1...4).contains($0.utf8.count) && $0.isDigits($0.utf8.count) }
        let isOld = agency.count == 4 && agency[0].isDigits(3) && agency[1].isDigits(2) && agency[2].isDigits(2) && isAgency(agency[3])
        guard isNew || isOld, let month = Int(parts[1].dropFirst(2).prefix(2)), let day = Int(parts[1].suffix(2)) else { return nil }
        return (1...12).contains(month) && (1...31).contains(day) ? text : nil
    }

    /// `H38` for a province, `G09` for a ministry.
    private func isAgency(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, ("A"..."Z").contains(first) else { return false }
        let digits = String(text.dropFirst())
        return (1...3).contains(digits.utf8.count) && digits.isDigits(digits.utf8.count)
    }

    /// A subscriber number with its leading zero; `+84`, `0084` and a zero in brackets after them are the same.
    private func phone(_ text: String) -> String? {
        var digits = text.filter { !"().-".contains($0) }
        for prefix in ["+84", "0084"] where digits.hasPrefix(prefix) {
            digits = String(digits.dropFirst(prefix.count))
            if !digits.hasPrefix("0") { digits = "0" + digits }
        }
        guard digits.hasPrefix("0"), !digits.hasPrefix("00"), (9...11).contains(digits.utf8.count), digits.isDigits(digits.utf8.count) else { return nil }
        return digits
    }

    private func email(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 254, !text.unicodeScalars.contains(where: isForeignToAddress) else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasSuffix("-") }) else { return nil }
        return TextFolding.kept(text.lowercased())
    }

    /// Several addresses in one field, a name beside an address, a space inside: none of them is one address.
    private func isForeignToAddress(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            || ",;:<>()[]\"\\".unicodeScalars.contains(scalar)
    }

    /// Whatever a register gives out without a rule we know: kept as it is, on one line.
    private func free(_ text: String) -> String? {
        // Most are written in visible ASCII, of which nothing is taken off and nothing refused.
        if text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) { return (1...200).contains(text.utf8.count) ? text : nil }
        let kept = TextFolding.kept(text)
        let isPlain = !kept.unicodeScalars.contains { $0.properties.generalCategory == .control || $0.properties.isBidiControl }
        return isPlain && (1...200).contains(kept.unicodeScalars.count) ? kept : nil
    }
}

/// The twelve-digit personal number `PPP G YY RRRRRR`: province of birth registration, century and sex, year, serial.
///
/// It has no check digit. Sex and year are a check, never a source: both may have been corrected since.
public struct PersonalIDNumber: Sendable, Hashable {
    public let text: String

    public init?(_ text: String) {
        guard text.isDigits(12), text.prefix(3) != "000" else { return nil }
        self.text = text
    }

    /// Province (or country) of birth registration, by the codes in force before July 2025.
    public var provinceCode: String { String(text.prefix(3)) }

    private var centuryAndSex: Int { digit(3) }

    /// `1` male, `2` female, as code list `gender` has them.
    public var genderCode: String { centuryAndSex % 2 == 0 ? "1" : "2" }

    /// 0/1: 1900s, 2/3: 2000s, 4/5: 2100s, and so on.
    public var birthYear: Int { 1900 + 100 * (centuryAndSex / 2) + 10 * digit(4) + digit(5) }

    private func digit(_ index: Int) -> Int { Int(Array(text.utf8)[index]) - 48 }
}

/// Tax code, also the enterprise code: ten digits with a check digit, a branch suffix, or a person's twelve digits.
///
/// d10 = 10 − (31·d1 + 29·d2 + 23·d3 + 19·d4 + 17·d5 + 13·d6 + 7·d7 + 5·d8 + 3·d9 mod 11); 10 is no valid digit.
public struct TaxCode: Sendable, Hashable {
    public let text: String

    public init?(_ written: String) {
        if let person = PersonalIDNumber(written) {
            text = person.text
            return
        }
        let digits = written.filter { $0 != "-" }
        guard digits.isDigits(10) || digits.isDigits(13) else { return nil }
        // The dash is optional, but stands before a branch number and nowhere else.
        guard written == digits || (digits.isDigits(13) && written == "\(digits.prefix(10))-\(digits.suffix(3))") else { return nil }
        let d = digits.utf8.map { Int($0) - 48 }
        guard d[2...8].contains(where: { $0 != 0 }) else { return nil }
        let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
        let sum = zip(weights, d).reduce(0) { $0 + $1.0 * $1.1 }
        guard 10 - sum % 11 == d[9] else { return nil }
        if digits.count == 13 {
            let branch = digits.suffix(3)
            guard branch != "000" else { return nil }
            text = "\(digits.prefix(10))-\(branch)"
        } else {
            text = digits
        }
    }
}

extension String {
    /// Exactly `count` ASCII digits.
    func isDigits(_ count: Int) -> Bool {
        utf8.count == count && utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Without white space at both ends.
    package var trimmingSpaces: String {
        // Nothing to take off: a number, a name.
        if let first = unicodeScalars.first, let last = unicodeScalars.last, LatinLetters.isWritten(first), LatinLetters.isWritten(last),
           first.value > 0xA0 || (0x21..<0x80).contains(first.value), last.value > 0xA0 || (0x21..<0x80).contains(last.value) {
            return self
        }
        var scalars = Substring(self)
        while let first = scalars.first, first.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
