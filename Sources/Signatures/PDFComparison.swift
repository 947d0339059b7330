/// Two revisions of a PDF beside each other: the signed one, and the file as it is.
final class PDFComparison {
    let old: PDFFile
    let oldFields: [PDFField]
    private(set) var change = PDFChange.permitted
    /// Signatures that were not there, told by their `id`.
    private(set) var added: Set<Int> = []
    private(set) var hasAddedOtherThanTimeStamps = false

    private let new: PDFFile
    private let oldCatalog: PDFDictionary
    private let newCatalog: PDFDictionary
    private let graph: PDFGraph
    private var fields: [PDFReference: PDFField] = [:]
    private var names: Set<[UInt8]> = []
    private var addedFields: Set<PDFReference> = []

    init(_ old: PDFFile, _ new: PDFFile) throws(PDFFault) {
        self.old = old
        self.new = new
        guard let oldCatalog = try old.catalog(in: 0), let newCatalog = try new.catalog(in: 0) else { throw .unreadable }
        self.oldCatalog = oldCatalog
        self.newCatalog = newCatalog
        graph = try PDFGraph(old, oldCatalog)
        oldFields = try old.fields(in: 0)
        for field in oldFields {
            fields[field.reference] = field
            if let name = field.dictionary["T"]?.string { names.insert(name.bytes) }
        }
    }

    /// Whether the signed revision has a signature.
    func signs(_ signature: PDFSignature) -> Bool {
        oldFields.contains { field in
            guard field.isSignature, let value = (try? old.resolved(field.dictionary["V"], in: 0))?.dictionary else { return false }
            return PDFSignature(dictionary: value, revision: 0).id == signature.id
        }
    }

    /// - Parameter numbers: of all objects that follow the signed revision.
    func compare(_ numbers: Set<Int>) throws(PDFFault) {
        note(try catalogChange())
        note(try informationChange())
        for number in numbers.sorted() where number != 0 { note(try change(of: number)) }
    }

    private func note(_ found: PDFChange) { change = max(change, found) }

    // MARK: objects

    private func change(of number: Int) throws(PDFFault) -> PDFChange {
        guard let before = Self.reference(number, old.entry(number, in: 0)) else {
            // What the signed revision refers to and left out would appear in it now.
            return graph.referred.contains(number) || graph.containers.contains(number) ? .forbidden : .permitted
        }
        guard let after = Self.reference(number, new.entry(number, in: 0)), before == after, let was = try old.object(before, in: 0), let now = try new.object(after, in: 0) else {
            return .forbidden
        }
        if was.value == now.value, was.stream.map({ old.bytes[$0] }) == now.stream.map({ new.bytes[$0] }), !graph.containers.contains(number) { return .permitted }
        if graph.containers.contains(number) || [was, now].contains(where: { $0.stream != nil && $0.value.dictionary?["Type"]?.name == "ObjStm" }) { return .undecided }
        return try change(of: before, was, now)
    }

    private func change(of reference: PDFReference, _ was: PDFObject, _ now: PDFObject) throws(PDFFault) -> PDFChange {
        let number = reference.number, isPainted = graph.painted.contains(number)
        // The catalog was compared as a whole, and is nothing else beside.
        if old.sections[0].trailer["Root"] == .reference(reference) { return isPainted || graph.form.contains(number) ? .undecided : .permitted }
        if graph.pages.contains(reference) {
            guard let before = was.value.dictionary, let after = now.value.dictionary, was.stream == nil, now.stream == nil, before.isSame(as: after, but: ["Annots"]) else { return .forbidden }
            return try extended(before["Annots"], after["Annots"], by: addedAnnotation)
        }
        // A field may stand in the structure of its page as well.
        if isPainted { return fields[reference] == nil ? .forbidden : .undecided }
        if graph.validation.contains(number) { return .permitted }
        // When it was saved was compared as well; what it says is no page.
        if graph.information.contains(number) { return old.sections[0].trailer["Info"] == .reference(reference) ? .permitted : .undecided }
        if graph.metadata.contains(number) {
            guard oldCatalog["Metadata"] == .reference(reference), let before = try PDFDescription(was, in: old), let after = try PDFDescription(now, in: new) else { return .undecided }
            return before.isSame(as: after) ? .permitted : .undecided
        }
        if !graph.referred.contains(number) { return was.value.dictionary?["Type"]?.name == "XRef" && now.value.dictionary?["Type"]?.name == "XRef" ? .permitted : .undecided }
        return try formChange(reference, was, now)
    }

