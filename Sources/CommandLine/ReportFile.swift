import Foundation
import Measurement
import Reports

/// Where a report goes: every file as a whole, or not at all.
enum ReportFile {
    static func write(_ text: String, to path: String) throws {
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch { throw unwritable(path) }
    }

    static func unwritable(_ path: String) -> CommandFailure { .input(vi: "không ghi được '\(path)'", en: "cannot write '\(path)'") }
}

extension ReportTables {
    /// Writes the CSV files into a folder, which is made where it is not there; files of other names stay.
    func write(intoFolder path: String) throws {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch { throw ReportFile.unwritable(path) }
        for (name, text) in csvFiles { try ReportFile.write(text, to: URL(filePath: path).appending(path: name).path) }
    }
}

extension Workbook {
    /// Writes the workbook beside its place and moves it there.
    func write(replacing path: String) throws {
        let target = URL(filePath: path)
        let draft = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: draft) }
        do {
            try write(to: draft.path)
            guard rename(draft.path, target.path) == 0 else { throw ReportFile.unwritable(path) }
        } catch is Workbook.WriteError {
            throw ReportFile.unwritable(path)
        }
    }
}

extension PublicReport {
    /// Where the JSON report has each figure that is left out, and why: `small`, `difference`, `follows`.
    var suppressionsCSV: String {
        "figure,reason\r\n" + suppressed.map { "\($0.path),\($0.reason.rawValue)\r\n" }.joined()
    }
}
