public import Diagnostics
public import Forms
import Mustache

/// A filled form as a page to print on A4, and its control sheet on a page of its own. It needs nothing else: no script, no font, no
/// address; whatever a register or an applicant wrote stands in it as text.
public struct FormPage: Sendable {
    private let form: PrintedForm
    private let language: Language
    private let remarks: [String]

    public enum Part: Sendable, Hashable, CaseIterable { case form, controlSheet }

    /// - Parameter remarks: what else the control sheet is to say: blanks a template has no place for.
    public init(_ form: PrintedForm, in language: Language, remarks: [String] = []) {
        self.form = form
        self.language = language
        self.remarks = remarks
    }

    /// The page's text, the same for the same form.
    ///
    /// - Parameter isNumbered: whether blanks have the numbers the control sheet names them by.
    /// - Throws: nothing that depends on the form; a template that does not parse.
    public func html(_ parts: Set<Part>, isNumbered: Bool = true) throws -> String {
        var library = MustacheLibrary()
        for (name, text) in FormPageTemplate.partials { try library.register(text, named: name) }
        let words = PageWords(language)
        let view = PageView(
            language: language.rawValue, style: FormPageStyle.sheet, title: HTMLText.escaped(form.heading.title),
            form: parts.contains(.form) ? FormView(form, words, isNumbered: isNumbered) : nil,
            control: parts.contains(.controlSheet) ? ControlView(form, words, remarks) : nil)
        return try MustacheTemplate(string: FormPageTemplate.page).render(view, library: library)
    }
}

// What the templates read, by the names they use. All text that is not this file's own is escaped here, scalar by scalar.

private struct PageView {
    let language: String
    let style: String
    let title: String
    let form: FormView?
    let control: ControlView?
}

private struct FormView {
    let words: PageWords
    let text: String
    let title: String
    let provisional: Bool
    let simulated: Bool
    let sections: [SectionView]
    let annex: [SectionView]
    let hasAnnex: Bool
    /// The paper has a line for place and day of its own.
    let isDated: Bool

    init(_ form: PrintedForm, _ words: PageWords, isNumbered: Bool) {
        self.words = words
        text = HTMLText.escaped(form.heading.text)
        title = HTMLText.escaped(form.heading.title)
        provisional = form.heading.isProvisional
        simulated = form.heading.dossier.isSimulated
        sections = form.sections.map { SectionView($0, words, isNumbered) }
        annex = form.annex.map { SectionView($0, words, isNumbered) }
        hasAnnex = !annex.isEmpty
        isDated = form.sections.flatMap(\.blanks).contains { $0.means.contains("dossier.signing_date") }
    }
}

private struct SectionView {
    // What may be missing has a name nothing around it has: the templates look further out for it.
    let heading: String?
    let lines: [BlankView]
    let table: TableView?
    let cards: [CardView]

    /// More columns than a portrait page has room for are written one under another.
    private static let mostColumns = 6

    init(_ section: PrintedSection, _ words: PageWords, _ isNumbered: Bool) {
        heading = section.title.map(HTMLText.escaped)
        guard let rows = section.table?.rows else {
            lines = section.blanks.map { BlankView($0, $0.entries.first, words, isNumbered) }
            (table, cards) = (nil, [])
            return
        }
        lines = []
        // Where nobody was entered there is one row to write in.
        let places = max(rows.count, 1)
        if section.blanks.count <= Self.mostColumns {
            table = TableView(section, places, words, isNumbered)
            cards = []
        } else {
            table = nil
            cards = (0..<places).map { place in
                CardView(number: place + 1, blanks: section.blanks.map { blank in
                    BlankView(blank, blank.entries.indices.contains(place) ? blank.entries[place] : nil, words, isNumbered)
                })
            }
        }
    }
}

private struct CardView {
    let number: Int
    let blanks: [BlankView]
}

private struct TableView {
    let columns: [BlankView]
    let rows: [RowView]

    struct RowView {
        let number: Int
        let cells: [BlankView]
    }

    init(_ section: PrintedSection, _ places: Int, _ words: PageWords, _ isNumbered: Bool) {
        columns = section.blanks.map { BlankView($0, nil, words, isNumbered) }
        rows = (0..<places).map { place in
            RowView(number: place + 1, cells: section.blanks.map { blank in
                BlankView(blank, blank.entries.indices.contains(place) ? blank.entries[place] : nil, words, isNumbered)
            })
        }
    }
}

private struct BlankView {
    let id: String
    let number: Int
    let numbered: Bool
    let label: String
    let note: String?
    let kind: String
    let html: String
    let isEmpty: Bool
    let withheld: String?
    let tick: String?
    let boxes: [BoxView]
    let row: String?

    /// What half a line has room for.
    private static let mostShort = 32

    struct BoxView {
        let mark: String
        let label: String
    }

