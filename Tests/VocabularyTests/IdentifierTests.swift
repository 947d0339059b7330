import Testing
import Vocabulary

@Suite("Identifiers keep the rules the law gives them")
struct IdentifierTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let type: IdentifierType, written: String, canonical: String?

        init(_ type: IdentifierType, _ written: String, _ canonical: String?) {
            (self.type, self.written, self.canonical) = (type, written, canonical)
        }

        var testDescription: String { "\(type.rawValue) \(written.debugDescription)" }
    }

    static let cases = [
        Case(.taxCode, "0100109106", "0100109106"), Case(.taxCode, "0100233488", "0100233488"), Case(.taxCode, "0314409058-002", "0314409058-002"),
        Case(.taxCode, "0314409058002", "0314409058-002"), Case(.taxCode, " 0100 109 106 ", "0100109106"), Case(.taxCode, "010190000123", "010190000123"),
        Case(.taxCode, "0100233480", nil), Case(.taxCode, "0100109107", nil), Case(.taxCode, "0314409058-000", nil), Case(.taxCode, "0314409058-", nil),
        Case(.taxCode, "031440905-8002", nil), Case(.taxCode, "-0100109106", nil), Case(.taxCode, "0100109-106", nil), Case(.taxCode, "0314409058--02", nil),
        Case(.taxCode, "0100000000", nil), Case(.taxCode, "010010910", nil), Case(.taxCode, "01001091061", nil), Case(.taxCode, "", nil),
        Case(.taxCode, "٠١٠٠١٠٩١٠٦", nil), Case(.taxCode, "０１００１０９１０６", nil), Case(.enterprise, "0100109106", "0100109106"), Case(.enterprise, "0100233480", nil),
        Case(.personalID, "010190000123", "010190000123"), Case(.personalID, "010 190 000 123", "010190000123"), Case(.personalID, "000190000123", nil),
        Case(.personalID, "01019000012", nil), Case(.personalID, "0101900001234", nil), Case(.personalID, "01019000012x", nil), Case(.personalID, "", nil),
        Case(.oldID, "063012345", "063012345"), Case(.oldID, "63012345", nil), Case(.oldID, "063012345x", nil),
        Case(.socialInsurance, "1012345678", "1012345678"), Case(.socialInsurance, "010190000123", "010190000123"), Case(.socialInsurance, "101234567", nil),
        Case(.healthCard, "HS4010123456789", "HS4010123456789"), Case(.healthCard, "hs 4 01 0123456789", "HS4010123456789"), Case(.healthCard, "HS401012345678", nil),
        Case(.healthCard, "H44010123456789", nil), Case(.healthCard, "ĐS4010123456789", nil), Case(.healthCard, "ß4010123456789", nil), Case(.healthCard, "HS40101234567890", nil),
        Case(.budgetUnit, "1012345", "1012345"), Case(.budgetUnit, "0012345", "0012345"), Case(.budgetUnit, "101234", nil), Case(.budgetUnit, "10123456", nil),
        Case(.procedure, "1.001193", "1.001193"), Case(.procedure, "2.000635", "2.000635"), Case(.procedure, "1.011441.000.00.00.H38", "1.011441"),
        Case(.procedure, "1.011441.000.00.00.h38", "1.011441"), Case(.procedure, "0.001193", nil), Case(.procedure, "1.00119", nil), Case(.procedure, "1.0011933", nil),
        Case(.procedure, "1.001193.", nil), Case(.procedure, "1.001193.x", nil), Case(.procedure, "1.001193.000.00.00", nil), Case(.procedure, "1.001193.000.00.00.38", nil),
        Case(.procedure, "1001193", nil), Case(.procedure, "", nil),
        Case(.dossier, "H38.2-260518-0200015", "H38.2-260518-0200015"), Case(.dossier, "000.00.16.H38-230115-0001", "000.00.16.H38-230115-0001"),
        Case(.dossier, "h38.2-260518-0200015", "H38.2-260518-0200015"), Case(.dossier, "G09-260518-0200015", "G09-260518-0200015"),
        Case(.dossier, "H38.2-261318-0200015", nil), Case(.dossier, "H38.2-260532-0200015", nil), Case(.dossier, "H38.2-26051-0200015", nil),
        Case(.dossier, "H38.2-260518-020001", nil), Case(.dossier, "...-260518-0001", nil), Case(.dossier, "-260518-0001", nil), Case(.dossier, "H38.2.260518.0001", nil),
        Case(.dossier, "0000.00.16.H38-230115-0001", nil), Case(.dossier, "H38-260518-0001-1", nil),
        Case(.phone, "0912345678", "0912345678"), Case(.phone, "0912.345.678", "0912345678"), Case(.phone, "+84 912 345 678", "0912345678"),
        Case(.phone, "+84 (0) 912 345 678", "0912345678"), Case(.phone, "0084912345678", "0912345678"), Case(.phone, "(0214) 3840 123", "02143840123"),
        Case(.phone, "912345678", nil), Case(.phone, "0912345678901", nil), Case(.phone, "0012345678", nil), Case(.phone, "09123", nil), Case(.phone, "0912345678 (nhà)", nil),
        Case(.phone, "0912345678/0987654321", nil), Case(.phone, "", nil),
        Case(.email, "An.Nguyen@Example.VN", "an.nguyen@example.vn"), Case(.email, " an@example.vn ", "an@example.vn"), Case(.email, "an@example", nil),
        Case(.email, "an nguyen@example.vn", nil), Case(.email, "an@@example.vn", nil), Case(.email, "@example.vn", nil), Case(.email, "an@example..vn", nil),
        Case(.email, "an@.vn", nil), Case(.email, "an@example.vn, binh@example.vn", nil), Case(.email, "An <an@example.vn>", nil), Case(.email, "an@-example.vn", nil),
        Case(.email, "an\u{0}@example.vn", nil), Case(.email, "an@exa\u{200B}mple.vn", nil), Case(.email, String(repeating: "a", count: 250) + "@b.vn", nil),
        Case(.none, " HGĐ-01 ", "HGĐ-01"), Case(.none, "CN 123 456", "CN 123 456"), Case(.none, "", nil), Case(.none, "  ", nil), Case(.none, "a\u{0}b", nil),
        Case(.none, "a\u{202E}b", nil), Case(.none, "a\nb", nil), Case(.none, String(repeating: "a", count: 201), nil), Case(.none, "Đo\u{300}", "Đò"),
    ]

    @Test("written and canonical", arguments: cases)
    func canonical(_ c: Case) {
        #expect(c.type.canonical(c.written) == c.canonical)
    }

    @Test("canonical is idempotent", arguments: cases)
    func idempotent(_ c: Case) {
        guard let canonical = c.type.canonical(c.written) else { return }
        #expect(c.type.canonical(canonical) == canonical)
        #expect(c.type.canonical(" \(canonical)\n") == canonical)
    }

    @Test("any text has no canonical form, or one that is its own", arguments: IdentifierType.allCases)
    func anyText(_ type: IdentifierType) {
        var random = SeededGenerator(seed: 7)
        let letters = Array("0123456789010190-.@+() HSHx đ\u{301}\n")
        for _ in 0..<3_000 {
            let text = String((0..<Int.random(in: 0...16, using: &random)).map { _ in letters.randomElement(using: &random) ?? "0" })
            guard let canonical = type.canonical(text) else { continue }
            #expect(type.canonical(canonical) == canonical)
        }
    }

    @Test("ten digits of which exactly one ends a code, for most beginnings")
    func checkDigit() {
        var random = SeededGenerator(seed: 31)
        var without = 0
        for _ in 0..<500 {
            let nine = "0" + String(Int.random(in: 10_000_000...99_999_999, using: &random))
            let valid = (0...9).filter { IdentifierType.taxCode.canonical(nine + String($0)) != nil }
            #expect(valid.count <= 1)
            if valid.isEmpty { without += 1 }
        }
        // One remainder in eleven has no digit.
        #expect((20...75).contains(without))
    }

    @Test("a changed digit or two neighbours exchanged are noticed")
    func typingErrors() {
        let code = Array("0100109106")
        for index in code.indices {
            for digit in "0123456789" where digit != code[index] {
                var wrong = code
                wrong[index] = digit
                #expect(IdentifierType.taxCode.canonical(String(wrong)) == nil, "\(String(wrong))")
            }
        }
        for index in code.indices.dropLast() where code[index] != code[index + 1] {
            var wrong = code
            wrong.swapAt(index, index + 1)
            #expect(IdentifierType.taxCode.canonical(String(wrong)) == nil, "\(String(wrong))")
        }
    }
}

@Suite("A personal number says where, when and of which sex a birth was registered")
struct PersonalIDNumberTests {
    @Test("province, century, sex, year", arguments: [
        ("010050012345", "010", "1", 1950), ("010150012345", "010", "2", 1950), ("015199000001", "015", "2", 1999), ("001200000001", "001", "1", 2000),
        ("010326012345", "010", "2", 2026), ("010499012345", "010", "1", 2199), ("010500012345", "010", "2", 2100), ("010600012345", "010", "1", 2200),
        ("010900012345", "010", "2", 2300),
    ])
    func parts(_ text: String, _ province: String, _ gender: String, _ year: Int) throws {
        let number = try #require(PersonalIDNumber(text))
        #expect(number.provinceCode == province)
        #expect(number.genderCode == gender)
        #expect(number.birthYear == year)
    }
}
