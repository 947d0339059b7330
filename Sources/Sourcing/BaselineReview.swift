import Diagnostics
public import Expressions
public import Forms
import Vocabulary

/// Looks a baseline over for what would inflate it.
public struct BaselineReview: Sendable {
    /// What a blank counts as: whose, which atom, and of which rows where they tell facts apart.
    public struct Atom: Sendable, Hashable, Comparable, CustomStringConvertible {
        public let meaning: Meaning
        public let group: String?

        public var description: String { meaning.description + (group.map { " [\($0)]" } ?? "") }

        public static func < (a: Atom, b: Atom) -> Bool { (a.meaning, a.group ?? "") < (b.meaning, b.group ?? "") }
    }

    /// How often one blank was met in dossiers.
    public struct Use: Sendable, Hashable {
        public let blank: String
        /// Dossiers on whose path it stood as an optional blank.
        public let offered: Int
        /// Of these, how many had a value in it.
        public let filled: Int

        public init(blank: String, offered: Int, filled: Int) {
            (self.blank, self.offered, self.filled) = (blank, offered, filled)
        }
    }

    private let form: Form?
    private let vocabulary: Vocabulary

    /// - Parameter form: as it is in service; `nil` where there is none any more.
    public init(of form: Form?, in catalog: Catalog) {
        self.form = form
        vocabulary = catalog.vocabulary
    }

    /// Every flag, in the order of the file.
    ///
    /// - Parameters:
    ///   - earlier: baselines of the same form from before this one, the latest first.
    ///   - uses: of its optional blanks, from dossiers enough to say that nobody fills one.
    public func findings(in baseline: Baseline, after earlier: [Baseline] = [], uses: [Use] = []) -> [BaselineFinding] {
        (added(baseline, earlier) + notOnForm(baseline) + split(baseline) + unused(baseline, uses))
            .sorted { ($0.position, $0.flag.rawValue) < ($1.position, $1.flag.rawValue) }
    }

    /// The atoms a baseline can demand of somebody, each with its blanks; blanks outside the count are left out.
    public func demanded(by baseline: Baseline) -> [Atom: [Blank]] {
        atoms(of: baseline) { $0.demand.required || $0.demand.requiredIf != nil }
    }

    private func atoms(of baseline: Baseline, where counts: (Blank) -> Bool) -> [Atom: [Blank]] {
        var atoms: [Atom: [Blank]] = [:]
        for section in baseline.sections {
            for blank in section.blanks where blank.outside == nil && counts(blank) { atoms[atom(of: blank, in: section.rows), default: []].append(blank) }
        }
        return atoms
    }

    private func atom(of blank: Blank, in rows: Rows?) -> Atom {
        if let whole = blank.partOf { return Atom(meaning: counted(whole), group: nil) }
        return Atom(meaning: counted(blank.means.first), group: rows?.role == blank.means.role ? nil : rows?.group.rawValue)
    }

    private func counted(_ meaning: Meaning) -> Meaning { Meaning(meaning.role, vocabulary.atom(of: meaning.concept)) }

    private func finding(_ flag: BaselineFlag, _ blanks: [Blank], _ detail: String) -> BaselineFinding? {
        let inOrder = blanks.sorted { $0.places.start < $1.places.start }
        guard let first = inOrder.first else { return nil }
        let ids = inOrder.map(\.id)
        return BaselineFinding(flag: flag, position: first.places["id"].position, blanks: ids, message: flag.words(ids, detail))
    }

    private func added(_ baseline: Baseline, _ earlier: [Baseline]) -> [BaselineFinding] {
        guard let before = earlier.first(where: { isSame($0.text, baseline.text) }) ?? earlier.first else { return [] }
        let known = demanded(by: before)
        let new = demanded(by: baseline).filter { known[$0.key] == nil }.flatMap(\.value)
        return [finding(isSame(before.text, baseline.text) ? .addedBeforeFreeze : .addedWithText, new, before.id)].compactMap(\.self)
    }

    private func isSame(_ a: String, _ b: String) -> Bool { TextFolding.key(a) == TextFolding.key(b) }

    private func notOnForm(_ baseline: Baseline) -> [BaselineFinding] {
        guard let form else { return [] }
        var asked: Set<Meaning> = []
        for field in form.fields {
            asked.formUnion((field.means.all + [field.authorship.partOf].compactMap(\.self)).map(counted))
        }
        // A key or a name that is typed beside the blanks is asked too.
        for role in form.roles {
            asked.formUnion(role.keys.flatMap(\.self).map(counted))
            asked.formUnion(role.verify.map { counted(Meaning(role.id, $0)) })
        }
        let missing = demanded(by: baseline).filter { !asked.contains($0.key.meaning) }.flatMap(\.value).filter { blank in
            !blank.means.all.contains { asked.contains(counted($0)) }
        }
        return [finding(.notOnForm, missing, "")].compactMap(\.self)
    }

    private func split(_ baseline: Baseline) -> [BaselineFinding] {
        atoms(of: baseline) { _ in true }.sorted { $0.key < $1.key }.compactMap { atom, blanks in
            blanks.count > 1 ? finding(.splitBox, blanks, atom.description) : nil
        }
    }

    private func unused(_ baseline: Baseline, _ uses: [Use]) -> [BaselineFinding] {
        let never = Dictionary(uses.filter { $0.offered > 0 && $0.filled == 0 }.map { ($0.blank, $0.offered) }, uniquingKeysWith: max)
        return baseline.blanks.compactMap { blank in never[blank.id].flatMap { finding(.neverUsed, [blank], "\($0)") } }
    }
}