    init(_ blank: PrintedBlank, _ entry: PrintedEntry?, _ words: PageWords, _ isNumbered: Bool) {
        (id, number, numbered, label) = (HTMLText.escaped(blank.id), blank.number, isNumbered, HTMLText.escaped(blank.label))
        note = blank.note.map(HTMLText.escaped)
        row = entry?.row.map(HTMLText.escaped)
        // A box says of its own row that its tick is kept back.
        withheld = entry?.isWithheld == true && (blank.shape != .tick || entry?.rows.isEmpty == true) ? words.withheld : nil
        let text: String
        switch blank.shape {
        case .tick:
            kind = "short"
            tick = Box.marks(of: entry, withheld: "(\(words.withheld))")
            (text, boxes) = ("", [])
        case .boxes(let options):
            kind = "choice"
            tick = nil
            boxes = options.map { BoxView(mark: Box.mark(entry?.ticked.contains($0.code) == true), label: HTMLText.escaped($0.label)) }
            text = entry?.text(beside: options.map(\.code)) ?? ""
        case .short, .line:
            (tick, boxes) = (nil, [])
            text = entry?.text ?? ""
            kind = blank.shape == .short && text.count <= Self.mostShort ? "short" : "line"
        }
        html = HTMLText.escaped(text)
        isEmpty = text.isEmpty && withheld == nil
    }
}

/// A box to tick.
enum Box {
    static func mark(_ isTicked: Bool) -> String { isTicked ? "☒" : "☐" }

    /// The box of a tick, or that of each row where several stand in one blank.
    fileprivate static func marks(of entry: PrintedEntry?, withheld: String) -> String {
        guard let entry, !entry.rows.isEmpty else { return mark(entry?.ticked.contains("true") == true) }
        return entry.rows.map { mark($0.entry.ticked.contains("true")) + ($0.entry.isWithheld ? " \(withheld)" : "") }.joined(separator: TemplateKeys.separator)
    }
}

extension PrintedEntry {
    /// What boxes of these codes do not say: a choice's own words; all of it where nothing is ticked, a code has no box, or several rows
    /// stand there and the boxes do not tell which of them ticks what.
    fileprivate func text(beside codes: [String]) -> String {
        ticked.isEmpty || !rows.isEmpty || !ticked.isSubset(of: codes) ? text : parts["text"] ?? ""
    }
}

private struct ControlView {
    let words: PageWords
    let title: String
    let text: String
    let facts: [FactView]
    let lines: [LineView]
    let papers: [PaperView]
    let hasPapers: Bool
    let remarks: [String]
    let hasRemarks: Bool

    struct FactView {
        let name: String
        let value: String
    }

    struct LineView {
        let number: String
        let label: String
        let source: String
        let operation: String?
        let registered: String?
        let recorded: String
        let fetched: String
    }

    struct PaperView {
        let title: String
        let text: String
    }

    init(_ form: PrintedForm, _ words: PageWords, _ remarks: [String]) {
        self.words = words
        self.remarks = remarks.map(HTMLText.escaped)
        hasRemarks = !remarks.isEmpty
        title = HTMLText.escaped(form.heading.title)
        text = HTMLText.escaped(form.heading.text)
        facts = words.facts(of: form.heading).map { FactView(name: $0.name, value: HTMLText.escaped($0.value)) }
        lines = form.blanks.flatMap { Self.lines(of: $0, words) }
        papers = form.papers.map { PaperView(title: HTMLText.escaped($0.title), text: HTMLText.escaped($0.text)) }
        hasPapers = !papers.isEmpty
    }

    /// A line for each row, and below it one for each piece it is joined of; a table nobody was entered in has its line too.
    private static func lines(of blank: PrintedBlank, _ words: PageWords) -> [LineView] {
        if blank.entries.isEmpty { return [LineView(number: "\(blank.number)", label: blank.label, source: nil, text: words.noRows)] }
        return blank.entries.enumerated().flatMap { place, entry in
            let number = blank.group == nil || entry.row == nil ? "\(blank.number)" : "\(blank.number).\(place + 1)"
            return [LineView(number: number, label: blank.label, source: entry.source)]
                + entry.joined.map { LineView(number: number, label: "\(blank.label) – \($0.label)", source: $0.source) }
        }
    }
}

extension ControlView.LineView {
    fileprivate init(number: String, label: String, source of: PrintedSource?, text: String = "") {
        self.init(
            number: number, label: HTMLText.escaped(label), source: HTMLText.escaped(of?.text ?? text), operation: of?.operation.map(HTMLText.escaped),
            registered: of?.registered.map(HTMLText.escaped), recorded: HTMLText.escaped(of?.recorded ?? ""), fetched: HTMLText.escaped(of?.fetched ?? ""))
    }
}