    private func formChange(_ reference: PDFReference, _ was: PDFObject, _ now: PDFObject) throws(PDFFault) -> PDFChange {
        let form = oldCatalog["AcroForm"], list = try old.resolved(form, in: 0)?.dictionary?["Fields"]
        var isKnown = false, worst = PDFChange.permitted
        if form == .reference(reference) { isKnown = true }
        guard was.stream == nil, now.stream == nil else { return .undecided }
        if list == .reference(reference) {
            isKnown = true
            worst = max(worst, try extended(was.value, now.value, by: addedField))
        }
        if graph.annotationLists.contains(reference) {
            isKnown = true
            worst = max(worst, try extended(was.value, now.value, by: addedAnnotation))
        }
        if let field = fields[reference] {
            isKnown = true
            worst = max(worst, try filled(field, now.value.dictionary))
        }
        guard !isKnown else { return worst }
        // Its appearance and the like; an annotation that is none of the form's is another matter.
        return graph.form.contains(reference.number) && was.value.dictionary?["Subtype"] == nil ? .undecided : .annotation
    }

    private static func reference(_ number: Int, _ entry: PDFFile.Entry?) -> PDFReference? {
        switch entry {
        case nil, .free: nil
        case .at(_, let generation): PDFReference(number: number, generation: generation)
        case .inStream: PDFReference(number: number, generation: 0)
        }
    }

    // MARK: the catalog and the description

    private func catalogChange() throws(PDFFault) -> PDFChange {
        guard oldCatalog.isSame(as: newCatalog, but: ["AcroForm", "DSS", "Extensions", "Version", "Metadata", "Perms"]) else { return .forbidden }
        var worst: PDFChange = oldCatalog["Metadata"] == newCatalog["Metadata"] && oldCatalog["Perms"] == newCatalog["Perms"] ? .permitted : .undecided
        for key in ["Extensions", "Version"] as [PDFName] {
            // Said at this place, they say nothing anywhere else.
            var refers = false
            newCatalog[key]?.forEachReference { _ in refers = true }
            if refers, oldCatalog[key] != newCatalog[key] { worst = .undecided }
        }
        if try !isValidation() { worst = .undecided }
        let before = try old.resolved(oldCatalog["AcroForm"], in: 0)?.dictionary, after = try new.resolved(newCatalog["AcroForm"], in: 0)?.dictionary
        guard let after else { return before == nil ? worst : .forbidden }
        if !(before ?? PDFDictionary()).isSame(as: after, but: ["Fields", "SigFlags"]) { worst = .undecided }
        return max(worst, try extended(before?["Fields"], after["Fields"], by: addedField))
    }

    private static let validationKeys: Set<PDFName> = ["Type", "Certs", "CRLs", "OCSPs", "VRI"]

    /// Whether the catalog leads to validation data as before, or to a store of them.
    private func isValidation() throws(PDFFault) -> Bool {
        guard let value = newCatalog["DSS"] else { return oldCatalog["DSS"] == nil }
        guard let store = try new.resolved(value, in: 0)?.dictionary else { return false }
        return Set(store.entries.keys).isSubset(of: Self.validationKeys)
    }

