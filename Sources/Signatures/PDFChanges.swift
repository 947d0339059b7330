/// What came into a PDF after a signature, object by object. Permitted are further signatures in fields of their own or in empty
/// ones, document time-stamps, validation data, and the notes in the file's description that it was saved.
///
/// Source: ISO 32000-2, 12.8.2.2; ETSI EN 319 142-1, 5.4. Filling in other fields and annotations, which a certifying signature may
/// permit, are not judged.
struct PDFChanges {
    enum Judgement {
        /// The signatures that were added.
        case permitted(Set<Int>)
        case undecided
        case forbidden
    }

    private let file: PDFFile
    private let signature: PDFSignature
    private let end: Int

    /// - Parameter end: where the signed revision ends in the file.
    init(_ file: PDFFile, since signature: PDFSignature, endingAt end: Int) {
        self.file = file
        self.signature = signature
        self.end = end
    }

    func judgement() throws(PDFFault) -> Judgement {
        // The signed bytes must be a file of their own: one of the revisions this file is made of, and the one that brought the signature.
        guard let start = PDFFile.start(of: file.bytes, before: end), let old = file.sections.firstIndex(where: { $0.offset == start }), old > 0, old <= signature.revision,
            file.sections[..<old].allSatisfy({ $0.offset >= end }), file.sections[old...].allSatisfy({ $0.offset < end }), isWithin(old)
        else { return .forbidden }
        let comparison = try PDFComparison(file, from: old)
        guard let added = try comparison.addedSignatures() else {
            // A certifying signature that permits more than signing leaves it open.
            return try signature.permission(in: file).map { $0 >= 2 } == true ? .undecided : .forbidden
        }
        if added.isEmpty { return .permitted([]) }
        if try signature.permission(in: file) == 1, comparison.hasAddedOtherThanTimeStamps { return .forbidden }
        if try signature.locksFields(in: file), comparison.hasFilledFields { return .undecided }
        return .permitted(added)
    }

    /// Nothing of the signed revision stands outside it.
    private func isWithin(_ old: Int) -> Bool {
        file.sections[old...].allSatisfy { section in
            section.entries.values.allSatisfy { entry in if case .at(let offset, _) = entry { offset < end } else { true } }
        }
    }
}

/// Two revisions of a PDF beside each other: `old`, and the file as it is.
final class PDFComparison {
    private let file: PDFFile
    private let old: Int
    private let oldCatalog: PDFDictionary
    private let newCatalog: PDFDictionary
    private var signaturesAdded: Set<Int> = []
    private(set) var hasAddedOtherThanTimeStamps = false
    /// Whether a field that was there before was signed.
    private(set) var hasFilledFields = false

    /// Everything the old revision refers to, from its catalog without the validation data.
    private var reached: Set<PDFReference> = []

    init(_ file: PDFFile, from old: Int) throws(PDFFault) {
        self.file = file
        self.old = old
        guard let oldCatalog = try file.catalog(in: old), let newCatalog = try file.catalog(in: 0) else { throw .unreadable }
        self.oldCatalog = oldCatalog
        self.newCatalog = newCatalog
    }

    /// - Returns: `nil` when anything else was changed.
    func addedSignatures() throws(PDFFault) -> Set<Int>? {
        let oldTrailer = file.sections[old].trailer
        for section in file.sections[..<old] where section.trailer["Root"] != oldTrailer["Root"] { return nil }
        guard try isSameInformation(oldTrailer["Info"], file.sections[0].trailer["Info"]) else { return nil }
        var visible = oldCatalog
        visible.entries["DSS"] = nil
        reached = try references(from: [.dictionary(visible), oldTrailer["Info"] ?? .null])
        let validation = try references(from: [oldCatalog["DSS"] ?? .null]).subtracting(reached)
        guard try isPermittedCatalog() else { return nil }
        let fields = try file.fields(in: old), pages = try pages()
        for number in Set(file.sections[..<old].flatMap(\.entries.keys)).sorted() {
            let (before, after) = (file.entry(number, in: old), file.entry(number, in: 0))
            if try isUnmoved(before, after) { continue }
            guard let before, before != .free else {
                // Something the old revision refers to and left out would appear in it now.
                if reached.contains(where: { $0.number == number }) { return nil }
                continue
            }
            guard let after, let reference = Self.reference(number, before), reference == Self.reference(number, after), let was = try file.object(reference, in: old),
                let now = try file.object(reference, in: 0)
            else { return nil }
            if was.value == now.value, was.stream.map({ file.bytes[$0] }) == now.stream.map({ file.bytes[$0] }) { continue }
            if validation.contains(reference) || isDescription(reference, was, now) { continue }
            guard was.stream == nil, now.stream == nil else {
                // The tables of the file itself.
                if !reached.contains(reference), was.value.dictionary?["Type"]?.name == "XRef", now.value.dictionary?["Type"]?.name == "XRef" { continue }
                return nil
            }
            guard try isPermitted(reference, was.value, now.value, fields, pages) else { return nil }
        }
        return signaturesAdded
    }

