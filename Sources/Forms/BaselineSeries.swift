public import Diagnostics
import Expressions

/// The baselines of one form: the one in use, and those it replaced.
public struct BaselineSeries: Sendable, Hashable {
    /// What dossiers are counted against now.
    public let inUse: Baseline
    /// What it replaced, the latest first.
    public let replaced: [Baseline]

    public var all: [Baseline] { [inUse] + replaced }

    /// Follows `replaces` from the one that nothing replaces. Where that is not one line, the first file is in use, and it is a
    /// finding: which of them dossiers are counted against must not hang on the name of a file.
    ///
    /// - Parameter baselines: of one form, in the order of their files.
    /// - Returns: `nil` for none.
    static func series(of baselines: [Baseline]) -> (series: BaselineSeries, diagnostics: [Diagnostic])? {
        guard let first = baselines.first else { return nil }
        var findings: [Diagnostic] = []
        let known = Set(baselines.map(\.id))
        for baseline in baselines {
            guard let old = baseline.replaces, !known.contains(old) || old == baseline.id else { continue }
            findings.append(Diagnostic(
                .replacedBaselineUnknown, at: baseline.places["replaces"], [old, baseline.form.rawValue],
                fix: nearest(to: old, among: known.subtracting([baseline.id]).sorted())))
        }
        let named = Set(baselines.compactMap(\.replaces))
        let heads = baselines.filter { !named.contains($0.id) }
        var line: [Baseline] = []
        var next = heads.count == 1 ? heads.first : nil
        while let baseline = next {
            line.append(baseline)
            next = baselines.first { $0.id == baseline.replaces && !line.contains($0) }
        }
        if let head = line.first, line.count == baselines.count { return (BaselineSeries(inUse: head, replaced: Array(line.dropFirst())), findings) }
        if findings.isEmpty {
            for other in baselines.dropFirst() {
                findings.append(Diagnostic(.baselinesInNoLine, at: other.places["baseline"], [other.form.rawValue, baselines.map(\.id).joined(separator: ", ")]))
            }
        }
        return (BaselineSeries(inUse: first, replaced: Array(baselines.dropFirst())), findings)
    }

    /// Every form's series.
    public static func all(of baselines: [Baseline]) -> (series: [FormID: BaselineSeries], diagnostics: [Diagnostic]) {
        var series: [FormID: BaselineSeries] = [:]
        var findings: [Diagnostic] = []
        for (form, several) in Dictionary(grouping: baselines, by: \.form) {
            guard let (found, noted) = Self.series(of: several) else { continue }
            series[form] = found
            findings += noted
        }
        return (series, findings.sortedByPosition())
    }
}
