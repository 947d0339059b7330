import Diagnostics
import Expressions
import Formats
import Testing
import Vocabulary

@Suite("Values as people read them")
struct ValueTextTests {
    private func text(_ value: JSON, _ concept: String, _ style: ValueText.Style, _ language: Language) throws -> String {
        let words = ValueText(vocabulary: Shipped.vocabulary, asOf: try day("2026-11-24"), language: language, style: style)
        let known = try #require(Shipped.vocabulary[ConceptID(concept)])
        return words.text(of: value, as: known)
    }

    @Test("numbers on paper are grouped by three where they are quantities, and on the screen as they are typed", arguments: [
        ("1234567", "capital_amount", "1.234.567 VND", "1,234,567 VND", "1234567 VND"), ("999", "capital_amount", "999 VND", "999 VND", "999 VND"),
        ("1000", "capital_amount", "1.000 VND", "1,000 VND", "1000 VND"), ("1250.5", "parcel_area", "1.250,5 m²", "1,250.5 m²", "1250.5 m²"),
        ("0.75", "parcel_area", "0,75 m²", "0.75 m²", "0.75 m²"), ("1990", "birth_year", "1990", "1990", "1990"),
        ("0.51", "capital_ratio", "51 %", "51 %", "0.51"), ("0.3333", "capital_ratio", "33,33 %", "33.33 %", "0.3333"),
    ])
    func numbers(value: String, concept: String, vi: String, en: String, screen: String) throws {
        #expect(try text(.string(value), concept, .paper, .vietnamese) == vi)
        #expect(try text(.string(value), concept, .paper, .english) == en)
        #expect(try text(.string(value), concept, .screen, .vietnamese) == screen)
    }

    @Test("days, codes, nothing and no", arguments: [
        (JSON.string("1990-03-07"), "date_of_birth", "07/03/1990", "1990-03-07"), (.string("1990-03"), "date_of_birth", "03/1990", "1990-03"),
        (["none": true], "full_name", "không có", "none"), (.bool(false), "full_name", "không", "no"), (.array([.string("a"), .string("b")]), "full_name", "a; b", "a; b"),
        (.string("một\nhai"), "full_name", "một / hai", "một / hai"), (.string("unheard-of"), "gender", "unheard-of", "unheard-of"),
    ] as [(JSON, String, String, String)])
    func others(value: JSON, concept: String, vi: String, en: String) throws {
        #expect(try text(value, concept, .paper, .vietnamese) == vi)
        #expect(try text(value, concept, .paper, .english) == en)
    }
}
