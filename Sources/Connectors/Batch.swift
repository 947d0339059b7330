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
    /// Places of those that have to be asked about otherwise: by themselves where they were not asked about, as their key cannot
    /// stand in a list; with fewer others where one of them may be why the register did not answer about any.
    public let alone: Set<Int>

    public init(_ lookUps: [LookUp], strangers: Int = 0, alone: Set<Int> = []) {
        self.lookUps = lookUps
        self.strangers = strangers
        self.alone = alone
    }

    /// The same for each: what befalls a call befalls all it was about.
    ///
    /// - Parameter byOne: whether it may have befallen the call because of one of them.
    public init(all lookUp: LookUp, _ count: Int, byOne: Bool = false) {
        self.init(Array(repeating: lookUp, count: count), alone: byOne ? Set(0..<count) : [])
    }

    /// - Parameter places: where its subjects stand among `count`; the others have to be asked about by themselves.
    package func placed(at places: [Int], of count: Int) -> BatchLookUp {
        guard places.count < count else { return self }
        var all = Array(repeating: LookUp.failed(.notAsked), count: count)
        for (place, lookUp) in zip(places, lookUps) { all[place] = lookUp }
        return BatchLookUp(all, strangers: strangers, alone: Set(0..<count).subtracting(places).union(alone.map { places[$0] }))
    }
}
