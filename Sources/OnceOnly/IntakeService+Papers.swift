public import Documents
public import Expressions
public import Formats
import Forms
public import Foundation
public import Prefill
import Receipts
import Sourcing
public import Storage
public import Vocabulary

/// What an office says of a file it keeps from a dossier.
public struct KeptFile: Sendable {
    public let particulars: DocumentRecord.Particulars
    /// What checking its signatures came to.
    public let signature: SignatureRecord
    /// What an official read from it and stands for, about the one it is about; `nil` where nobody read it.
    public let reading: Reading?

    public struct Reading: Sendable {
        /// As values are written in answers.
        public let values: [ConceptID: JSON]
        /// The official, as the office knows them.
        public let by: String

        public init(_ values: [ConceptID: JSON], by: String) {
            self.values = values
            self.by = by
        }
    }

    public init(_ particulars: DocumentRecord.Particulars = .init(), signature: SignatureRecord = .unchecked, reading: Reading? = nil) {
        self.particulars = particulars
        self.signature = signature
        self.reading = reading
    }
}

/// What a procedure ended with.
public struct ProcedureResult<Content: AsyncSequence & Sendable>: Sendable where Content.Element == Data {
    public let kind: EvidenceID
    /// The role of the form it is about; `nil`: whoever the dossier was opened for.
    public let about: RoleID?
    public let file: KeptFile
    public let content: Content

    public init(_ kind: EvidenceID, about: RoleID? = nil, file: KeptFile, content: Content) {
        self.kind = kind
        self.about = about
        self.file = file
        self.content = content
    }
}

extension IntakeService {
    /// Keeps a paper that was accepted with a dossier, so that the next one finds it.
    ///
    /// - Parameters:
    ///   - demand: the form's demand it meets.
    ///   - row: which of several it is about, where its role has rows.
    ///   - origin: `uploaded`, or `digitisedPaper` where the office scanned it.
    /// - Throws: `IntakeError.unknownDossier`, `.statusForbids` unless the dossier is filed or completed, `.noDocumentStore`, `.unknownParts` where the
    ///   form has no such demand or nothing of its kind is kept, its subject is not known by a number the sign-in or a register says, or
    ///   a value cannot be read or is none its kind proves;
    ///   `DocumentStoreError`.
    public func keep<Content: AsyncSequence & Sendable>(
        _ demand: String, row: String? = nil, of dossier: String, _ file: KeptFile, origin: DocumentOrigin = .uploaded, content: Content
    ) async throws -> Deposited where Content.Element == Data {
        let state = try await stored(dossier), status = try await store.status(of: dossier)
        guard status == .filed || status == .completed else { throw IntakeError.statusForbids(status) }
        let checked = try checked(state.form)
        guard let known = checked.form.documents.flatMap(\.demands).first(where: { $0.id == demand }),
            let subjects = try engine(checked).subjects(ofPaper: demand, row: row, in: state)
        else { throw IntakeError.unknownParts([demand]) }
        return try await deposit(known.evidence, subjects, file, origin, of: state, checked, content)
    }

    /// The result was issued, and is kept, so that no later form asks for it.
    ///
    /// It is kept first: a dossier is not completed whose result is lost. Nobody finds it before the dossier is completed.
    ///
    /// - Throws: `IntakeError.unknownDossier`, `.statusForbids`, `.noDocumentStore`, `.unknownParts` where nothing of its kind is kept,
    ///   its subject is not known, or a value cannot be read; `DocumentStoreError`.
    public func complete<Content>(_ dossier: String, isElectronic: Bool, result: ProcedureResult<Content>) async throws -> Deposited {
        let state = try await stored(dossier), status = try await store.status(of: dossier)
        guard status.mayBecome(.completed) else { throw IntakeError.statusForbids(status) }
        let checked = try checked(state.form)
        guard let subject = try engine(checked).documentSubject(result.about, in: state) else { throw IntakeError.unknownParts([result.about?.rawValue ?? "subject"]) }
        let kept = try await deposit(result.kind, [subject], result.file, .procedureResult, of: state, checked, result.content)
        try await complete(dossier, isElectronic: isElectronic)
        return kept
    }

