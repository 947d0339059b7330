public import Diagnostics
public import Formats

/// Something in a ledger, or in what was published of it, that is not as it was written.
public struct LedgerFinding: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Events hold something else.
        case edited
        /// Two events changed places.
        case swapped
        /// Events are missing.
        case deleted
        /// Events that were not there.
        case inserted
        /// From here on it is another history.
        case forked
        /// The hashes were made anew, so that the chain alone shows nothing: only the checkpoint does.
        case rechained
        /// The last events are missing.
        case truncated
        /// A row does not follow the one before it.
        case unlinked
        /// Something among these events was changed; what, only the published hashes could tell, which are not whole themselves.
        case rewritten
        /// A published checkpoint is not signed by a key that was given, is another ledger's, or goes back behind one before it.
        case checkpoint
        /// The published hashes are not what the checkpoint over them signed.
        case hashes
    }

    public let kind: Kind
    /// The first event concerned, counted as it was written. With `checkpoint`, the line of its file.
    public let sequence: Int
    /// The last event concerned; with `swapped` the one the first changed places with.
    public let last: Int

    init(_ kind: Kind, _ sequence: Int, upTo last: Int? = nil) {
        self.kind = kind
        self.sequence = sequence
        self.last = last ?? sequence
    }

    /// Whether it is about an event, not about what was published of it.
    public var isOfEvent: Bool { kind != .checkpoint && kind != .hashes }

    public var json: JSON {
        var object: JSONObject = ["kind": .string(kind.rawValue), "sequence": .number("\(sequence)")]
        if last != sequence { object["last"] = .number("\(last)") }
        return .object(object)
    }

    /// For people.
    public var words: LocalizedText {
        let (isOne, range) = (sequence == last, sequence == last ? "\(sequence)" : "\(sequence)–\(last)")
        let (vi, en) = ("sự kiện \(range)", isOne ? "event \(range)" : "events \(range)")
        return switch kind {
        case .edited: LocalizedText(vi: "\(vi) bị sửa", en: "\(en) changed")
        case .swapped: LocalizedText(vi: "sự kiện \(sequence) và \(last) bị đổi chỗ", en: "events \(sequence) and \(last) changed places")
        case .deleted: LocalizedText(vi: "\(vi) bị xóa", en: "\(en) missing")
        case .inserted: LocalizedText(vi: "\(vi) bị chèn vào", en: "\(en) put in")
        case .forked: LocalizedText(vi: "từ sự kiện \(sequence) trở đi là một lịch sử khác", en: "another history from event \(sequence) on")
        case .rechained:
            LocalizedText(vi: "chuỗi băm được tính lại từ sự kiện \(sequence); chỉ điểm chốt cho thấy", en: "hashes made anew from event \(sequence) on; only the checkpoint shows it")
        case .truncated: LocalizedText(vi: "\(vi) ở cuối bị cắt", en: "\(en) cut off at the end")
        case .unlinked: LocalizedText(vi: "sự kiện \(sequence) không nối với sự kiện trước", en: "event \(sequence) does not follow the one before it")
        case .rewritten: LocalizedText(vi: "có thay đổi trong \(vi)", en: "something changed among \(en)")
        case .checkpoint: LocalizedText(vi: "điểm chốt ở dòng \(sequence) không hợp lệ", en: "the checkpoint on line \(sequence) is not valid")
        case .hashes: LocalizedText(vi: "tệp mã băm không khớp điểm chốt, từ \(vi)", en: "the published hashes do not fit their checkpoint, from \(en)")
        }
    }
}
