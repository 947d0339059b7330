/// Counts replies about another subject than the one asked about. One may be a mishap and is discarded; a register that does
/// it again and again is mixing people up, and is not asked any more until somebody has looked at it.
package struct Suspension: Sendable, Hashable {
    package static let limit = 3

    /// Since the start, or since it was lifted.
    package private(set) var wrongSubjects = 0

    package init() {}

    package var isSuspended: Bool { wrongSubjects >= Self.limit }

    package mutating func noteWrongSubject() { wrongSubjects += 1 }

    package mutating func lift() { wrongSubjects = 0 }
}
