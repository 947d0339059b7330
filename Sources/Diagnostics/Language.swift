/// The two languages everything said to a person comes in.
public enum Language: String, Sendable, Hashable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"

    /// The language a POSIX locale name such as `en_US.UTF-8` asks for; Vietnamese where it says nothing else.
    public init(locale: String?) {
        self = (locale ?? "").lowercased().hasPrefix("en") ? .english : .vietnamese
    }
}

/// A text per language; Vietnamese is always there, English falls back to it.
public struct LocalizedText: Sendable, Hashable {
    public let vietnamese: String
    public let english: String?

    public init(vi: String, en: String? = nil) {
        vietnamese = vi
        english = en
    }

    public func text(in language: Language) -> String {
        switch language {
        case .vietnamese: vietnamese
        case .english: english ?? vietnamese
        }
    }
}
