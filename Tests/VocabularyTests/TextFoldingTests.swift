import Foundation
import Testing
import Vocabulary

@Suite("Two spellings of one Vietnamese text compare equal, two texts never do")
struct TextFoldingTests {
    @Test("the same", arguments: [
        ("hoà", "hòa"), ("Thuỷ", "Thủy"), ("Hoà Bình", "HÒA BÌNH"), ("Nguyễn Thị Hoà", "nguyễn  thị\thòa"), ("Khuê", "khuê"), ("Quỳnh", "QUỲNH"), ("quý", "qúy"),
        ("Ủy ban", "Uỷ ban"), ("Thúy", "Thuý"), ("hoá đơn", "hóa đơn"), ("Lào Cai", " Lào\u{A0}Cai "), ("Đức", "ĐỨC"), ("H'Mông", "h'mông"), ("toán", "tóan"),
        ("AN", "an"), ("a\r\nb", "a b"), ("Y  Moan", "y moan"),
    ])
    func same(_ a: String, _ b: String) {
        #expect(TextFolding.key(a) == TextFolding.key(b))
        #expect(TextFolding.key(a.decomposedStringWithCanonicalMapping) == TextFolding.key(b.precomposedStringWithCanonicalMapping))
    }

    @Test("not the same", arguments: [
        ("Quang", "Quan"), ("Phượng", "Phương"), ("phường", "Phượng"), ("đ", "d"), ("Đạt", "Dat"), ("thị xã", "xã"), ("Thị", "Thi"), ("ly", "li"), ("Hòa", "Hoa"),
        ("Hòa", "Hỏa"), ("ơ", "o"), ("â", "ă"), ("Lê Na", "LêNa"), ("Hòa Nhã", "Hoa Nhà"), ("Xã Tà Xi Láng", "Xã Tà Si Láng"), ("a-b", "ab"), ("1", "11"), ("", "a"),
    ])
    func different(_ a: String, _ b: String) {
        #expect(TextFolding.key(a) != TextFolding.key(b))
    }

    @Test("folding twice is folding once, and composition does not matter")
    func idempotent() {
        var random = SeededGenerator(seed: 99)
        let letters = Array("aăâeêioôơuưyđhngqtx AĐÊ' -.1").map(String.init) + ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}", "\u{302}", "\u{A0}", "\t", "ß", "İ", "漢", "😀", "\u{200D}"]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" }.joined()
            let key = TextFolding.key(text)
            #expect(TextFolding.key(key) == key, "\(text.debugDescription)")
            #expect(TextFolding.key(text.precomposedStringWithCanonicalMapping) == key, "\(text.debugDescription)")
            #expect(TextFolding.key(text.decomposedStringWithCanonicalMapping) == key, "\(text.debugDescription)")
            #expect(TextFolding.key("  " + text + " ") == TextFolding.key(text), "\(text.debugDescription)")
        }
    }

    @Test("what is kept is composed and trimmed, and nothing else", arguments: [
        (" Hòa  Bình ", "Hòa  Bình"), ("Ho\u{300}a", "Hòa"), ("HOÀ", "HOÀ"), ("\u{A0}a\n", "a"), ("", ""), (" abc ", "abc"),
    ])
    func kept(_ text: String, _ kept: String) {
        #expect(Array(TextFolding.kept(text).unicodeScalars) == Array(kept.unicodeScalars))
    }
}
