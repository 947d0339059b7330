/// Reads RFC 4180 over bytes of checked UTF-8.
///
/// Ours and not SwiftCSV 0.10.0, because that one reads what is not there: a quote that never closes ends with the
/// file, short rows are filled up, spaces before a field and the empty field at the end of the file are dropped,
/// quotes inside a bare field are taken, U+2028 and U+0085 end a row, and a combining mark after a separator hides
/// the separator. None of it can be seen from its result.
struct TableReader {
    let bytes: UnsafeBufferPointer<UInt8>
    let separator: UInt8
    let limits: Table.Limits
    private var at = 0
    private var line = 1

    init(bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, limits: Table.Limits) {
        (self.bytes, self.separator, self.limits) = (bytes, separator, limits)
    }

    mutating func table() throws(FormatError) -> (columns: [String], rows: [[String]]) {
        guard !bytes.isEmpty else { throw failure(.syntax, "no row with the names of the columns", line: 1) }
        let columns = try row(expected: limits.columns)
        try Table.check(columns: columns)
        var rows: [[String]] = []
        while at < bytes.count {
            guard rows.count < limits.rows else {
                throw failure(.tooManyNodes, "more than \(limits.rows) rows", line: line)
            }
            let start = line
            let row = try row(expected: columns.count)
            guard row.count == columns.count else {
                throw Self.ragged(columns: columns.count, values: row.count, line: start)
            }
            rows.append(row)
        }
        return (columns, rows)
    }

    static func ragged(columns: Int, values: Int, line: Int) -> FormatError {
        FormatError(format: .csv, reason: .syntax, line: line, detail: "\(values) values for \(columns) columns")
    }

    /// One row and the end of its line.
    private mutating func row(expected: Int) throws(FormatError) -> [String] {
        let start = line
        var fields: [String] = []
        fields.reserveCapacity(min(expected, 64))
        while true {
            guard fields.count < limits.columns else {
                throw failure(.tooManyNodes, "more than \(limits.columns) columns", line: start)
            }
            let isQuoted = at < bytes.count && bytes[at] == UInt8(ascii: "\"")
            fields.append(isQuoted ? try quotedField() : try bareField())
            guard at < bytes.count else { return fields }
            switch bytes[at] {
            case separator:
                at += 1
            case 0x0A:
                at += 1
                line += 1
                return fields
            case 0x0D where at + 1 < bytes.count && bytes[at + 1] == 0x0A:
                at += 2
                line += 1
                return fields
            case 0x0D:
                throw failure(.syntax, "a carriage return without its line feed", line: line)
            default:
                throw failure(.syntax, "text after a closing quote", line: line)
            }
        }
    }

    private mutating func bareField() throws(FormatError) -> String {
        let start = at
        while at < bytes.count, bytes[at] != separator, bytes[at] != 0x0A, bytes[at] != 0x0D {
            guard bytes[at] != UInt8(ascii: "\"") else {
                throw failure(.syntax, "a quote inside a field that is not quoted", line: line)
            }
            at += 1
        }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    }

    private mutating func quotedField() throws(FormatError) -> String {
        let opened = line
        at += 1
        var start = at
        var value = ""
        while at < bytes.count {
            if bytes[at] == 0x0A { line += 1 }
            guard bytes[at] == UInt8(ascii: "\"") else {
                at += 1
                continue
            }
            value += String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
            at += 1
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return value }
            start = at  // the second of two quotes is part of the value
            at += 1
        }
        throw failure(.syntax, "a quote that is never closed", line: opened)
    }

    private func failure(_ reason: FormatError.Reason, _ detail: String, line: Int) -> FormatError {
        FormatError(format: .csv, reason: reason, line: line, detail: detail)
    }
}
