/// How much of a file is looked into. Work is counted, never time, so that a file comes to the same on every machine.
final class PDFBudget {
    /// Values read; each takes up to a hundred bytes of memory.
    private var values = 2_000_000
    /// Cross-reference sections looked into for an object.
    private var lookUps = 8_000_000
    private var inflated: Int
    private var hashed = 1 << 30

    static let maximumSignatures = 64

    /// - Parameter size: of the file. What unpacks to far more than its file holds nothing a document needs.
    init(for size: Int) { inflated = min(64 << 20, 4 << 20 + 32 * size) }

    var room: Int { inflated }

    func spend(values count: Int) throws(PDFFault) { try Self.take(count, from: &values) }
    func spend(lookUps count: Int) throws(PDFFault) { try Self.take(count, from: &lookUps) }
    func spend(inflated count: Int) throws(PDFFault) { try Self.take(count, from: &inflated) }
    func spend(hashed count: Int) throws(PDFFault) { try Self.take(count, from: &hashed) }

    private static func take(_ count: Int, from left: inout Int) throws(PDFFault) {
        guard count <= left else { throw .tooLarge }
        left -= count
    }
}

/// What was read of a file's bytes and is the same in all its revisions.
final class PDFStore {
    let budget: PDFBudget
    /// By offset.
    var sections: [Int: PDFFile.Section] = [:]
    var objects: [Int: PDFRead] = [:]
    var packed: [Int: [(number: Int, value: PDFValue)]] = [:]

    init(for size: Int) { budget = PDFBudget(for: size) }
}

/// An object as it stands in a file.
struct PDFRead {
    let reference: PDFReference
    let object: PDFObject
    /// After `endobj`.
    let end: Int
    let hasComments: Bool
    /// Whether the length of its stream stands elsewhere, where another revision may have another.
    let isDependent: Bool
}
