import Crypto

/// An event with the places of what is its own: its dossier, its hour, its subject. The rest it shares with others, and who has read one
/// of them has read them all.
struct EventCut {
    let dossier: UnsafeRawBufferPointer
    let hour: UnsafeRawBufferPointer
    /// `nil` where it has none.
    let subject: UnsafeRawBufferPointer?
    /// SHA-256 over the rest, and where it was cut: two events of one digest are the same but for what was cut out.
    let rest: Digest32

    private let content: UnsafeRawBufferPointer
    /// Where the names of the cut members begin, in the content.
    private let members: [Int]

    /// The last bytes of a submission have its dossier; what stands before are its leaves.
    private static let tail = 640

    /// - Returns: `nil` where one of the two is not found as plain text, so that the event has to be read as a whole.
    init?(_ content: UnsafeRawBufferPointer) {
        let near = max(0, content.count - Self.tail)
        guard let dossier = Self.member("\"dossier\":\"", in: content, from: near) ?? Self.member("\"dossier\":\"", in: content, from: 0),
            let hour = Self.member("\"hour\":\"", in: content, from: dossier.value.upperBound)
        else { return nil }
        // Only openings and look-ups have one, after their hour.
        let subject = Self.member("\"subject\":\"", in: content, from: hour.value.upperBound)
        self.content = content
        self.dossier = UnsafeRawBufferPointer(rebasing: content[dossier.value])
        self.hour = UnsafeRawBufferPointer(rebasing: content[hour.value])
        self.subject = subject.map { UnsafeRawBufferPointer(rebasing: content[$0.value]) }
        members = [dossier.name, hour.name] + (subject.map { [$0.name] } ?? [])
        var hash = SHA256(), from = 0
        // Where it was cut, in bytes of the rest.
        var places = (UInt32(0), UInt32(0), UInt32(0)), cut = 0
        func part(upTo end: Int) { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: content[from..<end])) }
        part(upTo: dossier.value.lowerBound)
        places.0 = UInt32(dossier.value.lowerBound)
        (from, cut) = (dossier.value.upperBound, dossier.value.count)
        part(upTo: hour.value.lowerBound)
        places.1 = UInt32(hour.value.lowerBound - cut)
        (from, cut) = (hour.value.upperBound, cut + hour.value.count)
        if let subject {
            part(upTo: subject.value.lowerBound)
            places.2 = UInt32(subject.value.lowerBound - cut)
            from = subject.value.upperBound
        }
        part(upTo: content.count)
        withUnsafeBytes(of: places) { hash.update(bufferPointer: $0) }
        rest = Digest32(hash.finalize())
    }

    /// The first such member from an offset on: where its name begins, and the bytes of its value.
    ///
    /// - Returns: `nil` also for a value with escapes, or with other than printable ASCII.
    private static func member(_ opening: StaticString, in content: UnsafeRawBufferPointer, from start: Int) -> (name: Int, value: Range<Int>)? {
        let opening = UnsafeRawBufferPointer(start: opening.utf8Start, count: opening.utf8CodeUnitCount)
        guard let name = place(of: opening, in: content, from: start) else { return nil }
        let first = name + opening.count
        var end = first
        while end < content.count, content[end] != UInt8(ascii: "\"") {
            guard 0x20...0x7E ~= content[end], content[end] != UInt8(ascii: "\\") else { return nil }
            end += 1
        }
        return end < content.count ? (name, first..<end) : nil
    }

    /// - Parameter word: of eight bytes at least, which are compared at once.
    private static func place(of word: UnsafeRawBufferPointer, in content: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let beginning = word.loadUnaligned(as: UInt64.self)
        var place = start
        while place + word.count <= content.count {
            if content.loadUnaligned(fromByteOffset: place, as: UInt64.self) == beginning, content[place..<place + word.count].elementsEqual(word) { return place }
            place += 1
        }
        return nil
    }

    /// Whether the cut members are the event's own and not some that lie deeper, or inside a text.
    ///
    /// It is so for all events of one rest, or for none: what was cut out holds no quotation mark and no brace counts inside a text.
    /// The content is known to be JSON.
    var isOfEvent: Bool {
        var depth = 0, isText = false, isEscaped = false, next = 0
        for place in 0..<content.count {
            if next == members.count { return true }
            if place == members[next] {
                let before = place > 0 ? content[place - 1] : 0
                guard !isText, depth == 1, before == UInt8(ascii: "{") || before == UInt8(ascii: ",") else { return false }
                next += 1
            }
            let byte = content[place]
            if isText {
                if isEscaped { isEscaped = false } else if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isText = false }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return next == members.count
    }
}
