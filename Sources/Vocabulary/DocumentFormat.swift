/// What a file is, by its content; a file's name says nothing about it. Source: the media types of RFC 8118 (PDF), ISO/IEC
/// 10918-1 (JPEG), ISO/IEC 15948 (PNG), TIFF 6.0, XML 1.0, ISO/IEC 29500 (DOCX), RFC 5652 (CMS).
public enum DocumentFormat: String, Sendable, Hashable, CaseIterable, Comparable {
    case pdf, jpeg, png, tiff, xml, docx
    /// A signed message with its content inside: `.p7m`.
    case cms
    /// The paper itself, shown or handed in at the counter: nothing the store can keep.
    case paper

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Whose signature makes a stored file as good as the paper. Source: Law on electronic transactions 20/2023/QH15, articles 10 and
/// 12; Decree 137/2024/NĐ-CP (an electronic original is signed by its issuer, a scan by the authority that converted it).
public enum AcceptedSignature: String, Sendable, Hashable, CaseIterable {
    case issuer, conversion
    /// The file is good without a signature.
    case none
}
