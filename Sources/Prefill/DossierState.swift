public import Expressions
public import Forms
public import Receipts

/// All that is remembered of one dossier; everything else is computed from it and the declarations it was opened under.
public struct DossierState: Sendable, Hashable {
    /// 128 random bits, hexadecimal; who holds it may resume, after the owner check.
    public let id: String
    public let opening: Opening
    public let form: FormID
    public let version: String
    public let pins: [String: String]
    public let asOf: PartialDate
    public let isSimulated: Bool
    /// What commitments are salted with; random, so that receipts of two dossiers tell nothing about one another.
    public let salt: String
    /// What names of candidates and rows are made with: the same whenever the same actor opens this form for the same subject,
    /// so that what was offered once can be chosen in a later dossier; another for everybody else.
    public let naming: String
    public var answers: Answers
    /// Which subject each typed answer was given for: when a role resolves to somebody else, it does not move.
    public var answeredFor: [LeafID: String]
    /// Distinct keys typed per role so far: guesses are limited.
    public var typedKeys: [String: Set<String>]
    /// Typed keys that are not looked up: whoever acts here typed too many already, in this dossier or another.
    public var closedKeys: Set<String>
    public var replies: ReplyBook
    /// What is stored of the papers it demands; `nil` where no document store was there to be asked.
    public var papers: PaperBook?
    /// Papers the office asked for once more: no stored one does instead, ever after.
    public var askedAnew: Set<String>
    /// When it was submitted first, UTC, ISO 8601: what an office asked for later does not make it newer.
    public var filedAt: String?
    /// The fields of the form as it was filled last, so that a draft that crosses a version can say what changed.
    public var fields: [String]
    /// What the office asks for once more; `nil` where it asks for nothing.
    public var supplement: Supplement?
    /// How often answers were taken: the opening is the first.
    public var stage: Int

    public init(id: String, opening: Opening, form: FormID, version: String, pins: [String: String], asOf: PartialDate, isSimulated: Bool, salt: String, naming: String) {
        self.id = id
        self.opening = opening
        self.form = form
        self.version = version
        self.pins = pins
        self.asOf = asOf
        self.isSimulated = isSimulated
        self.salt = salt
        self.naming = naming
        answers = Answers()
        answeredFor = [:]
        typedKeys = [:]
        closedKeys = []
        replies = ReplyBook()
        papers = nil
        askedAnew = []
        filedAt = nil
        fields = []
        supplement = nil
        stage = 1
    }

    /// Takes further answers: later ones over earlier ones, for whoever the roles are now.
    public mutating func take(_ answers: Answers) {
        self.answers = self.answers.merging(answers)
        unbind(answers)
        supplement?.take(answers)
    }

    /// Answers given again are given for whoever the role is now.
    private mutating func unbind(_ answers: Answers) {
        for leaf in Array(answers.answers.keys) + Array(answers.corrections.keys) + Array(answers.disputes.keys) { answeredFor[leaf] = nil }
    }
}
