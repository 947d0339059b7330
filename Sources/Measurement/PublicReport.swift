public import Formats

/// A report as it may be published: figures few dossiers stand behind are not told, nor those that would give them away.
///
/// What is told is said outright, figure by figure; a figure this room has not been taught to judge is not told.
public struct PublicReport: Sendable {
    /// Counts from 1 to 9 are small; more may be asked for, never less.
    public static let leastThreshold = 10

    /// As counted; only its reasons stand in an order that tells nothing.
    public let report: Report
    public let threshold: Int
    /// Where the JSON report has what is told.
    private let told: Set<String>
    /// What is not told and why, without values; for whoever publishes, as the reason itself says something.
    public let suppressed: [(path: String, reason: Suppression.Reason)]

    /// - Parameter threshold: what from on a count of dossiers may be told; below 10 it is taken as 10.
    /// - Complexity: that of `Suppression` over the report's cells.
    public init(_ report: Report, threshold: Int = leastThreshold) {
        var report = report
        // The most to gain stands first in a report: an order that would tell what the cells do not.
        report.reasons.sort { $0.code < $1.code }
        report.paperReasons.sort { $0.code.rawValue < $1.code.rawValue }
        report.integrity = report.integrity.unattributed
        self.report = report
        self.threshold = max(threshold, Self.leastThreshold)
        let cells = ReportCells(report, threshold: self.threshold)
        let suppression = Suppression(of: cells.model)
        var told: Set<String> = []
        var suppressed: [(String, Suppression.Reason)] = []
        for (path, place) in cells.places {
            switch place {
            case .cell(let cell):
                if let reason = suppression.reasons[cell] { suppressed.append((path, reason)) } else { told.insert(path) }
            case .derived(let parts):
                if parts.allSatisfy(suppression.isTold) { told.insert(path) } else { suppressed.append((path, .follows)) }
            }
        }
        self.told = told
        self.suppressed = suppressed.sorted { $0.0 < $1.0 }.map { (path: $0.0, reason: $0.1) }
    }

    /// Whether a figure may be told.
    ///
    /// - Parameter path: where the JSON report has it: `reduction/strict/low/macro`, `procedures/3/A`.
    public func tells(_ path: String) -> Bool { told.contains(path) }

    /// Ratios as the public sees them: more digits would give away of which small numbers they are made.
    ///
    /// Rounded from the six decimals of the JSON report, so that all editions have the same.
    public static func rounded(_ ratio: Double) -> Double { ((ratio * 1_000_000).rounded() / 1000).rounded() / 1000 }

    /// The contract of `report --public --format json`: that of the report, with `null` for what is not told and ratios
    /// to three decimals; `public` lists what is not told.
    public var json: JSON {
        guard case .object(let counted) = report.json else { return .null }
        var object = JSONObject(counted.members.map { member in
            (key: member.key, value: ReportCells.members.contains(member.key) ? masked(member.value, at: member.key) : .null)
        })
        object["public"] = [
            "threshold": .number("\(threshold)"), "suppressed": .array(suppressed.map { .string($0.path) }),
        ]
        return .object(object)
    }

    private func masked(_ json: JSON, at path: String) -> JSON {
        func inner(_ step: String) -> String { "\(path)/\(step)" }
        switch json {
        case .null, .bool: return json
        case .string: return ReportCells.isVerdict(path) && !tells(path) ? .null : json
        case .number(let digits):
            if ReportCells.isSetting(path) { return json }
            guard tells(path) else { return .null }
            guard digits.contains("."), let ratio = Double(digits) else { return json }
            return .number(SixDecimals.text(Self.rounded(ratio)))
        case .array(let elements): return .array(elements.enumerated().map { masked($0.element, at: inner("\($0.offset)")) })
        case .object(let object): return .object(JSONObject(object.members.map { (key: $0.key, value: masked($0.value, at: inner($0.key))) }))
        }
    }
}
