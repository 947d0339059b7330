public import Declarations
public import Diagnostics
import Expressions
public import Vocabulary

/// Reads `signers.yaml` of a folder of roots.
public struct SignerListReader {
    public static let shape = RecordShape("signers", [
        .required("signers", .list(.record(entry)), vi: "Ai ký thay cơ quan nào", en: "Who signs for which authority")
    ])

    static let entry = RecordShape(
        "signer",
        [
            .required("authority", .text, vi: "Cơ quan: mã trong danh mục authorities", en: "The authority: a code of the list authorities"),
            .required("place", .text, vi: "Mã xã hoặc tỉnh của cơ quan; 'all' là mọi nơi", en: "Its commune's or province's code; 'all' for every place"),
            .optional("certificate", .text, vi: "Chứng thư của người ký: một tệp trong signers/", en: "The signer's certificate: a file of signers/"),
            .optional("issuer", .text, vi: "Chứng thư của tổ chức cấp chứng thư: một tệp trong signers/", en: "The certificate of who issues theirs: a file of signers/"),
            .optional("subject", .names(.text, among: SignerIdentity.SubjectAttribute.allCases.map(\.rawValue)), vi: "Tên trong chứng thư phải có đúng các giá trị này", en: "Their subject's name has just these values"),
            .optional("signs", .list(.choice([AcceptedSignature.issuer.rawValue, AcceptedSignature.conversion.rawValue]), orOne: true, isFilled: true), vi: "issuer: giấy do cơ quan cấp; conversion: bản số hóa", en: "issuer: papers it issues; conversion: scans"),
            .optional("since", .day, vi: "Từ ngày", en: "First day"),
            .optional("until", .day, vi: "Đến hết ngày", en: "Last day"),
        ], rules: [.one(of: ["certificate", "issuer"], isOnly: true), .needs("subject", beside: "issuer"), .needs("issuer", beside: "subject")])

    private let certificates: [String: String]
    private let authorities: [CodeList]
    private let places: [CodeList]
    private let succession: IssuerSuccession
    private var reader = DeclarationReader()

    /// - Parameter certificates: the SHA-256 of each file of `signers/`, by its name.
    /// - Returns: the entries that can be read; whoever relies on the list takes none of it where there are diagnostics.
    public static func list(_ text: String, file: String, certificates: [String: String], _ vocabulary: Vocabulary) -> (list: SignerList, diagnostics: [Diagnostic]) {
        var signers = SignerListReader(certificates, vocabulary)
        let document = YAMLDocument(text, file: file)
        signers.reader.note(document.diagnostics)
        guard let fields = signers.reader.fields(document.root, as: shape) else { return (.empty, signers.reader.diagnostics) }
        let entries = signers.reader.list(signers.reader.required("signers", in: fields)).compactMap { signers.entry($0) }
        return (SignerList(entries), signers.reader.diagnostics.sortedByPosition())
    }

    private init(_ certificates: [String: String], _ vocabulary: Vocabulary) {
        self.certificates = certificates
        authorities = IssuerSuccession.authorityLists.compactMap { vocabulary.codeLists[$0] }
        places = IssuerSuccession.placeLists.compactMap { vocabulary.codeLists[$0] }
        succession = IssuerSuccession(vocabulary)
    }

    private mutating func entry(_ node: YAMLNode) -> SignerList.Entry? {
        let before = reader.diagnostics.count
        guard let fields = reader.fields(node, as: Self.entry) else { return nil }
        let authority = reader.required("authority", in: fields).flatMap { code($0, of: authorities, suggests: true) }
        let since = day(fields["since"]), until = day(fields["until"])
        if let since, let until, until.isBefore(since) == true, let node = fields["until"] { reader.refuse(node, expected: "≥ \(since)") }
        let place = reader.required("place", in: fields).flatMap { self.place($0, since, until) }
        let holder = holder(fields)
        let words = reader.choices(fields["signs"], AcceptedSignature.self, orOne: true)
        if words.contains(.none), let node = fields["signs"] { reader.refuse(node, expected: "issuer | conversion") }
        guard let authority, let place, let holder, reader.diagnostics.count == before else { return nil }
        return SignerList.Entry(
            authority: authority, place: place, holder: holder, signs: words.isEmpty ? [.issuer] : Set(words), since: since, until: until, position: fields.position)
    }

    private mutating func holder(_ fields: DeclarationReader.Fields) -> SignerList.Entry.Holder? {
        guard let issuer = fields["issuer"] else {
            if let subject = fields["subject"] { reader.refuse(subject, expected: "subject + issuer") }
            return reader.required("certificate", in: fields).flatMap { certificate($0) }.map { .certificate($0) }
        }
        if let certificate = fields["certificate"] { reader.refuse(certificate, expected: "certificate | issuer + subject") }
        // Without a name everybody the issuer has issued anything to would sign for the authority.
        let under = certificate(issuer)
        guard let names = reader.fields(reader.required("subject", in: fields), allowed: SignerIdentity.SubjectAttribute.allCases.map(\.rawValue)) else { return nil }
        var subject: [SignerIdentity.SubjectAttribute: String] = [:]
        for name in names.order {
            guard let attribute = SignerIdentity.SubjectAttribute(rawValue: name) else { continue }
            if let value = reader.requiredText(name, in: names) { subject[attribute] = value }
        }
        if names.order.isEmpty { reader.note(Diagnostic(.missingKey, at: names.position, ["organization"])) }
        guard let under, !subject.isEmpty else { return nil }
        return .issued(under: under, to: subject)
    }

    private mutating func certificate(_ node: YAMLNode) -> String? {
        guard let name = reader.text(node) else { return nil }
        if let known = certificates[name] { return known }
        let names = certificates.keys.sorted()
        reader.refuse(node, expected: "signers/: " + (names.isEmpty ? "–" : names.joined(separator: ", ")), fix: nearest(to: name, among: names))
        return nil
    }

    /// - Parameter suggests: whether a code that is nearly the same may be meant. That of a place is another place's.
    private mutating func code(_ node: YAMLNode, of lists: [CodeList], suggests: Bool = false) -> String? {
        guard let code = reader.text(node) else { return nil }
        if lists.contains(where: { $0.knows(code) }) { return code }
        let known = lists.flatMap(\.entries).map(\.code)
        reader.refuse(node, expected: lists.first.map { "\($0.id)" } ?? "–", fix: suggests ? nearest(to: code, among: known) : nil)
        return nil
    }

    /// What a code means is said by the days the signer signs; without any, it is what it means now.
    private mutating func place(_ node: YAMLNode, _ since: PartialDate?, _ until: PartialDate?) -> SignerList.Entry.Place? {
        guard reader.text(node) != "all" else { return .all }
        guard let code = code(node, of: places) else { return nil }
        let meanings = [since, until].compactMap(\.self).map { succession.place(code, on: $0) }
        guard let first = meanings.first else { return succession.latestPlace(code).map { .one($0) } }
        guard let place = first, meanings.allSatisfy({ $0 == place }) else {
            let spans = places.flatMap(\.entries).filter { $0.code == code }.map { "\($0.validFrom.map { "\($0)" } ?? "")…\($0.validTo.map { "\($0)" } ?? "")" }
            reader.refuse(node, expected: "since, until: " + spans.joined(separator: " | "))
            return nil
        }
        return .one(place)
    }

    private mutating func day(_ node: YAMLNode?) -> PartialDate? {
        guard let node, let text = reader.text(node) else { return nil }
        if let day = PartialDate(text), day.isFull { return day }
        reader.refuse(node, expected: "2026-11-24")
        return nil
    }
}
