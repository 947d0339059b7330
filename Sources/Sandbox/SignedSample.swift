public import Foundation

/// A paper of a simulated authority and what it is checked with: a one-page PDF that says it is simulated, signed for good by a key nobody
/// has any longer, the root it leads to, that root's list of revoked certificates, and the list that says whom its signer signs for. All
/// hold from 2020 to the end of 2099; there is one signature for each of those years, so that none claims a time that has not come.
///
/// Made once with pyHanko 0.38, another program than the one that checks it; whose paper it stands for is said where it is kept.
public enum SignedSample {
    /// X.509, DER.
    public static let root = data(rootText)
    /// The certificate every one of them is signed with, X.509, DER.
    public static let authority = data(authorityText)
    /// The root's list, DER.
    public static let revocationList = data(listText)

    public static let years = 2020...2099

    /// The codes of the list `authorities` whose papers the sandbox's one signer signs: all but what the declarant writes.
    public static let authorities = [
        "commune_police", "commune_committee", "ministry_police", "health_facility", "land_registration_office", "survey_unit", "competent_authority", "court",
        "notary", "governing_unit", "design_unit", "foreign_authority",
    ]

    private static let certificateName = "simulated-authority.der"

    /// The list of signers, as it stands beside the roots.
    static let signers =
        "# Simulated: one signer for every authority, and for scans. A real list names each authority's own (docs/documents.md).\nsigners:\n"
        + authorities.map { "  - {authority: \($0), place: all, certificate: \(certificateName), signs: [issuer, conversion]}\n" }.joined()

    /// The PDF, which claims to be signed when a year began, UTC: the one it is used in, or the nearest there is.
    public static func paper(in year: Int) -> Data {
        let year = min(max(year, years.lowerBound), years.upperBound)
        let rows = signatures.split(separator: "\n")
        let signature = [UInt8](data(String(rows[year - years.lowerBound])))
        var paper = [UInt8](data(paperText))
        func put(_ text: String, in open: String) {
            let open = Array(open.utf8)
            while let place = paper.firstRange(of: open) { paper.replaceSubrange(place, with: Array(text.utf8)) }
        }
        put("\(year)", in: "yyyy")
        put(digits(signature.prefix(32)), in: String(repeating: "d", count: 64))
        put(digits(signature.dropFirst(32)), in: String(repeating: "s", count: 140))
        return Data(paper)
    }

    /// Writes `papers/simulated.pdf`, as of a year, and the folder `trust` that goes with it.
    static func write(into folder: URL, in year: Int) throws {
        let files = [
            ("papers/simulated.pdf", paper(in: year)), ("trust/roots/root.der", root), ("trust/crls/list.der", revocationList),
            ("trust/signers/" + certificateName, authority), ("trust/signers.yaml", Data(signers.utf8)),
        ]
        for (name, content) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: file)
        }
    }

    private static func digits(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func data(_ text: String) -> Data { Data(base64Encoded: text, options: .ignoreUnknownCharacters) ?? Data() }
}
