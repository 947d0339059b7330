public import Connectors
public import Expressions
public import Forms
public import Vocabulary

/// Why a blank is asked, what fills it or would, under which legal text, and who may see it. From the declarations alone.
public struct FieldExplanation: Sendable, Hashable {
    public let coverage: FieldCoverage
    /// Every way to have the value, granted or not, for each concept that says it; the one in use first.
    public let ways: [Way]
    public let papers: [PaperWay]
    /// Registers asked about this subject anyway, none of which has the value: one attribute more would fill the blank.
    public let couldHold: [Place]
    /// What else in the form reads the value.
    public let uses: [Use]

    /// An operation of a register.
    public struct Place: Sendable, Hashable {
        public let connector: ConnectorID
        /// `nil` for what the sign-in knows.
        public let operation: OperationID?
    }

    public struct Way: Sendable, Hashable {
        public let place: Place
        /// What is read there: the field's own concept, the composite it is a part of, or what it follows from.
        public let reads: Meaning
        /// The meanings that lead there, in order.
        public let chain: [Meaning]
        public let standing: Standing
        /// Under which the register is read; `nil` for the sign-in and where it is wanting.
        public let grant: Grant?
        public let audience: Audience
    }

    public enum Standing: Sendable, Hashable {
        case used, alternative
        case wanting([Missing])
    }

    /// What a way lacks.
    public enum Missing: Sendable, Hashable {
        /// No grant lets this purpose read the concept about the role.
        case read(Meaning)
        /// No grant lets this purpose walk the relation from the role.
        case follow(RoleID, RelationID)
        /// Nothing leads to the key the register is asked by.
        case key([Meaning])
    }

    /// Who may see a value from there on the applicant's side. Source: language.md, grants and disclosure.
    public enum Audience: String, Sendable, Hashable, CaseIterable {
        case applicant
        /// Contact data of another adult: some of it is covered.
        case masked
        /// The office alone, unless a record names the applicant as parent, child, spouse, holder or representative.
        case linked = "office-unless-linked"
        case office
    }

    public struct PaperWay: Sendable, Hashable {
        public let document: DocumentCoverage
        /// An authority can hand it out again, or keeps a copy.
        public let isReusable: Bool
    }

    /// A place of the form that reads the value.
    public enum Use: Sendable, Hashable {
        case visibility(of: FieldID)
        case requirement(of: FieldID)
        case value(of: FieldID)
        case role(RoleID)
        case key(of: RoleID)
        case paper(String)
        case check(String)
        case decision(String)
    }
}
