/// How a service knows who asks. Every part is a reference, `${NAME}`: what a name stands for is not in the declarations.
public enum Access: Sendable, Hashable {
    case open
    /// A token that was handed over once. Source: RFC 6750.
    case bearer(String)
    /// Source: RFC 7617.
    case basic(user: String, password: String)
    /// A token that is fetched where the client shows its secret, and used until it ends. Source: RFC 6749, section 4.4.
    case clientCredentials(token: String, client: String, secret: String, scope: String?)

    /// Whether there is something to be lost at a wrong address.
    public var isSecret: Bool { self != .open }
}
