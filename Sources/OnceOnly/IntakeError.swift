public import Storage

/// Why an intake call cannot be served at all.
public enum IntakeError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownForm(String)
    case unknownDossier
    case versionChanged
    /// The dossier is not open: what was filed, refused, withdrawn or completed stays as it is.
    case closed(DossierStatus)
    /// The dossier cannot take this step of its life.
    case statusForbids(DossierStatus)
    /// Fields or papers the form does not have.
    case unknownParts([String])
    /// No code a portal gives: 1 to 64 letters, digits, `.`, `-`, `_` or `/`.
    case badCode
    /// Another dossier was opened under the portal's code.
    case codeTaken
    case noBaseline(String)
    /// No documents are kept here.
    case noDocumentStore
    /// The clock that was passed in gives no day.
    case clock
    case opening(OpeningFault)

    /// Why nobody may open a dossier so.
    public enum OpeningFault: Sendable, Hashable {
        case operatorIsParty, selfForAnother
        case wrongKind(String)
    }

    public var description: String {
        switch self {
        case .unknownForm(let form): "no form '\(form)' that passed its checks"
        case .unknownDossier: "no such dossier"
        case .versionChanged: "the form or its declarations changed since this dossier was opened"
        case .closed(let status): "this dossier is not open: \(status.rawValue)"
        case .statusForbids(let status): "a dossier that is \(status.rawValue) cannot become that"
        case .unknownParts(let names): "the form has no \(names.joined(separator: ", "))"
        case .badCode: "a portal's code has 1 to 64 letters, digits, '.', '-', '_' or '/'"
        case .codeTaken: "another dossier was opened under this code"
        case .noBaseline(let form): "form '\(form)' has no baseline, so it can be neither counted nor printed"
        case .noDocumentStore: "no documents are kept here"
        case .clock: "the clock gives no day"
        case .opening(.operatorIsParty): "the operator is never the actor or the subject"
        case .opening(.selfForAnother): "basis 'self' is for nobody else"
        case .opening(.wrongKind(let kind)): "this form is not for a subject of kind '\(kind)'"
        }
    }
}
