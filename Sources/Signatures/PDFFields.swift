/// A field of a PDF's revision, or the picture of one.
struct PDFField {
    let reference: PDFReference
    let dictionary: PDFDictionary
    let isSignature: Bool
}

extension PDFFile {
    private static let maximumFields = 20_000

    /// All fields below the form, whatever their kind. Source: ISO 32000-2, 12.7.
    func fields(in revision: Int) throws(PDFFault) -> [PDFField] {
        guard let form = try resolved(try catalog(in: revision)?["AcroForm"], in: revision)?.dictionary else { return [] }
        var fields: [PDFField] = [], seen: Set<PDFReference> = []
        var open = (try resolved(form["Fields"], in: revision)?.array ?? []).map { (value: $0, isSignature: false) }
        while let next = open.popLast() {
            guard let reference = next.value.reference, seen.insert(reference).inserted else { continue }
            guard seen.count <= Self.maximumFields else { throw .tooLarge }
            guard let field = try object(reference, in: revision)?.value.dictionary else { continue }
            let isSignature = try resolved(field["FT"], in: revision).map { $0.name == "Sig" } ?? next.isSignature
            let kids = try resolved(field["Kids"], in: revision)?.array ?? []
            fields.append(PDFField(reference: reference, dictionary: field, isSignature: isSignature))
            open += kids.map { (value: $0, isSignature: isSignature) }
        }
        return fields
    }

    /// Whether a byte range stands outside the signatures that fields lead to.
    func bears(unlisted signatures: [PDFSignature]) -> Bool {
        let places = signatures.compactMap(\.dictionary.place), word = Array("/ByteRange".utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place + word.count <= bytes.count {
                if bytes[place] == word[0], bytes[place + 5] == word[5], (0..<word.count).allSatisfy({ bytes[place + $0] == word[$0] }), !places.contains(where: { $0.contains(place) }) {
                    return true
                }
                place += 1
            }
            return false
        }
    }
}

/// Finds the signatures of all revisions: one that a later revision dropped was still made.
struct PDFSignatureSearch {
    let file: PDFFile

    init(_ file: PDFFile) { self.file = file }

    /// In the order of their contents in the file.
    func signatures() throws(PDFFault) -> [PDFSignature] {
        var found: [Int: PDFSignature] = [:]
        for revision in file.sections.indices {
            for field in try file.fields(in: revision) where field.isSignature {
                guard let dictionary = try file.resolved(field.dictionary["V"], in: revision)?.dictionary else { continue }
                let signature = PDFSignature(dictionary: dictionary, revision: revision)
                found[signature.id] = signature
                guard found.count <= PDFBudget.maximumSignatures else { throw .tooLarge }
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }
}
