public import Foundation

/// Writes a synthetic province: its registers, the truth about them, and what applicants answer.
///
/// Nobody in it exists; e-mail addresses lie in the reserved domain `.example`.
public enum ProvinceGenerator {
    /// - Parameters:
    ///   - options: same options, same bytes.
    ///   - directory: becomes the province; an earlier generated province there is replaced, any
    ///     other existing folder is refused. Everything is written beside it and renamed at the
    ///     end, so that an interrupted run leaves no half-made province.
    ///   - progress: how many people there are already, now and then.
    /// - Throws: `ProvinceError`, or what the file system or SQLite says; `CancellationError` when
    ///   the current task is cancelled.
    @discardableResult
    public static func generate(
        _ options: ProvinceOptions, into directory: URL, progress: (@Sendable (Int) -> Void)? = nil
    ) throws -> ProvinceSummary {
        guard let asOf = CivilDay(options.asOf) else {
            throw ProvinceError.badOption(vi: "ngày của tỉnh không phải ngày như 2026-11-24", en: "the as-of date is no day like 2026-11-24")
        }
        guard asOf >= CivilDay(2026, 1, 1) else {
            throw ProvinceError.badOption(
                vi: "tỉnh là tỉnh sau sáp nhập tháng 7 năm 2025: hãy chọn từ 2026-01-01",
                en: "the province stands after the merger of July 2025: choose 2026-01-01 or later")
        }
        guard (1...1_000_000).contains(options.people) else {
            throw ProvinceError.badOption(vi: "một tỉnh có 1 đến 1.000.000 người", en: "a province has 1 to 1,000,000 people")
        }
        let files = FileManager.default
        if files.fileExists(atPath: directory.path),
            !files.fileExists(atPath: directory.appending(path: ProvinceFile.name).path),
            try !files.contentsOfDirectory(atPath: directory.path).isEmpty
        {
            throw ProvinceError.exists(directory.path)
        }
        let parent = directory.deletingLastPathComponent()
        try files.createDirectory(at: parent, withIntermediateDirectories: true)
        let draft = parent.appending(path: ".\(directory.lastPathComponent).draft")
        // What a killed run left: nobody reads a draft.
        if files.fileExists(atPath: draft.path) { try files.removeItem(at: draft) }
        try files.createDirectory(at: draft, withIntermediateDirectories: false)
        defer { try? files.removeItem(at: draft) }

        let summary = try ProvinceWriter(options: options, asOf: asOf, folder: draft).write(progress)
        try SignedSample.write(into: draft, in: asOf.year)
        try ProvinceFile(options: options, summary: summary).write(to: draft)
        if files.fileExists(atPath: directory.path) { try files.removeItem(at: directory) }
        try files.moveItem(at: draft, to: directory)
        return summary
    }

    /// The same for a path.
    @discardableResult
    public static func generate(
        _ options: ProvinceOptions, into directory: String, progress: (@Sendable (Int) -> Void)? = nil
    ) throws -> ProvinceSummary {
        try generate(options, into: URL(filePath: directory, directoryHint: .isDirectory), progress: progress)
    }
}
