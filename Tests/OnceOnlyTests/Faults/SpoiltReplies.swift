@testable import Connectors
import Expressions
import Formats
import Foundation
import NIOConcurrencyHelpers
import Receipts
import Staging
import Vocabulary

/// The faults of registers that answer over HTTP, in JSON or XML.
struct SpoiltReplies {
    private let register: SampledRegister
    private let asked: [ConnectorRequest]
    private let paths: [AskedPaths]
    private let day: PartialDate
    private let vocabulary: Vocabulary

    private typealias Reply = SampledRegister.Reply

    init(_ register: SampledRegister, asked: [ConnectorRequest], on day: PartialDate, _ vocabulary: Vocabulary) {
        (self.register, self.asked, self.day, self.vocabulary) = (register, asked, day, vocabulary)
        paths = asked.compactMap { AskedPaths($0, register.manifest) }
    }

    private var isXML: Bool { register.kind == .xml }
    private var type: String { "Content-Type: \(isXML ? "text/xml" : "application/json")" }

    func spoils(_ fault: Fault) -> [Spoil] {
        let register = register, type = type, isXML = isXML
        /// What is answered about those who stand in the samples; about others, that they do not.
        func saying(
            _ name: String = "", isHarmless: @escaping @Sendable (String) -> Bool = { _ in false }, _ answer: @escaping @Sendable (Reply) -> CannedServer.Answer
        ) -> Spoil {
            let harmed = Set(register.replies.filter { !isHarmless($0.text) }.map(\.operation.id))
            return Spoil(
                name: "\(fault.rawValue) \(name)", site: .service { reply, _ in reply.map(answer) ?? register.answer(nil) },
                reasons: { operation, _ in harmed.contains(operation.id) ? fault.reason.map { [$0] } ?? [] : [] })
        }
        /// What is answered to everybody.
        func always(_ answer: @escaping @Sendable (Reply?, ManualClock) -> CannedServer.Answer) -> Spoil {
            Spoil(name: fault.rawValue, site: .service(answer), reasons: Spoil.whole(fault.reason))
        }
        @Sendable func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
        switch fault {
        case .refused: return [Spoil(name: fault.rawValue, site: .nowhere, reasons: Spoil.whole(fault.reason))]
        case .reset: return [always { _, _ in .reset }]
        case .silent, .clockJump: return [always { _, _ in .silence }]
        case .dripping: return [always { reply, clock in register.answer(reply).dripping(every: .seconds(10), on: clock, after: 20) }]
        case .tooMany:
            func notNow(_ name: String, _ wait: Duration?, status: Int = 429, _ headers: String...) -> Spoil {
                var spoil = Spoil(
                    name: "\(fault.rawValue) \(name)", site: .service { reply, _ in register.answer(bytes(reply?.text ?? "{}"), status: status, headers: [type] + headers) },
                    reasons: Spoil.whole(fault.reason))
                spoil.asksToWait = wait
                return spoil
            }
            return [
                notNow("without a word when", nil), notNow("for a second", .seconds(1), "Retry-After: 1"), notNow("unavailable for a second", .seconds(1), status: 503, "Retry-After: 1"),
                notNow("until a moment", .seconds(1), "Date: Tue, 24 Nov 2026 05:00:00 GMT", "Retry-After: Tue, 24 Nov 2026 05:00:01 GMT"),
                notNow("for days", .seconds(3_600), "Retry-After: 200000"),
            ]
        case .serverError: return [always { reply, _ in register.answer(bytes(reply?.text ?? "{}"), status: 500) }]
        case .unauthorized: return [always { reply, _ in register.answer(bytes(reply?.text ?? "{}"), status: 401) }]
        case .malformed: return [saying { register.answer(bytes(String($0.text.trimmingCharacters(in: .whitespacesAndNewlines).dropLast()))) }]
        case .truncated:
            return [
                saying("connection") { register.answer(Array($0.text.utf8.prefix($0.text.utf8.count / 2)), length: $0.text.utf8.count) },
                saying("body") { register.answer(Array($0.text.utf8.prefix($0.text.utf8.count / 2))) },
            ]
        case .wrongCharset:
            return [
                saying("UTF-16 as UTF-8") { register.answer($0.text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) },
                saying("a code page as UTF-8", isHarmless: { $0.utf8.allSatisfy { $0 < 0x80 } }) { register.answer(Self.codePage($0.text)) },
                saying("labelled as another") { reply in
                    // XML says in itself what it is; the label of JSON can only contradict it.
                    let text = isXML ? reply.text.replacing("encoding=\"UTF-8\"", with: "encoding=\"ISO-8859-1\"") : reply.text
                    return register.answer(bytes(text), headers: ["\(type); charset=\(isXML ? "utf-8" : "iso-8859-1")"])
                },
            ]
        case .gzipLie:
            return [
                saying("plain as gzip") { register.answer(bytes($0.text), headers: [type, "Content-Encoding: gzip"]) },
                saying("gzip as plain") { register.answer([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3] + bytes($0.text)) },
            ]
        case .oversize: return [saying { register.answer(bytes($0.text) + Array(repeating: 0x20, count: 5 << 20)) }]
        case .deep: return [saying { register.answer(bytes(Self.inside($0.text, isXML ? Self.nested("<sau>", "</sau>") : "\"sau\":\(Self.nested("[", "]")),", isXML: isXML))) }]
        case .entityBomb: return [saying { register.answer(bytes(Self.bomb($0.text))) }]
        case .wrongSubject:
            let other = saying { reply in register.answer(bytes(reply.keys.values.reduce(reply.text) { $0.replacing($1, with: Self.other($1)) })) }
            guard asked.count >= Suspension.limit else { return [other] }
            // The third time it is not asked any more.
            return [Spoil(name: other.name, site: other.site, reasons: { _, _ in [.wrongSubject, .sourceDown] })]
        case .duplicateRecords, .many: return [twice(fault)]
        case .none: return [always { _, _ in register.answer(nil) }]
        case .stale:
            var old = dated(fault, day.adding(months: -24) ?? day)
            old.freshFor = CalendarPeriod("P1Y")
            return [old]
        case .futureDated: return [dated(fault, day.adding(days: 1) ?? day)] + happenings()
        case .renamedField: return named(fault) { text, name in isXML ? text.replacing("\(name)>", with: "\(name)Moi>") : Self.each(text) { key, value in (key == name ? key + "Moi" : key, value) } }
        case .changedType: return named(fault) { text, name in isXML ? Self.retyped(text, name) : Self.each(text) { key, value in (key, key == name ? Self.retyped(value) : value) } }
        case .flapping:
            let calls = NIOLockedValueBox(0)
            return [always { reply, _ in
                let isFirst = calls.withLockedValue { calls in
                    calls += 1
                    return calls == 1
                }
                return isFirst ? .reset : register.answer(reply)
            }]
        }
    }

