/// What a register sent back, before anything is read out of it.
public enum Reply: Sendable, Hashable {
    case json([UInt8])
    case xml([UInt8])
    case rows(Rows)
}

/// The rows of a query or a table: named columns, `nil` for SQL's null.
public struct Rows: Sendable, Hashable {
    public let columns: [String]
    /// As many values in each as there are columns.
    public let rows: [[String?]]
    /// Cells that hold something and no text: places of columns by places of rows. They are `nil` in `rows`.
    public let unreadable: [Int: Set<Int>]

    public init(columns: [String], rows: [[String?]], unreadable: [Int: Set<Int>] = [:]) {
        self.columns = columns
        self.rows = rows
        self.unreadable = unreadable
    }
}
