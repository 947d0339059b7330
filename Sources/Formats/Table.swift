/// A table read from CSV (RFC 4180): named columns, rows that all have a value for each.
public struct Table: Sendable, Hashable {
    /// How much of a table is read.
    public struct Limits: Sendable, Hashable {
        public var bytes: Int
        public var rows: Int
        public var columns: Int

        public init(bytes: Int = 64 << 20, rows: Int = 1_000_000, columns: Int = 1_000) {
            self.bytes = bytes
            self.rows = rows
            self.columns = columns
        }

        public static let standard = Limits()
    }

    /// The names in the first row: none empty, none twice.
    public let columns: [String]
    /// As many values in each as there are columns; an empty field is an empty text.
    public let rows: [[String]]

    /// Reads a table whose first row names its columns.
    ///
    /// A field is taken as it stands, spaces included. Rows end with CRLF or LF, the last one may go without.
    ///
    /// - Parameter separator: one ASCII character other than a quote or line end.
    /// - Throws: `FormatError` with the line: `.syntax` for a ragged row, a stray or missing quote, an empty column
    ///   name; `.duplicateKey`, `.encoding`, `.tooLarge`, `.tooManyNodes`, `.unsupported` (the separator).
    public init(
        parsing bytes: [UInt8], encoding: TextEncoding = .utf8, separator: Character = ",", limits: Limits = .standard
    ) throws(FormatError) {
        guard bytes.count <= limits.bytes else {
            throw FormatError(format: .csv, reason: .tooLarge, detail: "more than \(limits.bytes) bytes")
        }
        let mark = try Self.byte(of: separator)
        let text = try encoding.text(of: bytes, in: .csv)
        (columns, rows) = try withBytes(of: text.utf8, limit: .max) { buffer throws(FormatError) in
            var reader = TableReader(bytes: buffer, separator: mark, limits: limits)
            return try reader.table()
        }
    }

    /// Reads a table held as a string.
    public init(parsing text: String, separator: Character = ",", limits: Limits = .standard) throws(FormatError) {
        try self.init(parsing: Array(text.utf8), separator: separator, limits: limits)
    }

    /// A table made here.
    ///
    /// - Throws: what reading it back would throw: ragged rows, empty or repeated column names.
    public init(columns: [String], rows: [[String]]) throws(FormatError) {
        try Self.check(columns: columns)
        for (index, row) in rows.enumerated() where row.count != columns.count {
            throw TableReader.ragged(columns: columns.count, values: row.count, line: index + 2)
        }
        self.columns = columns
        self.rows = rows
    }

    /// A row by column name, counted from 0. Empty where there is no such row.
    public func row(_ index: Int) -> [String: String] {
        guard rows.indices.contains(index) else { return [:] }
        return Dictionary(zip(columns, rows[index]), uniquingKeysWith: { first, _ in first })
    }

    /// The values of a column from top to bottom; `nil` where there is no such column.
    public func column(_ name: String) -> [String]? {
        columns.firstIndex(of: name).map { place in rows.map { $0[place] } }
    }

    /// The table as RFC 4180 writes it: CRLF after every row, quotes only where they are needed.
    public func serialized() -> String {
        var text = ""
        for row in [columns] + rows {
            text += Self.line(row) + "\r\n"
        }
        return text
    }

    /// A row as RFC 4180 writes it, without its end: quotes only where they are needed.
    package static func line(_ cells: [String], separator: Unicode.Scalar = ",") -> String {
        cells.map { field($0, separator, isAlone: cells.count == 1) }.joined(separator: String(separator))
    }

    private static func field(_ value: String, _ separator: Unicode.Scalar, isAlone: Bool) -> String {
        // A mark at the front would be dropped as a byte order mark; a lone empty field would be an empty line.
        let isPlain = !value.unicodeScalars.contains { $0 == separator || $0 == "\"" || $0 == "\n" || $0 == "\r" } && value.unicodeScalars.first != "\u{FEFF}"
        return isPlain && !(isAlone && value.isEmpty) ? value : "\"" + value.doubling("\"") + "\""
    }

    static func check(columns: [String], line: Int? = 1) throws(FormatError) {
        var seen: Set<String> = []
        for (index, column) in columns.enumerated() {
            if column.isEmpty {
                throw FormatError(format: .csv, reason: .syntax, line: line, detail: "column \(index + 1) has no name")
            }
            guard seen.insert(column).inserted else {
                throw FormatError(
                    format: .csv, reason: .duplicateKey, line: line,
                    detail: "column \(index + 1) has the name of another")
            }
        }
        if columns.isEmpty {
            throw FormatError(format: .csv, reason: .syntax, line: line, detail: "a table without columns")
        }
    }

    private static func byte(of separator: Character) throws(FormatError) -> UInt8 {
        guard let byte = separator.asciiValue, separator.utf8.count == 1, byte != UInt8(ascii: "\""), byte != 0x0A,
            byte != 0x0D, byte != 0
        else {
            throw FormatError(
                format: .csv, reason: .unsupported,
                detail: "a separator is one ASCII character, no quote and no line end")
        }
        return byte
    }
}