    // MARK: bodies

    private static func codePage(_ text: String) -> [UInt8] { text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8($0.value % 64) + 0xC0 } }

    private static func nested(_ open: String, _ close: String) -> String {
        String(repeating: open, count: 50_000) + String(repeating: close, count: 50_000)
    }

    /// Behind the beginning of the outermost object or element.
    private static func inside(_ text: String, _ more: String, isXML: Bool) -> String {
        let mark = isXML ? "envelope/\">" : "{"
        guard let start = text.firstRange(of: mark) else { return more }
        return text[..<start.upperBound] + more + text[start.upperBound...]
    }

    private static func bomb(_ text: String) -> String {
        let entities = (1...9).map { "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">" }.joined()
        let start = text.firstRange(of: "?>")?.upperBound ?? text.startIndex
        return text[..<start] + "<!DOCTYPE a [<!ENTITY e0 \"x\">\(entities)]>" + text[start...].replacing("HOAT_DONG", with: "&e9;")
    }

    private static func other(_ key: String) -> String { key.dropLast() + (key.last == "1" ? "2" : "1") }

    // MARK: records

    /// The record twice, the second one with other values where there are many.
    private func twice(_ fault: Fault) -> Spoil {
        let register = register, isXML = isXML
        return Spoil(
            name: fault.rawValue,
            site: .service { reply, _ in
                guard let reply else { return register.answer(nil) }
                return register.answer(Array((isXML ? Self.twiceInXML(reply, fault) : Self.twiceInJSON(reply, fault)).utf8))
            },
            reasons: { operation, _ in
                // A list where one record is described does not read; two where one is expected are none.
                isXML || operation.record.path?.text.hasSuffix("[*]") ?? false ? [.invalid] : [.sourceDown]
            })
    }

    private static func twiceInXML(_ reply: Reply, _ fault: Fault) -> String {
        let name = reply.operation.record.path?.text.split(separator: "/").last.map(String.init) ?? ""
        guard let start = reply.text.firstRange(of: "<\(name)>"), let end = reply.text.ranges(of: "</\(name)>").last else { return "" }
        let record = String(reply.text[start.lowerBound..<end.upperBound])
        let other = fault == .many ? record.replacing(/>([^<>]*\p{L}[^<>]*)</) { ">\($0.1) khác<" } : record
        return reply.text[..<end.upperBound] + other + reply.text[end.upperBound...]
    }

    private static func twiceInJSON(_ reply: Reply, _ fault: Fault) -> String {
        guard let whole = try? JSON(parsing: reply.text) else { return "" }
        func other(_ json: JSON) -> JSON {
            switch json {
            case .string(let text): reply.keys.values.contains(text) || fault != .many ? json : .string(text + "1")
            case .array(let items): .array(items.map(other))
            case .object(let object): .object(JSONObject(object.members.map { ($0.key, other($0.value)) }))
            case .null, .bool, .number: json
            }
        }
        func doubled(_ json: JSON, _ steps: ArraySlice<String>) -> JSON {
            guard let step = steps.first else { return .array([json, other(json)]) }
            if let items = json.array {
                return .array(steps.count == 1 ? items + items.map(other) : items.map { doubled($0, steps.dropFirst()) })
            }
            return .object(JSONObject((json.object?.members ?? []).map { ($0.key, $0.key == step ? doubled($0.value, steps.dropFirst()) : $0.value) }))
        }
        let steps = (reply.operation.record.path?.text ?? "$").replacing("[*]", with: ".*").split(separator: ".").dropFirst().map(String.init)
        return doubled(whole, steps[...]).serialized(.compact)
    }

    // MARK: days

    /// What has happened happens tomorrow.
    private func happenings() -> [Spoil] {
        let happenings = paths.happenings(in: vocabulary)
        guard !happenings.isEmpty else { return [] }
        let register = register, isXML = isXML, tomorrow = day.adding(days: 1) ?? day
        return [Spoil(
            name: "what has happened",
            site: .service { reply, _ in
                guard let reply else { return register.answer(nil) }
                let days = happenings.filter { $0.operation == reply.operation.id }.reduce(into: [String: String]()) { $0[$1.name] = tomorrow.written($1.format) }
                let text = isXML
                    ? days.reduce(reply.text) { text, day in Self.content(of: day.key, in: text) { $0.isEmpty ? $0 : day.value } }
                    : Self.each(reply.text) { key, value in (key, value.string == nil ? value : days[key].map(JSON.string) ?? value) }
                return register.answer(Array(text.utf8))
            },
            reasons: happenings.reasons(paths))]
    }

    /// The record says that it was written on that day, where it says it at all.
    private func dated(_ fault: Fault, _ day: PartialDate) -> Spoil {
        let register = register, isXML = isXML, reason = fault.reason
        return Spoil(
            name: fault.rawValue,
            site: .service { reply, _ in
                guard let reply, let path = reply.operation.reply.recordedAt else { return register.answer(reply) }
                let written = day.written(reply.operation.reply.recordedFormat)
                let name = path.text.split { !$0.isLetter && $0 != "_" }.last.map(String.init) ?? ""
                let text = isXML
                    ? Self.content(of: name, in: reply.text) { _ in written }
                    : Self.each(reply.text) { key, value in (key, key == name ? .string(written) : value) }
                return register.answer(Array(text.utf8))
            },
            // One that does not say when it was written cannot be shown to be fresh, and says nothing of tomorrow.
            reasons: { operation, _ in operation.reply.recordedAt == nil && fault == .futureDated ? [] : reason.map { [$0] } ?? [] })
    }

    // MARK: names

    /// One spoil for each name on the way to what is asked for.
    private func named(_ fault: Fault, _ change: @escaping @Sendable (_ text: String, _ name: String) -> String) -> [Spoil] {
        let register = register, paths = paths
        return paths.reduce(into: Set<String>()) { $0.formUnion($1.all.union($1.ofWorth)) }.sorted().map { name in
            Spoil(
                name: "\(fault.rawValue) \(name)",
                site: .service { reply, _ in reply.map { register.answer(Array(change($0.text, name).utf8)) } ?? register.answer(nil) },
                reasons: { operation, supplied in
                    let here = paths.filter { $0.operation.id == operation.id }
                    if here.contains(where: { $0.ofWorth.contains(name) }) { return [.sourceDown] }
                    if here.contains(where: { $0.ofRecord.contains(name) }) { return [.sourceDown, .invalid] }
                    // A part that cannot be read makes the whole unreadable; one that is missing is left out.
                    let whole = fault == .changedType ? Spoil.Supplied(concept: supplied.concept) : supplied
                    guard here.contains(where: { $0.names(of: whole).contains(name) }) else { return [] }
                    // Elements under another name are elements: their list is not empty.
                    if fault == .renamedField { return here.contains { $0.ofElements.contains(name) } ? [.invalid] : [.absent] }
                    return [.invalid, .absent]
                },
                renamed: fault == .renamedField ? name : nil, isOfParts: true)
        }
    }

    /// Every member of every object as something else.
    private static func each(_ text: String, _ change: (String, JSON) -> (String, JSON)) -> String {
        func changed(_ json: JSON) -> JSON {
            switch json {
            case .array(let items): .array(items.map(changed))
            case .object(let object): .object(JSONObject(object.members.map { member in
                let (key, value) = change(member.key, member.value)
                return (key, changed(value))
            }))
            case .null, .bool, .number, .string: json
            }
        }
        return (try? JSON(parsing: text)).map { changed($0).serialized(.compact) } ?? ""
    }

    private static func retyped(_ value: JSON) -> JSON {
        switch value {
        case .string, .number, .bool: ["giaTri": value]
        case .array, .object: "đổi"
        case .null: value
        }
    }

    private static func retyped(_ text: String, _ name: String) -> String {
        let prefix = name.prefix { $0 != ":" }
        return content(of: String(name.dropFirst(prefix.count + 1)), in: text) { $0.contains("<") ? "đổi" : "<\(prefix):giaTri>\($0)</\(prefix):giaTri>" }
    }

    /// The content of every element of a name as another one.
    private static func content(of name: String, in text: String, _ change: (String) -> String) -> String {
        var changed = "", rest = text[...]
        while let open = rest.firstRange(of: ":\(name)>"), let close = rest[open.upperBound...].firstRange(of: ":\(name)>") {
            let end = rest[..<close.lowerBound].lastIndex(of: "<") ?? close.lowerBound
            changed += rest[..<open.upperBound] + change(String(rest[open.upperBound..<end])) + rest[end..<close.upperBound]
            rest = rest[close.upperBound...]
        }
        return changed + rest
    }
}
