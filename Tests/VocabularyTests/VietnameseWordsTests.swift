import Expressions
import Testing
import Vocabulary

@Suite("Numbers and dates in words")
struct VietnameseWordsTests {
    @Test("numbers", arguments: [
        ("0", "không"), ("1", "một"), ("4", "bốn"), ("5", "năm"), ("10", "mười"), ("11", "mười một"), ("14", "mười bốn"), ("15", "mười lăm"), ("20", "hai mươi"),
        ("21", "hai mươi mốt"), ("24", "hai mươi tư"), ("25", "hai mươi lăm"), ("31", "ba mươi mốt"), ("44", "bốn mươi tư"), ("55", "năm mươi lăm"), ("91", "chín mươi mốt"),
        ("100", "một trăm"), ("101", "một trăm lẻ một"), ("104", "một trăm lẻ bốn"), ("105", "một trăm lẻ năm"), ("110", "một trăm mười"), ("115", "một trăm mười lăm"),
        ("121", "một trăm hai mươi mốt"), ("999", "chín trăm chín mươi chín"), ("1000", "một nghìn"), ("1001", "một nghìn không trăm lẻ một"),
        ("1015", "một nghìn không trăm mười lăm"), ("1100", "một nghìn một trăm"), ("2026", "hai nghìn không trăm hai mươi sáu"), ("10000", "mười nghìn"),
        ("21000", "hai mươi mốt nghìn"), ("105000", "một trăm lẻ năm nghìn"), ("1000000", "một triệu"), ("1000001", "một triệu không trăm lẻ một"),
        ("1005000", "một triệu không trăm lẻ năm nghìn"), ("1050000", "một triệu không trăm năm mươi nghìn"), ("250000000", "hai trăm năm mươi triệu"),
        ("1000000000", "một tỷ"), ("1000000001", "một tỷ không trăm lẻ một"), ("1005000000", "một tỷ không trăm lẻ năm triệu"), ("24000000000", "hai mươi tư tỷ"),
        ("1000000000000", "một nghìn tỷ"), ("1000000000000000", "một triệu tỷ"), ("1000000000000000000", "một tỷ tỷ"),
        ("1234567890", "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi"),
        ("999999999999999999", "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín"),
        ("5.0", "năm"), ("1e6", "một triệu"),
    ])
    func numbers(_ written: String, _ words: String) throws {
        #expect(VietnameseWords.words(for: try #require(Number(written))) == words)
    }

    @Test("what has no words: fractions, negatives, more than a billion billions", arguments: ["0.5", "-1", "1000000000000000001", "10000000000000000000", "1e30"])
    func none(_ written: String) throws {
        #expect(VietnameseWords.words(for: try #require(Number(written))) == nil)
    }

    @Test("two numbers never have the same words, and none has two spaces")
    func distinct() {
        var random = SeededGenerator(seed: 5)
        var numbers = Set(0...2_000)
        for _ in 0..<4_000 { numbers.insert(Int.random(in: 0...1_000_000_000_000, using: &random)) }
        var seen: [String: Int] = [:]
        for number in numbers {
            let words = VietnameseWords.words(for: Number(number)) ?? ""
            #expect(!words.isEmpty && !words.contains("  ") && !words.hasPrefix(" ") && !words.hasSuffix(" "), "\(number)")
            #expect(seen.updateValue(number, forKey: words) == nil, "\(number)")
        }
    }

    @Test("dates say the parts they have", arguments: [
        ("1950-03-15", "ngày mười lăm tháng ba năm một nghìn chín trăm năm mươi"), ("2005-04-01", "ngày mồng một tháng tư năm hai nghìn không trăm lẻ năm"),
        ("2026-11-24", "ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu"), ("1999-12-31", "ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi chín"),
        ("1950-03", "tháng ba năm một nghìn chín trăm năm mươi"), ("1950", "năm một nghìn chín trăm năm mươi"), ("2000-10-10", "ngày mồng mười tháng mười năm hai nghìn"),
    ])
    func dates(_ written: String, _ words: String) throws {
        #expect(VietnameseWords.words(for: try #require(PartialDate(written))) == words)
    }
}
