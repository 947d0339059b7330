/// How a demanded paper is met, judged as if its alternatives did not exist. Source: design, section 5.
public enum DocumentDisposition: String, Sendable, Hashable, CaseIterable {
    /// A register says what the paper would prove.
    case replacedByData = "replaced-by-data"
    /// The result of an earlier procedure of an authority.
    case earlierResult = "earlier-result"
    /// A copy an authority accepted before, or the register's own electronic paper.
    case stored
    /// It must really be handed in.
    case upload

    public var isReuse: Bool { self != .upload }
}
