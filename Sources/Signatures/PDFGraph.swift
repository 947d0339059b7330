/// What the objects of a signed revision are used for, by number: an object may be several things at once, and what is harmless in
/// one use is not in another.
struct PDFGraph {
    /// What pages are made of: all that the catalog leads to but the form, the annotations and what only describes or validates.
    let painted: Set<Int>
    /// What the form and the annotations lead to.
    let form: Set<Int>
    /// What nothing but the description of the file leads to.
    let information: Set<Int>
    let metadata: Set<Int>
    /// What nothing but the validation data lead to.
    let validation: Set<Int>
    /// The streams other objects stand in.
    let containers: Set<Int>
    /// Everything the revision refers to, there or not, but for what only its validation data do.
    let referred: Set<Int>
    let pages: Set<PDFReference>
    /// Lists of annotations that stand outside their page.
    let annotationLists: Set<PDFReference>

    init(_ file: PDFFile, _ catalog: PDFDictionary) throws(PDFFault) {
        let trailer = file.sections[0].trailer
        let walk = Walk(file: file)
        (pages, annotationLists) = try walk.pages(catalog)
        painted = try walk.numbers(from: [.dictionary(catalog.without(["AcroForm", "DSS", "Metadata"]))], without: ["Annots", "Parent"], of: pages)
        let whole = try walk.numbers(from: [.dictionary(catalog.without(["DSS", "Metadata"]))])
        form = whole.subtracting(painted)
        let described = try walk.numbers(from: [.dictionary(trailer.without(["Root", "Prev"]))])
        let meta = try walk.numbers(from: [catalog["Metadata"] ?? .null])
        information = described.subtracting(whole).subtracting(meta)
        metadata = meta.subtracting(whole).subtracting(described)
        let all = whole.union(described).union(meta)
        validation = try walk.numbers(from: [catalog["DSS"] ?? .null]).subtracting(all)
        referred = all
        containers = Set(file.sections.flatMap { $0.entries.values.compactMap { if case .inStream(let stream, _) = $0 { stream } else { nil } } })
    }

    private struct Walk {
        let file: PDFFile

        private static let maximumReferences = 500_000

        /// - Parameters:
        ///   - keys: which are not followed…
        ///   - apart: …where they stand in these.
        func numbers(from values: [PDFValue], without keys: Set<PDFName> = [], of apart: Set<PDFReference> = []) throws(PDFFault) -> Set<Int> {
            var seen: Set<PDFReference> = [], open: [PDFReference] = []
            for value in values { value.forEachReference { open.append($0) } }
            while let next = open.popLast() {
                guard seen.insert(next).inserted else { continue }
                guard seen.count <= Self.maximumReferences else { throw .tooLarge }
                guard let value = try file.object(next, in: 0)?.value else { continue }
                let followed = apart.contains(next) ? value.dictionary.map { .dictionary($0.without(keys)) } ?? value : value
                followed.forEachReference { if !seen.contains($0) { open.append($0) } }
            }
            return Set(seen.map(\.number))
        }

        func pages(_ catalog: PDFDictionary) throws(PDFFault) -> (Set<PDFReference>, lists: Set<PDFReference>) {
            var pages: Set<PDFReference> = [], lists: Set<PDFReference> = [], seen: Set<PDFReference> = []
            var open = [catalog["Pages"] ?? .null]
            while let next = open.popLast() {
                guard let reference = next.reference, seen.insert(reference).inserted, let node = try file.object(reference, in: 0)?.value.dictionary else { continue }
                if node["Type"]?.name == "Page" {
                    pages.insert(reference)
                    if let list = node["Annots"]?.reference { lists.insert(list) }
                } else {
                    open += try file.resolved(node["Kids"], in: 0)?.array ?? []
                }
            }
            return (pages, lists)
        }
    }
}
