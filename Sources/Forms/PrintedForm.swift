public import Formats

/// A form as paper needs it: every blank the law prints, once and in its order, with what stands in it. Its texts are in one
/// language, and as one side may see them.
public struct PrintedForm: Sendable, Hashable {
    public let heading: Heading
    /// The paper's own.
    public let sections: [PrintedSection]
    /// What the form asks beside the paper, so that nothing is lost.
    public let annex: [PrintedSection]
    public let papers: [PrintedPaper]

    public init(heading: Heading, sections: [PrintedSection], annex: [PrintedSection], papers: [PrintedPaper]) {
        self.heading = heading
        self.sections = sections
        self.annex = annex
        self.papers = papers
    }

    /// Which form, under which text, of which dossier.
    public struct Heading: Sendable, Hashable {
        public let form: String
        public let version: String
        public let title: String
        /// The text that prescribes the paper.
        public let text: String
        /// Whether the blanks were compared with the print of that text.
        public let isProvisional: Bool
        public let dossier: Dossier

        public init(form: String, version: String, title: String, text: String, isProvisional: Bool, dossier: Dossier) {
            self.form = form
            self.version = version
            self.title = title
            self.text = text
            self.isProvisional = isProvisional
            self.dossier = dossier
        }
    }

    public struct Dossier: Sendable, Hashable {
        public let reference: String
        /// The portal's or one-stop system's.
        public let code: String?
        /// As JSON has it: `draft`, `filed`, …
        public let status: String
        public let statusText: String
        /// The day it is filled as of, as it is written.
        public let asOf: String
        /// Viet Nam's time, as it is written; `nil` before it is filed.
        public let filed: String?
        public let isSimulated: Bool
        /// `applicant` or `office`.
        public let view: String

        public init(
            reference: String, code: String?, status: String, statusText: String, asOf: String, filed: String?, isSimulated: Bool, view: String
        ) {
            self.reference = reference
            self.code = code
            self.status = status
            self.statusText = statusText
            self.asOf = asOf
            self.filed = filed
            self.isSimulated = isSimulated
            self.view = view
        }
    }

    /// Of the paper and beside it.
    public var blanks: [PrintedBlank] { (sections + annex).flatMap(\.blanks) }
}

/// A stretch of the paper.
public struct PrintedSection: Sendable, Hashable {
    /// `nil` where the paper has no heading there.
    public let title: String?
    /// The table it is; `nil` for a stretch that is none.
    public let table: Table?
    public let blanks: [PrintedBlank]

    public struct Table: Sendable, Hashable {
        public let group: String
        /// By their names; empty where nobody was entered.
        public let rows: [String]

        public init(group: String, rows: [String]) {
            self.group = group
            self.rows = rows
        }
    }

    public init(title: String?, table: Table?, blanks: [PrintedBlank]) {
        self.title = title
        self.table = table
        self.blanks = blanks
    }
}

/// One blank: its words, its boxes, and what stands in it.
public struct PrintedBlank: Sendable, Hashable {
    /// By which the control sheet names it.
    public let number: Int
    public let id: String
    /// `role.concept`; several where it depends on the kind of subject.
    public let means: [String]
    public let label: String
    /// What the paper says of when it may stay empty.
    public let note: String?
    public let shape: Shape
    /// Names of the parts its value may have: of an address, of a day.
    public let parts: [String]
    public let group: String?
    /// One for each row of its table; exactly one where it stands in none.
    public let entries: [PrintedEntry]

    public enum Shape: Sendable, Hashable {
        /// A line that takes the width of the paper.
        case line
        /// A day, a number: half of it does.
        case short
        /// A box.
        case tick
        /// Boxes to choose from.
        case boxes([Option])
    }

    public struct Option: Sendable, Hashable {
        public let code: String
        public let label: String

        public init(code: String, label: String) {
            self.code = code
            self.label = label
        }
    }

    public init(
        number: Int, id: String, means: [String], label: String, note: String?, shape: Shape, parts: [String] = [], group: String?,
        entries: [PrintedEntry]
    ) {
        self.number = number
        self.id = id
        self.means = means
        self.label = label
        self.note = note
        self.shape = shape
        self.parts = parts
        self.group = group
        self.entries = entries
    }

