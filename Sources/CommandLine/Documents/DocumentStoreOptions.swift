import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Foundation
import OnceOnly
import Prefill
import Sourcing
import Storage
import Vocabulary

/// Where documents are kept, and whose they are.
struct DocumentStoreOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @OptionGroup var place: StoreOption

    @Option(name: .long, help: .said(vi: "Cơ quan có giấy tờ này; mỗi cơ quan một khóa.", en: "The authority whose documents these are; each has keys of its own."))
    var tenant = "main"

    private var folder: String { place.store + "/documents" }

    /// - Parameter makes: a store is made where there is none; without it a mistyped folder is no new store.
    func withStore<Result>(making makes: Bool = false, _ body: (FileDocumentStore) async throws -> Result) async throws -> Result {
        if makes {
            try FileManager.default.createDirectory(atPath: place.store, withIntermediateDirectories: true)
        } else if !FileManager.default.fileExists(atPath: folder + "/documents.sqlite") {
            throw CommandFailure.input(
                vi: "trong '\(place.store)' chưa có kho giấy tờ; chỉ thư mục của lệnh documents add bằng --store",
                en: "there are no documents in '\(place.store)'; name the folder documents add used with --store")
        }
        let store = try FileDocumentStore(path: folder, keys: StoreKeys.atFile(place.store + "/keys.json"), tenant: tenant)
        tell(store.recovery)
        do {
            // After a rotation the keys of before wrap nothing any longer.
            if makes { try await store.rewrapKeys() }
            let result = try await body(store)
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }

    /// What an earlier process left when it died.
    private func tell(_ recovery: FileDocumentStore.Recovery) {
        guard !recovery.isClean else { return }
        let removed = recovery.drafts + recovery.contents
        if removed > 0 {
            Output.error(said(vi: "đã dọn \(removed) tệp nộp dở của lần chạy trước", en: "removed \(removed) files of deposits an earlier run did not finish"))
        }
        if !recovery.missing.isEmpty {
            let list = recovery.missing.joined(separator: ", ")
            Output.error(said(vi: "thiếu tệp của giấy tờ: \(list)", en: "the files of these documents are missing: \(list)"))
        }
    }

    /// Today in Viet Nam.
    static func today() throws -> PartialDate {
        guard let today = PartialDate(dayNumber: (IntakeService.Surroundings().now() + 7 * 3600) / 86_400) else { throw IntakeError.clock }
        return today
    }
}

extension Input {
    /// Whom a document is about: `[ROLE=]KEY`, where KEY is a person's or organisation's number (`-` or `@FILE` to read it), or for
    /// any other kind `KIND:concept=value&concept=value`.
    static func documentSubject(_ text: String, _ folder: DeclarationFolder) throws -> DocumentSubject {
        let (role, rest) = try roleAndKey(text)
        let vocabulary = folder.catalog.vocabulary
        guard let colon = rest.firstIndex(of: ":"), let kind = Kind(rawValue: String(rest[..<colon])) else {
            let key = try subject(key(rest), "--subject", folder)
            return DocumentSubject(role: role, kind: key.kind, keys: key.keys)
        }
        var keys: [ConceptID: String] = [:]
        for part in rest[rest.index(after: colon)...].split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let concept = ConceptID(known: String(sides[0])) else { throw shape(kind, vocabulary) }
            keys[concept] = String(sides[1])
        }
        guard (vocabulary.keys[kind] ?? []).contains(where: { Set($0) == Set(keys.keys) }), let key = SubjectKey(kind: kind, keys: keys, in: vocabulary) else {
            throw shape(kind, vocabulary)
        }
        return DocumentSubject(role: role, kind: key.kind, keys: key.keys)
    }

    private static func roleAndKey(_ text: String) throws -> (RoleID, String) {
        guard let equals = text.firstIndex(of: "="), !text[..<equals].contains(":"), !text.hasPrefix("@") else { return (DocumentSubject.principal, text) }
        // A name from outside: only those that are declared are kept in memory.
        guard let role = RoleID(known: String(text[..<equals])) else {
            throw CommandFailure.input(vi: "--subject: không biểu mẫu nào có vai này", en: "--subject: no form has that role")
        }
        return (role, String(text[text.index(after: equals)...]))
    }

    /// How a kind's keys are written; what was written stays out of the message.
    private static func shape(_ kind: Kind, _ vocabulary: Vocabulary) -> CommandFailure {
        let known = (vocabulary.keys[kind] ?? []).map { key in "\(kind.rawValue):" + key.map { "\($0)=…" }.joined(separator: "&") }.joined(separator: ", ")
        return .input(vi: "--subject: khóa của '\(kind.rawValue)' viết như \(known)", en: "--subject: a key of '\(kind.rawValue)' is written \(known)")
    }

    static func evidence(_ name: String, _ folder: DeclarationFolder) throws -> EvidenceKind {
        if let id = EvidenceID(known: name), let kind = folder.catalog.evidence[id] { return kind }
        let near = nearest(to: name, among: folder.catalog.evidence.keys.map(\.rawValue).sorted())
        throw CommandFailure.input(
            vi: "không có loại giấy tờ '\(name)'" + (near.map { "; có phải '\($0)'?" } ?? ""), en: "no kind of evidence '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
    }

    /// - Parameter day: when its codes had to mean something.
    static func issuer(_ authority: String?, place: String?, on day: PartialDate, _ folder: DeclarationFolder) throws -> Issuer? {
        guard let authority else {
            guard place == nil else { throw CommandFailure.input(vi: "--place cần --issuer", en: "--place needs --issuer") }
            return nil
        }
        if let issuer = IssuerSuccession(folder.catalog.vocabulary).issuer(authority, place: place, on: day) { return issuer }
        throw CommandFailure.input(
            vi: "ngày \(day) không có cơ quan '\(authority)'" + (place.map { " ở '\($0)'" } ?? ""), en: "there was no '\(authority)'" + (place.map { " in '\($0)'" } ?? "") + " on \(day)")
    }
}
