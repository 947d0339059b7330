import Formats
import Testing

@Suite("ZIP archives at the door")
struct ZipTests {
    private static let files: [(name: String, content: [UInt8])] = [
        ("[Content_Types].xml", Array("<a/>".utf8)), ("word/document.xml", Array(repeating: 0x61, count: 10_000)),
        ("word/media/image1.bin", (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 &>> 3) }), ("empty", []),
    ]

    private static func archive() throws -> [UInt8] { try ZipArchive.archive(of: files) }

    @Test("gives back what was put in, in its order, and the same bytes for the same files")
    func roundTrip() throws {
        let bytes = try Self.archive()
        let archive = try ZipArchive(reading: bytes)
        #expect(archive.entries.map(\.name) == Self.files.map(\.name))
        for file in Self.files { #expect(try archive.content(of: file.name) == file.content) }
        #expect(try Self.archive() == bytes)
        #expect(archive["word"] == nil)
        #expect(throws: FormatError.self) { try archive.content(of: "word") }
    }

    @Test("an exchanged entry is the new one, and the packed bytes of the others are the old ones")
    func replaced() throws {
        let before = try ZipArchive(reading: Self.archive())
        let changed = try before.replacing(["word/document.xml": Array("<b/>".utf8)])
        let after = try ZipArchive(reading: changed)
        #expect(after.entries.map(\.name) == before.entries.map(\.name))
        #expect(try after.content(of: "word/document.xml") == Array("<b/>".utf8))
        for name in ["[Content_Types].xml", "word/media/image1.bin"] {
            let local = try Self.local(name, in: before.bytes)
            #expect(try Self.local(name, in: changed) == local)
        }
        #expect(try before.replacing(["word/document.xml": Array("<b/>".utf8)]) == changed)
        #expect(try before.replacing([:]) == before.bytes)
        #expect(throws: FormatError.self) { try before.replacing(["none": []]) }
    }

    /// The packed bytes of an entry, found by its local header.
    private static func local(_ name: String, in bytes: [UInt8]) throws -> [UInt8] {
        let mark: [UInt8] = [0x50, 0x4B, 3, 4], wanted = Array(name.utf8)
        let found = (0..<(bytes.count - 30)).first { at in bytes[at..<(at + 4)].elementsEqual(mark) && bytes[(at + 30)...].prefix(wanted.count).elementsEqual(wanted) }
        let start = try #require(found)
        func number(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(bytes[start + at + $1]) << (8 * $1) } }
        let from = start + 30 + number(26, 2) + number(28, 2)
        return Array(bytes[from..<(from + number(18, 4))])
    }

    @Test("a name that leads out of its folder is refused", arguments: ["/a", "../a", "a/../../b", "a\\b", "C:a", "a/.."])
    func names(name: String) throws {
        let bytes = try ZipArchive.archive(of: [(name, [1])])
        #expect(throws: FormatError(format: .zip, reason: .unsupported, detail: "a name that leads out of its folder")) { try ZipArchive(reading: bytes) }
    }

    @Test("a name that stands twice is refused, read and written")
    func twice() throws {
        #expect(throws: FormatError(format: .zip, reason: .duplicateKey, detail: "a name that stands twice")) {
            try ZipArchive.archive(of: [("same", [1]), ("same", [2])])
        }
        let bytes = Self.exchanging("other", by: "samex", in: try ZipArchive.archive(of: [("samex", [1]), ("other", [2])]))
        #expect(throws: FormatError.self) { try ZipArchive(reading: bytes) }
    }

    private static func exchanging(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        for at in bytes.indices.dropLast(old.count) where Array(bytes[at..<(at + old.count)]) == old { bytes.replaceSubrange(at..<(at + old.count), with: new) }
        return bytes
    }

    @Test("an encrypted entry is refused")
    func encrypted() throws {
        var bytes = try ZipArchive.archive(of: [("a", Array(repeating: 7, count: 40))])
        for at in bytes.indices.dropLast(10) where bytes[at] == 0x50 && bytes[at + 1] == 0x4B {
            // The flag stands at 6 in a local header, at 8 in the directory.
            if bytes[at + 2] == 3 { bytes[at + 6] |= 1 }
            if bytes[at + 2] == 1 { bytes[at + 8] |= 1 }
        }
        #expect(throws: FormatError(format: .zip, reason: .unsupported, detail: "an encrypted entry")) { try ZipArchive(reading: bytes) }
    }

    @Test("what is larger than the limits is refused before it is unpacked", arguments: [
        (ZipLimits(bytes: 100), FormatError.Reason.tooLarge), (ZipLimits(entries: 3), .tooManyNodes), (ZipLimits(entry: 9_999), .tooLarge),
        (ZipLimits(total: 15_000), .tooLarge),
    ])
    func limits(limits: ZipLimits, reason: FormatError.Reason) throws {
        let bytes = try Self.archive()
        let error = #expect(throws: FormatError.self) { try ZipArchive(reading: bytes, limits: limits) }
        #expect(error?.reason == reason)
    }

    @Test("a bomb is refused by what it says of itself, or by what comes out of it")
    func bomb() throws {
        let bytes = try ZipArchive.archive(of: [("a", Array(repeating: 0, count: 4 << 20))])
        #expect(bytes.count < 10_000)
        #expect(throws: FormatError.self) { try ZipArchive(reading: bytes) }
        // One that lies about its size, in both places it is written.
        var lying = try ZipArchive.archive(of: [("a", Array(repeating: 0, count: 100_000))])
        let size: [UInt8] = [0xA0, 0x86, 0x01, 0x00]
        for at in lying.indices.dropLast(4) where Array(lying[at..<(at + 4)]) == size { lying.replaceSubrange(at..<(at + 4), with: [10, 0, 0, 0]) }
        #expect(throws: FormatError.self) { try ZipArchive(reading: lying).content(of: "a") }
    }

    @Test("damaged bytes are an error, never a crash, and never content that was not put in")
    func damaged() throws {
        let bytes = try Self.archive()
        for length in stride(from: 0, to: bytes.count, by: 37) {
            #expect(throws: FormatError.self) { try ZipArchive(reading: Array(bytes.prefix(length))) }
        }
        var unnoticed = 0
        for at in stride(from: 0, to: bytes.count, by: 23) {
            var spoilt = bytes
            spoilt[at] ^= 0x10
            guard let archive = try? ZipArchive(reading: spoilt) else { continue }
            for file in Self.files where archive[file.name] != nil {
                if let content = try? archive.content(of: file.name), content != file.content { unnoticed += 1 }
            }
        }
        #expect(unnoticed == 0)
    }
}