    /// The same blank with something else in it.
    public func with(_ entries: [PrintedEntry]) -> PrintedBlank {
        PrintedBlank(number: number, id: id, means: means, label: label, note: note, shape: shape, parts: parts, group: group, entries: entries)
    }
}

/// What stands in a blank, on one row.
public struct PrintedEntry: Sendable, Hashable {
    public let row: String?
    /// `nil`: nothing, or nothing this side may see.
    public let value: JSON?
    /// As the paper has it; empty where nothing stands there. Of a masked value its end.
    public let text: String
    /// Its parts by name, where it has any: of an address, of a day. Of several values each in its place, one after the other.
    public let parts: [String: String]
    /// Codes of the boxes that are ticked: of several rows, by any of them.
    public let ticked: Set<String>
    /// A value is there that this side does not get.
    public let isWithheld: Bool
    public let source: PrintedSource
    /// Where it was put together of what has several sources, each of them, in the order of the text; `source` sums them up.
    public let joined: [Piece]
    /// Rows of a table that is none of the paper's, where this one blank has several of them.
    public let rows: [Row]

    public struct Piece: Sendable, Hashable {
        /// The words of the field it is from, or the number of its row.
        public let label: String
        public let source: PrintedSource

        public init(label: String, source: PrintedSource) {
            self.label = label
            self.source = source
        }
    }

    /// One of several that stand in one blank.
    public struct Row: Sendable, Hashable {
        /// Its place in its table, from 1.
        public let number: Int
        /// As it would stand by itself.
        public let entry: PrintedEntry

        public init(number: Int, entry: PrintedEntry) {
            self.number = number
            self.entry = entry
        }
    }

    public init(
        row: String?, value: JSON?, text: String, parts: [String: String] = [:], ticked: Set<String> = [], isWithheld: Bool, source: PrintedSource,
        joined: [Piece] = [], rows: [Row] = []
    ) {
        self.row = row
        self.value = value
        self.text = text
        self.parts = parts
        self.ticked = ticked
        self.isWithheld = isWithheld
        self.source = source
        self.joined = joined
        self.rows = rows
    }

    /// The same value in other words.
    ///
    /// - Parameter rows: in other words too, one for each it has.
    public func reading(_ text: String, rows: [Row] = []) -> PrintedEntry {
        PrintedEntry(row: row, value: value, text: text, parts: parts, ticked: ticked, isWithheld: isWithheld, source: source, joined: joined, rows: rows)
    }
}

/// Where what stands in a blank is from.
public struct PrintedSource: Sendable, Hashable {
    public enum Layer: String, Sendable, Hashable, CaseIterable {
        case register, computed, document, declared, repeated, none
    }

    public let layer: Layer
    /// What became of the leaf, as JSON has it; `nil` where no field asks it any more.
    public let outcome: String?
    /// For people: the register, the paper, or why it is empty.
    public let text: String
    public let connector: String?
    public let operation: String?
    /// When the register wrote it down, as it is written.
    public let recorded: String?
    /// When it was fetched, Viet Nam's time, as it is written.
    public let fetched: String?
    /// What the register says, where the applicant says otherwise.
    public let registered: String?

    public init(
        layer: Layer, outcome: String?, text: String, connector: String? = nil, operation: String? = nil, recorded: String? = nil, fetched: String? = nil,
        registered: String? = nil
    ) {
        self.layer = layer
        self.outcome = outcome
        self.text = text
        self.connector = connector
        self.operation = operation
        self.recorded = recorded
        self.fetched = fetched
        self.registered = registered
    }
}

/// A demanded paper, and how it is met.
public struct PrintedPaper: Sendable, Hashable {
    public let id: String
    public let title: String
    /// As JSON has it; `nil` where it is kept from this side.
    public let disposition: String?
    public let text: String

    public init(id: String, title: String, disposition: String?, text: String) {
        self.id = id
        self.title = title
        self.disposition = disposition
        self.text = text
    }
}
