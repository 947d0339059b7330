import Authoring
import Drivers
import Formats

/// A reply as a sample file holds it.
struct SampleText {
    let text: String

    /// - Parameters:
    ///   - table: of a database: then the sample is a script that makes it.
    ///   - separator: of the columns of CSV.
    init(_ reply: Reply, table: String? = nil, separator: String) {
        switch reply {
        case .json(let bytes), .xml(let bytes):
            let whole = String(decoding: bytes, as: UTF8.self)
            text = whole.hasSuffix("\n") ? whole : whole + "\n"
        case .rows(let rows):
            guard let table else {
                text = ([rows.columns] + rows.rows.map { $0.map { $0 ?? "" } }).map { Table.line($0, separator: separator.unicodeScalars.first ?? ",") + "\n" }.joined()
                return
            }
            // The register in miniature: the script makes it in memory.
            let columns = rows.columns.map(DatabaseSample.quoted).joined(separator: ", "), target = DatabaseSample.quoted(DatabaseSample.unqualified(table: table))
            text = "create table \(target) (\(columns));\n" + rows.rows.map { row in
                "insert into \(target) values (\(row.map { $0.map { "'\($0.doubling("'"))'" } ?? "null" }.joined(separator: ", ")));\n"
            }.joined()
        }
    }
}

/// The first line of a table has to name its columns: taken for names, somebody's data would stay as they are.
enum ColumnNames {
    /// - Throws: a failure that repeats none of them.
    static func check(_ columns: [String], of file: String) throws {
        guard columns.contains(where: { $0.contains(/\d{5}|\d[\/.-]\d/) }) else { return }
        throw CommandFailure.input(
            vi: "dòng đầu của '\(file)' không giống tên cột; hãy thêm một dòng tên cột", en: "the first line of '\(file)' does not look like names of columns; add a line that names them")
    }
}
