import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Formats
import OnceOnly
import Sourcing
import Vocabulary

struct DocumentsSignersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signers", abstract: said(
            vi: "Ai ký thay cơ quan nào, và cơ quan nào chưa có ai.",
            en: "Who signs for which authority, and which authority has nobody. | Ai ký thay cơ quan nào, và cơ quan nào chưa có ai."),
        discussion: said(
            vi: """
                Chứng thư dẫn tới một gốc trong roots/ chỉ cho biết có người đã ký. signers.yaml bên cạnh nói người ấy ký thay cơ quan nào: \
                authority (mã), place (mã xã, tỉnh hoặc all), certificate (một tệp trong signers/), hoặc issuer (chứng thư của nơi cấp) cùng \
                subject (tên trong chứng thư), signs (issuer, conversion), since, until. Cơ quan bị bãi bỏ thì cơ quan kế tục ký thay. Mã \
                thoát 1 khi có cơ quan cấp giấy phải ký mà chưa ai ký thay, hoặc có dòng không dùng được.
                """,
            en: """
                That a certificate leads to a root in roots/ says that somebody signed. signers.yaml beside it says for which authority: \
                authority (a code), place (a commune's or province's code, or all), certificate (a file of signers/), or issuer (the \
                certificate of who issues theirs) with subject (what their name says), signs (issuer, conversion), since, until. For an \
                authority that was abolished its successor signs. Exit status 1 where nobody signs for an authority whose papers have to be \
                signed, or an entry is of no use.
                """) + examples("""
                  onceonly documents signers --trust trust
                  onceonly documents signers --trust trust --on 2025-06-30 --format json
                """))

    @OptionGroup var common: CommonOptions

    @Option(name: .long, help: .said(vi: "Thư mục có roots/, signers/, signers.yaml.", en: "The folder with roots/, signers/, signers.yaml."))
    var trust: String

    @Option(name: .long, help: .said(vi: "Vào ngày này; mặc định là hôm nay.", en: "On this day; today by default."))
    var on: String?

    func run() throws {
        let folder = try common.folder()
        let day = try on.map(Input.date) ?? DocumentStoreOptions.today()
        let trust = try TrustFolder(trust)
        // What the list stands beside has to be readable too.
        _ = try trust.verifier()
        let state = SignerState(try trust.signers(folder.catalog.vocabulary), folder, on: day)
        switch common.format {
        case .json: Output.json(state.json)
        case .text: Output.line(state.text(common.spoken))
        }
        if state.isLacking { throw ExitCode(1) }
    }
}

/// A list of signers beside what the declarations need of it.
private struct SignerState {
    let signers: Signers
    let day: PartialDate
    /// Authorities nobody signs for, with the kinds of paper that are therefore never reused; `nil` stands for who scans papers.
    let missing: [(authority: String?, kinds: [EvidenceID])]
    /// Entries nobody can sign by on the day, nor later: the days are over, or the authority is gone.
    let over: [SignerList.Entry]
    /// Files of `signers/` that no entry names.
    let unnamed: [String]
    private let vocabulary: Vocabulary

    init(_ signers: Signers, _ folder: DeclarationFolder, on day: PartialDate) {
        self.signers = signers
        self.day = day
        vocabulary = folder.catalog.vocabulary
        let succession = IssuerSuccession(vocabulary)
        let kinds = folder.catalog.evidence.values.filter { kind in
            kind.isStorable && !kind.files.storable.isEmpty && !kind.files.signatures.contains(.none)
        }.sorted { $0.id < $1.id }
        var lacking: [String: [EvidenceID]] = [:]
        for kind in kinds where kind.files.signatures.contains(.issuer) {
            // A declarant is no authority: that nobody is listed for one is no lack. What one signs and hands in does not pass then.
            for authority in kind.issuedBy where authority != Self.declarant && !signers.list.hasSigner(for: authority, on: day, succession) {
                lacking[authority, default: []].append(kind.id)
            }
        }
        var missing: [(authority: String?, kinds: [EvidenceID])] = lacking.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let scanned = kinds.filter { $0.files.signatures.contains(.conversion) }.map(\.id)
        if !scanned.isEmpty, !signers.list.hasConverter(on: day, succession) { missing.append((nil, scanned)) }
        self.missing = missing
        over = signers.list.entries.filter { entry in
            entry.until.map { $0.isBefore(day) == true } ?? false || (entry.since.map { $0.isBefore(day) != false } ?? true) && !entry.isThere(on: day, succession)
        }
        let used = Set(signers.list.entries.map { entry in
            switch entry.holder {
            case .certificate(let one): one
            case .issued(let authority, _): authority
            }
        })
        unnamed = signers.certificates.filter { !used.contains($0.value) }.map(\.key).sorted()
    }