    private func deposit<Content: AsyncSequence & Sendable>(
        _ kind: EvidenceID, _ subjects: [DocumentSubject], _ file: KeptFile, _ origin: DocumentOrigin, of state: DossierState, _ checked: CheckedForm,
        _ content: Content
    ) async throws -> Deposited where Content.Element == Data {
        guard let documents else { throw IntakeError.noDocumentStore }
        guard let evidence = checked.catalog.evidence[kind], evidence.isStorable else { throw IntakeError.unknownParts([kind.rawValue]) }
        let today = try today()
        let facts = try facts(file.reading, of: subjects.first?.kind, evidence, checked, on: today)
        return try await documents.deposit(
            Deposit(
                kind: evidence, subjects: subjects, particulars: file.particulars,
                provenance: .init(origin: origin, dossier: state.id, purpose: checked.purpose, depositedOn: today), signature: file.signature, facts: facts),
            content: content)
    }

    /// Only what its kind proves and the vocabulary can read is written down as read: that a mother's name stands on a school report
    /// proves nothing of her.
    private func facts(
        _ reading: KeptFile.Reading?, of kind: Kind?, _ evidence: EvidenceKind, _ checked: CheckedForm, on today: PartialDate
    ) throws(IntakeError) -> [ProvenFact] {
        guard let reading else { return [] }
        let coding = ValueCoding(checked.vocabulary)
        let unread = reading.values.filter { name, value in
            guard let kind, let concept = checked.vocabulary[name], evidence.proves(name, of: [kind]), concept.kinds.contains(kind) else { return true }
            return (try? coding.value(value, as: concept)) == nil
        }
        guard unread.isEmpty else { throw .unknownParts(unread.keys.map(\.rawValue).sorted()) }
        return reading.values.sorted { $0.key < $1.key }.map {
            ProvenFact(role: DocumentSubject.principal, concept: $0.key, value: $0.value, confirmedBy: reading.by, confirmedOn: today)
        }
    }

    /// The document store of a folder; `nil` where there is none.
    ///
    /// - Throws: where one is to be made and cannot be. One that is there and does not open fills nothing, and spoils nothing else.
    static func documents(_ path: String, _ keys: StoreKeys, _ tenant: String, makes: Bool) throws -> (any DocumentStore)? {
        guard makes || FileManager.default.fileExists(atPath: path + "/documents.sqlite") else { return nil }
        do { return try FileDocumentStore(path: path, keys: keys, tenant: tenant) } catch {
            if makes { throw error }
            return UnopenedDocumentStore(error)
        }
    }

    /// Everything that is stored of a kind about one subject, restricted documents too: why they are not used is told.
    ///
    /// A result is kept before its dossier is completed, so that none is lost; until it is, the result is none.
    static func found(_ question: PaperBook.Question, in store: any DocumentStore, _ dossiers: any DossierStore) async -> PaperBook.Reply {
        // More than anybody has; where there are more, the latest may be among those left out.
        let limit = 500
        var records: [DocumentRecord] = []
        for subject in question.about {
            guard let found = try? await store.find(DocumentQuery(subject, kind: question.kind, includesRestricted: true, limit: limit)) else { return .failed }
            guard found.damaged.isEmpty, found.records.count < limit else { return .damaged }
            records += found.records.filter { record in !records.contains { $0.id == record.id } }
        }
        var issued: [DocumentRecord] = []
        for record in records {
            guard let isUnfinished = try? await isOfUnfinished(record, dossiers) else { return .failed }
            if !isUnfinished { issued.append(record) }
        }
        return .found(issued)
    }

    /// Whether it is the result of a dossier of ours that is not completed; what another system's dossier ended with is its to say.
    private static func isOfUnfinished(_ record: DocumentRecord, _ dossiers: any DossierStore) async throws -> Bool {
        guard record.provenance.origin == .procedureResult, let dossier = record.provenance.dossier else { return false }
        if try await dossiers.status(of: dossier) == .completed { return false }
        return try await dossiers.load(dossier, owner: owner) != nil
    }

    /// The demanded papers of a filed dossier as the national synchronisation message lists them.
    ///
    /// - Throws: `IntakeError.unknownDossier`, `.statusForbids` where it was never filed, `.versionChanged` where the declarations
    ///   changed since it was: what they would say now is not what was filed.
    public func components(of dossier: String, codes: ComponentCodes = ComponentCodes()) async throws -> ComponentList {
        let state = try await stored(dossier)
        guard let filedAt = state.filedAt else { throw IntakeError.statusForbids(try await store.status(of: dossier)) }
        guard state.pins == declarations.pins(for: state.form) else { throw IntakeError.versionChanged }
        return try engine(try checked(state.form)).components(of: state, filedAt: filedAt, codes: codes)
    }
}