    /// When and by which program the file was saved may be noted.
    private func informationChange() throws(PDFFault) -> PDFChange {
        let value = new.sections[0].trailer["Info"], before = try old.resolved(old.sections[0].trailer["Info"], in: 0)
        guard let after = try new.resolved(value, in: 0) else { return before == nil ? .permitted : .undecided }
        if let reference = value?.reference, try new.object(reference, in: 0)?.stream != nil { return .undecided }
        guard before != after else { return .permitted }
        guard let now = after.dictionary, (before?.dictionary ?? PDFDictionary()).isSame(as: now, but: ["ModDate", "Producer"]) else { return .undecided }
        return ["ModDate", "Producer"].allSatisfy { now[$0].map { $0.string != nil } ?? true } ? .permitted : .undecided
    }

    // MARK: fields

    /// The same list, with more behind it.
    private func extended(_ before: PDFValue?, _ after: PDFValue?, by judge: (PDFValue) throws(PDFFault) -> PDFChange) throws(PDFFault) -> PDFChange {
        let was = try old.resolved(before, in: 0)?.array ?? [], now = try new.resolved(after, in: 0)?.array ?? []
        guard now.count >= was.count, now.prefix(was.count).elementsEqual(was) else { return .forbidden }
        var worst = PDFChange.permitted
        for value in now.dropFirst(was.count) { worst = max(worst, try judge(value)) }
        return worst
    }

    private func isNew(_ number: Int) -> Bool {
        Self.reference(number, old.entry(number, in: 0)) == nil && !graph.referred.contains(number) && !graph.containers.contains(number)
    }

    private func addedAnnotation(_ value: PDFValue) throws(PDFFault) -> PDFChange {
        guard let reference = value.reference, addedFields.contains(reference) else { return try addedField(value) == .annotation ? .annotation : .undecided }
        return .permitted
    }

    private func addedField(_ value: PDFValue) throws(PDFFault) -> PDFChange {
        guard let reference = value.reference, isNew(reference.number), let object = try new.object(reference, in: 0), object.stream == nil,
            let field = object.value.dictionary, field["FT"]?.name == "Sig"
        else { return .annotation }
        // A period would make it one below another.
        guard let signature = try addedSignature(field), let name = field["T"]?.string?.bytes, !names.contains(name), !name.contains(UInt8(ascii: ".")) else { return .undecided }
        let widget = PDFSignatureWidget(field)
        guard widget.isPlain, signature.isTimeStamp ? widget.isEmptyForTimeStamp : widget.paintsNothing else { return .undecided }
        addedFields.insert(reference)
        noted(signature)
        return .permitted
    }

    private func filled(_ field: PDFField, _ now: PDFDictionary?) throws(PDFFault) -> PDFChange {
        let was = field.dictionary
        guard field.isSignature, let now else { return .undecided }
        if was["V"] == now["V"] { return .undecided }
        // A signature that was there is gone, or another stands in its place.
        guard try old.resolved(was["V"], in: 0) == nil else { return .forbidden }
        let mayHavePicture = PDFSignatureWidget(now).hasNoArea && PDFSignatureWidget(was).hasNoArea
        guard was["FT"]?.name == "Sig", was["T"] != nil, was.isSame(as: now, but: mayHavePicture ? ["V", "AP"] : ["V"]), let signature = try addedSignature(now) else { return .undecided }
        guard !signature.isTimeStamp || PDFSignatureWidget(now).isEmptyForTimeStamp else { return .undecided }
        noted(signature)
        return .permitted
    }

    /// The signature a field holds, when it was not there before.
    private func addedSignature(_ field: PDFDictionary) throws(PDFFault) -> PDFSignature? {
        guard let value = field["V"], value.reference.map({ isNew($0.number) }) ?? true, let dictionary = try new.resolved(value, in: 0)?.dictionary else { return nil }
        if let reference = value.reference, try new.object(reference, in: 0)?.stream != nil { return nil }
        guard [nil, "Sig", "DocTimeStamp"].contains(dictionary["Type"]?.name) else { return nil }
        return PDFSignature(dictionary: dictionary, revision: 0)
    }

    private func noted(_ signature: PDFSignature) {
        added.insert(signature.id)
        if !signature.isTimeStamp { hasAddedOtherThanTimeStamps = true }
    }
}