    private static let declarant = "declarant"

    /// What was over once is history, and stays in the list for papers of then.
    var isLacking: Bool { !missing.isEmpty || !unnamed.isEmpty }

    private func file(_ fingerprint: String) -> String { signers.certificates.filter { $0.value == fingerprint }.keys.min() ?? fingerprint }

    private func name(_ list: String, _ code: String, on day: PartialDate) -> String? {
        vocabulary.codeLists[CodeListID(list)].flatMap { $0.knows(code) ? $0.entry(code, at: day)?.label.text(in: .spoken) : nil }
    }

    var json: JSON {
        [
            "schema": "onceonly/documents-signers/1", "on": .string("\(day)"), "signers": .array(signers.list.entries.map(json)),
            "missing": .array(missing.map { ["authority": $0.authority.map { .string($0) } ?? .null, "kinds": .array($0.kinds.map { .string($0.rawValue) })] }),
            "over": .array(over.map { .number("\($0.position.line)") }), "unnamed": .array(unnamed.map { .string($0) }),
        ]
    }

    private func json(_ entry: SignerList.Entry) -> JSON {
        var object: JSONObject = [
            "line": .number("\(entry.position.line)"), "authority": .string(entry.authority), "signs": .array(entry.signs.map(\.rawValue).sorted().map { .string($0) }),
        ]
        switch entry.place {
        case .all: object["place"] = "all"
        case .one(let place): object["place"] = .string(place.code)
        }
        if case .one(let place) = entry.place, let since = place.since { object["placeSince"] = .string("\(since)") }
        switch entry.holder {
        case .certificate(let one): object["certificate"] = .string(file(one))
        case .issued(let authority, let subject):
            object["issuer"] = .string(file(authority))
            object["subject"] = .object(JSONObject(subject.sorted { $0.key.rawValue < $1.key.rawValue }.map { (key: $0.key.rawValue, value: JSON.string($0.value)) }))
        }
        if let since = entry.since { object["since"] = .string("\(since)") }
        if let until = entry.until { object["until"] = .string("\(until)") }
        return .object(object)
    }

    func text(_ language: Language) -> String {
        let isEnglish = language == .english
        var lines = signers.list.entries.map { line($0, isEnglish) }
        if signers.list.entries.isEmpty { lines.append(isEnglish ? "\(signers.file): nobody signs for any authority" : "\(signers.file): chưa ai ký thay cơ quan nào") }
        for (authority, kinds) in missing {
            let kinds = kinds.map(\.rawValue).joined(separator: ", ")
            guard let authority else {
                lines.append(isEnglish ? "✗ nobody signs scans ('signs: conversion'); scans of these are not reused: \(kinds)" : "✗ chưa ai ký bản số hóa ('signs: conversion'); bản số hóa của các loại này không được dùng lại: \(kinds)")
                continue
            }
            let name = name("authorities", authority, on: day).map { " (\($0))" } ?? ""
            lines.append(isEnglish ? "✗ nobody signs for \(authority)\(name); not reused by its signature: \(kinds)" : "✗ chưa ai ký thay \(authority)\(name); chữ ký cơ quan này chưa cho dùng lại: \(kinds)")
        }
        for name in unnamed { lines.append(isEnglish ? "✗ signers/\(name): no entry names it" : "✗ signers/\(name): không dòng nào nêu tệp này") }
        return lines.joined(separator: "\n")
    }

    private func line(_ entry: SignerList.Entry, _ isEnglish: Bool) -> String {
        let place: String
        switch entry.place {
        case .all: place = isEnglish ? "everywhere" : "mọi nơi"
        case .one(let one):
            let day = one.since ?? day
            place = "\(one.code) \(name("communes", one.code, on: day) ?? name("provinces", one.code, on: day) ?? "")"
        }
        let holder: String
        switch entry.holder {
        case .certificate(let one): holder = "signers/" + file(one)
        case .issued(let authority, let subject):
            holder = subject.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue)=\($0.value)" }.joined(separator: ", ") + (isEnglish ? " under " : " dưới ") + "signers/" + file(authority)
        }
        let signs = entry.signs.map(\.rawValue).sorted().joined(separator: ", ")
        let days = entry.since == nil && entry.until == nil ? "" : ", \(entry.since.map { "\($0)" } ?? "")…\(entry.until.map { "\($0)" } ?? "")"
        let isOver = over.contains(entry) ? (isEnglish ? " (over)" : " (đã hết)") : ""
        return "\(entry.authority), \(place): \(holder) [\(signs)\(days)]\(isOver)"
    }
}