    // MARK: what may change

    /// The XMP description of the file, which is not part of any page; programs that sign note the time of saving in it.
    private func isDescription(_ reference: PDFReference, _ was: PDFObject, _ now: PDFObject) -> Bool {
        oldCatalog["Metadata"] == .reference(reference)
            && [was, now].allSatisfy { $0.stream != nil && $0.value.dictionary?["Type"]?.name == "Metadata" && $0.value.dictionary?["Subtype"]?.name == "XML" }
    }

    private func isPermitted(_ reference: PDFReference, _ was: PDFValue, _ now: PDFValue, _ fields: [PDFField], _ pages: Pages) throws(PDFFault) -> Bool {
        let form = try file.resolved(oldCatalog["AcroForm"], in: old)?.dictionary, trailer = file.sections[old].trailer
        // The catalog was compared as a whole.
        if trailer["Root"] == .reference(reference) { return true }
        if oldCatalog["AcroForm"] == .reference(reference), let before = was.dictionary, let after = now.dictionary {
            guard isSame(before, after, but: ["Fields", "SigFlags"]) else { return false }
            return try isExtended(before["Fields"], after["Fields"])
        }
        if form?["Fields"] == .reference(reference) { return try isExtended(was, now) }
        if trailer["Info"] == .reference(reference), let before = was.dictionary, let after = now.dictionary { return isSame(before, after, but: ["ModDate", "Producer"]) }
        if let field = fields.first(where: { $0.reference == reference }), let dictionary = now.dictionary {
            if field.isSignature, isSame(field.dictionary, dictionary, but: ["V", "AP", "M"]) {
                guard dictionary["V"] != field.dictionary["V"] else { return true }
                guard try file.resolved(field.dictionary["V"], in: old) == nil, try noteSignature(dictionary) else { return false }
                hasFilledFields = true
                return true
            }
        }
        // The picture of a field whose signature stands in the field above it.
        if let field = fields.first(where: { $0.isSignature && $0.kids.contains(reference) }), let before = was.dictionary, let dictionary = now.dictionary,
            isSame(before, dictionary, but: ["AP", "M"])
        {
            return try file.resolved(field.dictionary["V"], in: old) == nil
        }
        if pages.pages.contains(reference), let before = was.dictionary, let after = now.dictionary {
            guard isSame(before, after, but: ["Annots"]) else { return false }
            return try isExtended(before["Annots"], after["Annots"])
        }
        if pages.annotations.contains(reference) { return try isExtended(was, now) }
        return false
    }

    private func isPermittedCatalog() throws(PDFFault) -> Bool {
        guard isSame(oldCatalog, newCatalog, but: ["AcroForm", "DSS", "Extensions", "Version"]) else { return false }
        let before = try file.resolved(oldCatalog["AcroForm"], in: old)?.dictionary, after = try file.resolved(newCatalog["AcroForm"], in: 0)?.dictionary
        guard let after else { return before == nil }
        guard isSame(before ?? PDFDictionary(), after, but: ["Fields", "SigFlags"]) else { return false }
        return try isExtended(before?["Fields"], after["Fields"])
    }

