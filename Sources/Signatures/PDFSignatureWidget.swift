/// How a signature's field shows itself. Source: ISO 32000-2, 12.5.2 and 12.7.5.5.
struct PDFSignatureWidget {
    private let field: PDFDictionary

    /// What a field and its picture in one may say; no action, and nothing that makes it a page or a form as well.
    private static let keys: Set<PDFName> = ["FT", "T", "TU", "V", "Ff", "F", "Type", "Subtype", "Rect", "P", "AP", "MK", "Lock", "SV", "DA", "Border", "BS"]
    private static let looks: Set<PDFName> = ["AP", "MK", "DA", "Border", "BS"]

    init(_ field: PDFDictionary) { self.field = field }

    /// Whether it is a field, with or without a widget, and nothing more.
    var isPlain: Bool {
        guard Set(field.entries.keys).isSubset(of: Self.keys), field["Type"].map({ $0.name == "Annot" }) ?? true else { return false }
        return field["Subtype"].map { $0.name == "Widget" } ?? (field["Rect"] == nil && field["AP"] == nil)
    }

    /// Whether its rectangle is a point.
    var hasNoArea: Bool {
        guard let corners = field["Rect"]?.array, corners.count == 4 else { return false }
        return corners.allSatisfy { Self.isNumber($0) } && corners[0] == corners[2] && corners[1] == corners[3]
    }

    /// An empty rectangle, or no picture and nothing to make one of.
    var paintsNothing: Bool { hasNoArea || Set(field.entries.keys).isDisjoint(with: Self.looks) }

    /// A time-stamp shows nothing at all.
    var isEmptyForTimeStamp: Bool { field["AP"] == nil && (field["Rect"] == nil || hasNoArea) && field["Subtype"].map { $0.name == "Widget" } == true }

    private static func isNumber(_ value: PDFValue) -> Bool {
        switch value {
        case .integer, .real: true
        default: false
        }
    }
}
