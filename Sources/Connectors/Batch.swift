extension Operation {
    /// How the register is asked about several subjects in one call.
    public struct Batch: Sendable, Hashable {
        /// How many subjects one call may be about, at the most. A reply has a limit, whoever is in it.
        public static let sizes = 2...500

        public let size: Int
        /// In it the operation's only key stands for a list of keys: `in (:key)` in SQL, a list in a path or a JSON body.
        public let request: Request
        /// Where records stand, if elsewhere than in a reply about one subject.
        public let record: FieldPath?
    }
}

/// What one call about several subjects came to.
public struct BatchLookUp: Sendable, Hashable {
    /// One for each request, in their order.
    public let lookUps: [LookUp]
    /// Subjects nobody asked about whose records came too; of them nothing but the number is kept.
    public let strangers: Int

    public init(_ lookUps: [LookUp], strangers: Int = 0) {
        self.lookUps = lookUps
        self.strangers = strangers
    }

    /// The same for each: what befalls a call befalls all it was about.
    public init(all lookUp: LookUp, _ count: Int) { self.init(Array(repeating: lookUp, count: count)) }
}