    /// The same list with nothing but new signature fields after it.
    private func isExtended(_ before: PDFValue?, _ after: PDFValue?) throws(PDFFault) -> Bool {
        let was = try file.resolved(before, in: old)?.array ?? [], now = try file.resolved(after, in: 0)?.array ?? []
        guard now.count >= was.count, now.prefix(was.count).elementsEqual(was) else { return false }
        for value in now.dropFirst(was.count) { guard try isNewSignatureField(value) else { return false } }
        return true
    }

    /// What a field and its picture in one may say; no action, and nothing that makes it a page or a form as well.
    private static let fieldKeys: Set<String> = ["FT", "T", "TU", "V", "Ff", "F", "Type", "Subtype", "Rect", "P", "AP", "MK", "Lock", "SV", "DA", "Border", "BS"]

    private func isNewSignatureField(_ value: PDFValue) throws(PDFFault) -> Bool {
        guard let reference = value.reference, !reached.contains(where: { $0.number == reference.number }), [nil, .free].contains(file.entry(reference.number, in: old)),
            let object = try file.object(reference, in: 0), object.stream == nil, let field = object.value.dictionary, Set(field.entries.keys).isSubset(of: Self.fieldKeys),
            field["FT"]?.name == "Sig"
        else { return false }
        return try noteSignature(field)
    }

    private func noteSignature(_ field: PDFDictionary) throws(PDFFault) -> Bool {
        guard let dictionary = try file.resolved(field["V"], in: 0)?.dictionary else { return false }
        let signature = PDFSignature(dictionary: dictionary, revision: 0)
        signaturesAdded.insert(signature.id)
        if !signature.isTimeStamp { hasAddedOtherThanTimeStamps = true }
        return true
    }

    private func isSame(_ one: PDFDictionary, _ other: PDFDictionary, but keys: Set<String>) -> Bool {
        one.entries.filter { !keys.contains($0.key) } == other.entries.filter { !keys.contains($0.key) }
    }

    /// When it was saved, and by which program.
    private func isSameInformation(_ before: PDFValue?, _ after: PDFValue?) throws(PDFFault) -> Bool {
        guard let after = try file.resolved(after, in: 0) else { return try file.resolved(before, in: old) == nil }
        guard let now = after.dictionary else { return false }
        return isSame(try file.resolved(before, in: old)?.dictionary ?? PDFDictionary(), now, but: ["ModDate", "Producer"])
    }

    // MARK: what is there

    private static func reference(_ number: Int, _ entry: PDFFile.Entry) -> PDFReference? {
        switch entry {
        case .free: nil
        case .at(_, let generation): PDFReference(number: number, generation: generation)
        case .inStream: PDFReference(number: number, generation: 0)
        }
    }

    private func isUnmoved(_ before: PDFFile.Entry?, _ after: PDFFile.Entry?) throws(PDFFault) -> Bool {
        guard before == after else { return before == .free && after == nil || before == nil && after == .free }
        guard case .inStream(let stream, _) = before else { return true }
        return file.entry(stream, in: old) == file.entry(stream, in: 0)
    }

    private static let maximumReferences = 500_000

    private func references(from values: [PDFValue]) throws(PDFFault) -> Set<PDFReference> {
        var seen: Set<PDFReference> = [], open: [PDFReference] = []
        for value in values { value.forEachReference { open.append($0) } }
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            guard seen.count <= Self.maximumReferences else { throw .tooLarge }
            try file.object(next, in: old)?.value.forEachReference { open.append($0) }
        }
        return seen
    }

    private struct Pages {
        var pages: Set<PDFReference> = []
        /// Lists of annotations that stand outside their page.
        var annotations: Set<PDFReference> = []
    }

    private func pages() throws(PDFFault) -> Pages {
        var found = Pages(), seen: Set<PDFReference> = []
        var open = [oldCatalog["Pages"] ?? .null]
        while let next = open.popLast() {
            guard let reference = next.reference, seen.insert(reference).inserted, let node = try file.object(reference, in: old)?.value.dictionary else { continue }
            if node["Type"]?.name == "Page" {
                found.pages.insert(reference)
                if let annotations = node["Annots"]?.reference { found.annotations.insert(annotations) }
            } else {
                open += try file.resolved(node["Kids"], in: old)?.array ?? []
            }
        }
        return found
    }
}
