import Diagnostics

/// A report laid out for reading, in both languages at once; how it looks on a terminal or a page is decided later.
struct ReportDocument: Sendable {
    let title: LocalizedText
    /// What the figures are about: period, dossiers.
    let subject: LocalizedText
    /// The warning over everything else, where figures are simulated or simulated dossiers were left out.
    let band: LocalizedText?
    let cards: [Card]
    let sections: [Section]
    let definitions: [Definition]
}

/// One headline figure.
struct Card: Sendable {
    let label: LocalizedText
    let value: LocalizedText
    /// What it is a share of.
    let basis: LocalizedText
    let verdict: Verdict?
}

/// A goal and whether it is reached, in words and a sign, not by color alone.
struct Verdict: Sendable {
    enum Mark: String, Sendable { case met, notMet = "not-met", notMeasurable = "not-measurable", withheld }

    let mark: Mark
    let text: LocalizedText
}

/// A heading, one table, and a chart that shows some of it.
struct Section: Sendable {
    let id: String
    let heading: LocalizedText
    /// What the ratios are shares of.
    let note: LocalizedText?
    let columns: [Column]
    let rows: [Row]
    let chart: BarChart?

    struct Column: Sendable {
        let title: LocalizedText
        let isNumber: Bool
    }

    struct Row: Sendable {
        let cells: [LocalizedText]
        var isTotal = false
        var marks = Marks()
    }

    /// What a row may be looked for by; `nil` where it is about no single one.
    struct Marks: Sendable, Hashable {
        var procedure: String?
        var office: String?
        var period: String?
    }
}

extension Section.Column {
    static func text(_ vi: String, _ en: String) -> Self { Self(title: LocalizedText(vi: vi, en: en), isNumber: false) }

    static func number(_ vi: String, _ en: String) -> Self { Self(title: LocalizedText(vi: vi, en: en), isNumber: true) }
}

/// One rule of counting.
struct Definition: Sendable {
    let term: LocalizedText
    let meaning: LocalizedText
}
