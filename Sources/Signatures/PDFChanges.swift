/// What came into a PDF after a signature, object by object. Permitted are validation data, document time-stamps that paint nothing,
/// further signatures that paint nothing in fields of their own or in empty ones, and the note in the file's description when and by
/// what it was saved. What a later hand may do besides, such as filling in a form or putting a picture on a signature, is not judged.
///
/// Source: ISO 32000-2, 12.8.2.2; ETSI EN 319 142-1, 5.4.
struct PDFChanges {
    enum Judgement {
        /// The signatures that were added.
        case permitted(Set<Int>)
        case undecided
        case forbidden
    }

    /// By where the signed revision ends.
    private var compared: [Int: PDFComparison?] = [:]
    private let file: PDFFile

    init(_ file: PDFFile) { self.file = file }

    /// - Parameter end: where the signed revision ends in the file.
    mutating func judgement(of signature: PDFSignature, endingAt end: Int) throws(PDFFault) -> Judgement {
        guard let found = try comparison(endingAt: end), found.signs(signature) else { return .undecided }
        let permission = try PDFPermission(of: signature, in: found.old, found.oldFields)
        guard permission.level != .unclear else { return .undecided }
        switch found.change {
        case .forbidden: return .forbidden
        case .annotation: return permission.level == .limited(3) ? .undecided : .forbidden
        case .undecided: return permission.level == .limited(1) ? .forbidden : .undecided
        case .permitted:
            guard found.hasAddedOtherThanTimeStamps else { return .permitted(found.added) }
            if permission.level == .limited(1) { return .forbidden }
            return permission.locksFields ? .undecided : .permitted(found.added)
        }
    }

    /// `nil` where the signed revision is no file of its own, or what follows cannot be accounted for to the byte.
    private mutating func comparison(endingAt end: Int) throws(PDFFault) -> PDFComparison? {
        if let known = compared[end] { return known }
        var found: PDFComparison?
        do throws(PDFFault) {
            let old = try PDFFile(file, endingAt: end), appended = PDFAppended(file: file, old: old)
            if try appended.isAccountedFor() {
                let comparison = try PDFComparison(old, file)
                try comparison.compare(appended.numbers)
                found = comparison
            }
        } catch {
            guard error != .tooLarge else { throw error }
        }
        compared[end] = .some(found)
        return found
    }
}

/// What became of an object, the worst last.
enum PDFChange: Int, Comparable {
    case permitted
    /// It may have been a right of whoever did it.
    case undecided
    /// Annotations, which only a signer who certifies can let follow.
    case annotation
    case forbidden

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
