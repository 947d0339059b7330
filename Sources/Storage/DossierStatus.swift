public import Foundation

/// Where a dossier is in its life, as far as this component knows: the one-stop system decides, and tells it.
public enum DossierStatus: String, Sendable, Hashable, CaseIterable {
    case draft, filed
    /// Filed, and the office asks for more: it is open to its applicant again.
    case supplementRequested = "supplement-requested"
    case refused, withdrawn, completed

    /// Whether its applicant may answer and submit.
    public var isOpen: Bool { self == .draft || self == .supplementRequested }

    /// Whether it may become another. What is refused, withdrawn or completed stays so; a dossier is filed by submission alone.
    public func mayBecome(_ next: DossierStatus) -> Bool {
        switch (self, next) {
        case (.draft, .filed), (.supplementRequested, .filed): true
        case (.draft, .withdrawn), (.supplementRequested, .withdrawn), (.filed, .withdrawn): true
        case (.filed, .supplementRequested), (.filed, .completed): true
        case (.filed, .refused), (.supplementRequested, .refused): true
        case (.draft, _), (.supplementRequested, _), (.filed, _), (.refused, _), (.withdrawn, _), (.completed, _): false
        }
    }
}

/// A step of a dossier's life other than its submission.
public struct StatusChange: Sendable {
    public let dossier: String
    public let owner: String
    public let status: DossierStatus
    /// The dossier as it is from then on; `nil` where it stays as it was.
    public let state: Data?
    /// What the ledger is to be told; holds no personal value.
    public let event: String

    public init(dossier: String, owner: String, status: DossierStatus, state: Data? = nil, event: String) {
        self.dossier = dossier
        self.owner = owner
        self.status = status
        self.state = state
        self.event = event
    }
}
