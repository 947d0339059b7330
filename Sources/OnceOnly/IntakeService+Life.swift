import Connectors
import Expressions
public import Forms
import Foundation
import Formats
public import Prefill
public import Receipts
import Sourcing
public import Storage
import Vocabulary

/// What becomes of a dossier beside filling and filing it. The portal or one-stop system decides and tells; each step is kept
/// in one transaction with the event the ledger is told, so that none is lost and none happens twice.
extension IntakeService {
    /// Where a dossier is in its life.
    ///
    /// - Throws: `IntakeError.unknownDossier`.
    public func status(of dossier: String) async throws -> DossierStatus {
        _ = try await stored(dossier)
        return try await store.status(of: dossier)
    }

    /// The dossier that was opened under a portal's code.
    ///
    /// - Returns: `nil` where there is none.
    public func dossier(underCode code: String) async throws -> String? {
        try Self.check(code: code)
        return try await store.dossier(underCode: keys.pseudonyms.code(code))
    }

    func reserve(_ code: String, for dossier: String) async throws {
        do { try await store.reserve(code: keys.pseudonyms.code(code), for: dossier) } catch StorageError.codeTaken { throw IntakeError.codeTaken }
    }

    static func check(code: String) throws(IntakeError) {
        let isCode = code.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            default: ".-_/".utf8.contains(byte)
            }
        }
        guard isCode, (1...64).contains(code.utf8.count) else { throw .badCode }
    }

    /// The office asks for more: the dossier is open to its applicant again, who must answer each of the fields anew, and can then
    /// submit it with a new receipt.
    ///
    /// - Parameter documents: ids of the form's demands.
    /// - Throws: `IntakeError.unknownDossier`, `.statusForbids` unless it is filed, `.unknownParts` where nothing is named or the
    ///   form does not have what is.
    public func requestSupplement(_ dossier: String, fields: [FieldID], documents: [String] = []) async throws {
        var state = try await stored(dossier)
        let form = try checked(state.form).form
        let demands = form.documents.flatMap(\.demands).map(\.id)
        let unknown = fields.filter { form.field($0) == nil }.map(\.rawValue) + documents.filter { !demands.contains($0) }
        guard unknown.isEmpty, !fields.isEmpty || !documents.isEmpty else { throw IntakeError.unknownParts(unknown.isEmpty ? ["fields", "documents"] : unknown) }
        state.supplement = Supplement(fields: fields, documents: documents)
        state.askedAnew.formUnion(documents)
        let fact = SupplementFact(fields: fields.map(\.rawValue), documents: documents)
        try await change(dossier, to: .supplementRequested, state, .supplementRequested(fact))
    }

    /// The office refuses it.
    ///
    /// - Throws: `IntakeError.unknownDossier`, `.statusForbids`.
    public func refuse(_ dossier: String, ground: RefusedFact.Ground) async throws {
        try await change(dossier, to: .refused, nil, .refused(RefusedFact(ground: ground)))
    }

    /// Its applicant takes it back.
    ///
    /// - Throws: `IntakeError.unknownDossier` also where it belongs to somebody else, `.statusForbids`.
    public func withdraw(_ dossier: String, actor: SubjectKey) async throws {
        guard try await stored(dossier).opening.actor == actor else { throw IntakeError.unknownDossier }
        try await change(dossier, to: .withdrawn, nil, .withdrawn)
    }

    /// The result was issued.
    ///
    /// - Throws: `IntakeError.unknownDossier`, `.statusForbids`.
    public func complete(_ dossier: String, isElectronic: Bool) async throws {
        try await change(dossier, to: .completed, nil, .completed(CompletedFact(isElectronic: isElectronic)))
    }

    private func change(_ dossier: String, to status: DossierStatus, _ state: DossierState?, _ fact: LedgerEntry.Fact) async throws {
        let event = LedgerEntry(dossier: keys.pseudonyms.dossier(dossier), hour: hour, fact: fact)
        do {
            try await store.change(StatusChange(
                dossier: dossier, owner: Self.owner, status: status, state: state.map { Data($0.json.serialized(.compact).utf8) },
                event: event.json.serialized(.canonical)))
        } catch StorageError.statusForbids(let status) {
            throw IntakeError.statusForbids(status)
        } catch StorageError.notOwner {
            throw IntakeError.unknownDossier
        }
        // The step stands whatever the ledger says now: the event waits in the store.
        try? await handOver()
    }
}
