import Declarations
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Sourcing
import Testing
import Vocabulary

/// Of every shipped baseline: each single edit that changes what it says changes its hash, and no other edit does.
@Suite("The content of the shipped baselines")
struct BaselineContentTests {
    private static let shipped = Result { try SchemaDocument.shipped().filter { $0.kind == .baseline } }

    private static let names: [String] = (try? shipped.get().map(\.name)) ?? []

    @Test("there are fourteen")
    func all() throws { #expect(try Self.shipped.get().count == 14) }

    @Test("every single edit of what it says changes the content", arguments: names)
    func edits(_ name: String) throws {
        let (document, vocabulary) = try Self.document(name)
        let before = try #require(Self.content(document, vocabulary))
        var seen: Set<String> = [before]
        var edits = 0
        for (what, edited) in Self.meaningful(document) {
            guard edited != document else { continue }
            edits += 1
            let after = try #require(Self.content(edited, vocabulary), "\(what) does not read")
            #expect(after != before, "\(what)")
            seen.insert(after)
        }
        // Nor do two edits come to the same, except that a meaning or condition may be written in two places of one blank.
        #expect(edits >= 100 && seen.count == edits + 1)
    }

    @Test("no edit of anything else does", arguments: names)
    func sameness(_ name: String) throws {
        let (document, vocabulary) = try Self.document(name)
        let before = try #require(Self.content(document, vocabulary))
        for (what, edited) in Self.meaningless(document) {
            // As text: JSON objects are equal whatever the order of their members.
            #expect(edited.serialized(.pretty) != document.serialized(.pretty), "\(what) is no edit")
            #expect(Self.content(edited, vocabulary) == before, "\(what)")
        }
    }

    private static func document(_ name: String) throws -> (JSON, Vocabulary) {
        let document = try #require(try shipped.get().first { $0.name == name }?.json)
        return (document, try ShippedFolder.read.get().catalog.vocabulary)
    }

    private static func content(_ json: JSON, _ vocabulary: Vocabulary) -> String? {
        let (baseline, findings) = BaselineReader.baseline(json.serialized(.pretty), file: "edited.yaml")
        return findings.isEmpty ? baseline?.content(atom: vocabulary.atom(of:)).serialized(.canonical) : nil
    }

    // MARK: edits

    private static func meaningful(_ document: JSON) -> [(String, JSON)] {
        var edits: [(String, JSON)] = ["form", "text"].map { ("\($0) is another", document.with($0, .string("other"))) }
        let sections = document["sections"]?.array ?? []
        for (number, section) in sections.enumerated() {
            func put(_ what: String, _ changed: JSON?) {
                var all = sections
                if let changed { all[number] = changed } else { all.remove(at: number) }
                edits.append(("section \(number): \(what)", document.with("sections", .array(all))))
            }
            put("gone", nil)
            put("another condition", section.with("visibleIf", "dossier.never_asked = 1"))
            if section["visibleIf"] != nil { put("no condition", section.with("visibleIf", nil)) }
            if let rows = section["rows"] {
                put("other rows", section.with("rows", rows.with("group", "another_group")))
                put("more rows", section.with("rows", rows.with("count", "0..7")))
                put("rows of somebody else", section.with("rows", rows.with("of", "another_role")))
                put("no rows", section.with("rows", nil))
            } else {
                put("rows", section.with("rows", ["group": "new_group", "count": "0..3"]))
            }
            let key = section["blanks"] == nil ? "fields" : "blanks"
            let blanks = section[key]?.array ?? []
            for (place, blank) in blanks.enumerated() {
                let id = blank["id"]?.string ?? ""
                func put(_ what: String, _ changed: [JSON]) {
                    var others = blanks
                    others.replaceSubrange(place...place, with: changed)
                    var all = sections
                    all[number] = section.with(key, .array(others))
                    edits.append(("\(id): \(what)", document.with("sections", .array(all))))
                }
                put("gone", [])
                put("twice", [blank, blank.with("id", .string(id + ".again"))])
                put("another id", [blank.with("id", .string(id + ".other"))])
                put("another meaning", [blank.with("means", "dossier.never_asked")])
                let isRequired = blank["required"]?.bool ?? false
                put("required or not", [blank.with("required", .bool(!isRequired))])
                put("another time required", [blank.with("requiredIf", "dossier.never_asked = 2")])
                put("another time visible", [blank.with("visibleIf", "dossier.never_asked = 3")])
                for condition in ["requiredIf", "visibleIf"] where blank[condition] != nil { put("without \(condition)", [blank.with(condition, nil)]) }
                put("a part", [blank.with("partOf", "dossier.never_asked")])
                put("outside otherwise", [blank.with("outside", blank["outside"] == nil || blank["outside"]?.string != "office" ? "office" : "consent")])
                if blank["outside"] != nil { put("inside", [blank.with("outside", nil)]) }
            }
        }
        return edits
    }

    private static func meaningless(_ document: JSON) -> [(String, JSON)] {
        var labelled = document
        let sections = (document["sections"]?.array ?? []).map { section in
            let key = section["blanks"] == nil ? "fields" : "blanks"
            let blanks = (section[key]?.array ?? []).map { $0.with("label", ["vi": "Nhãn khác", "en": "another label"]) }
            return section.with("title", ["vi": "Tên khác"]).with(key, .array(blanks))
        }
        labelled = labelled.with("sections", .array(sections))
        let words = (document["sections"]?.array ?? []).map { section -> JSON in
            guard let blanks = section["fields"] else { return section }
            return section.with("fields", nil).with("blanks", blanks)
        }
        return [
            ("keys the other way round", document.reversed), ("labels and titles", labelled), ("blanks instead of fields", document.with("sections", .array(words))),
            ("who froze it", document.with("frozen", ["on": "2020-01-01", "by": "Người khác"])),
            ("its status", document.with("status", document["status"]?.string == "provisional" ? "in-force" : "provisional")),
            ("its name", document.with("baseline", "renamed")), ("what it replaces", document.with("replaces", "an-older-one")),
        ]
    }
}

/// The shipped declarations, read once.
enum ShippedFolder {
    static let read = Result { try DeclarationFolder(SchemaDocument.root.path) }
}

extension JSON {
    fileprivate func with(_ key: String, _ value: JSON?) -> JSON {
        var object = self.object ?? [:]
        object[key] = value
        return .object(object)
    }

    /// Every mapping with its keys in the other order.
    fileprivate var reversed: JSON {
        switch self {
        case .object(let object): .object(JSONObject(object.members.reversed().map { (key: $0.key, value: $0.value.reversed) }))
        case .array(let items): .array(items.map(\.reversed))
        default: self
        }
    }
}
