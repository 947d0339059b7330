import Formats

/// The directory of a Word document: which part is what, by names and types that are the same in any case of their letters.
///
/// Source: ECMA-376-2:2021, 6.2.2 (part names), 6.2.3 (media types), 7.2.3 (media types stream); RFC 2045, 5.1.
struct WordPackage: Sendable {
    let archive: ZipArchive
    /// The parts that hold text, the document itself first.
    let texts: [String]
    private let settings: [String]
    /// Rows of a data source that were chosen for merging.
    private let recipients: [String]
    private let relations: [String]

    private static let family = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    private static let vba = ["vbaproject", "vbadata"]

    init(_ archive: ZipArchive) throws(TemplateError) {
        self.archive = archive
        var names: [String: String] = [:]
        for entry in archive.entries {
            // Whoever opens it would see another part than was filled.
            guard names.updateValue(entry.name, forKey: entry.name.lowercased()) == nil else {
                throw .refused(FormatError(format: .zip, reason: .duplicateKey, detail: "a name that stands twice"), part: nil)
            }
        }
        guard let list = names["[content_types].xml"] else { throw .noDocument }
        let types = try Self.elements(of: list, in: archive).compactMap { element -> (part: String?, type: String)? in
            guard let type = element.attribute("ContentType") else { return nil }
            let part = element.localName == "Override" ? element.attribute("PartName") : nil
            return (part.map { String($0.drop { $0 == "/" }).lowercased() }, Self.bare(type))
        }
        relations = archive.entries.map(\.name).filter { $0.lowercased().hasSuffix(".rels") }
        let isVBA = names.keys.contains { name in Self.vba.contains { (name.split(separator: "/").last ?? "").hasPrefix($0 + ".") } }
            || types.contains { type in type.type.contains("macroenabled") || Self.vba.contains { type.type.contains($0) } }
        if isVBA { throw .macros }
        for name in relations where try Self.elements(of: name, in: archive).contains(where: { Self.vba.contains(Self.kind(of: $0)) }) { throw .macros }
        func parts(_ kinds: [String]) -> [String] {
            types.compactMap { part, type in kinds.contains { type == (Self.family + $0 + "+xml").lowercased() } ? part.flatMap { names[$0] } : nil }
        }
        guard let main = parts(["document.main"]).first else { throw .noDocument }
        texts = [main] + parts(["header", "footer", "footnotes", "endnotes"])
        settings = parts(["settings"])
        recipients = parts(["mailMergeRecipientData"])
    }

    private static func bare(_ type: String) -> String { (type.split(separator: ";").first ?? "").lowercased().filter { !$0.isWhitespace } }

    private static func elements(of name: String, in archive: ZipArchive) throws(TemplateError) -> [XMLNode] {
        do throws(FormatError) { return try XMLDocument(parsing: archive.content(of: name)).root.elements } catch { throw .refused(error, part: name) }
    }

    /// The last word of a relation's type, in lower case.
    private static func kind(of relation: XMLNode) -> String {
        String((relation.attribute("Type") ?? "").split(separator: "/").last ?? "").lowercased()
    }

    // MARK: what is taken out

    /// Elements of the settings that make Word ask for a data source, fetch a template or write fields anew when the document is opened.
    private static let opening = ["mailMerge", "attachedTemplate", "updateFields"]
    private static let sources = ["attachedtemplate", "mailmergesource", "mailmergeheadersource", "mailmergerecipientdata", "recipientdata"]

    /// The parts that are other ones without what Word would ask or fetch when it opens the document.
    func withoutSources() throws(TemplateError) -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        for name in settings {
            contents[name] = try changed(name) { root in
                guard root.namespace == WordNames.main else { return [] }
                return root.elements.filter { element in element.namespace == WordNames.main && Self.opening.contains(element.localName) }
            }
        }
        for name in recipients { contents[name] = try changed(name) { $0.elements } }
        for name in relations { contents[name] = try changed(name) { $0.elements.filter { Self.sources.contains(Self.kind(of: $0)) } } }
        return contents
    }

    /// - Returns: `nil` where there is nothing to take out.
    private func changed(_ name: String, _ taken: (XMLNode) -> [XMLNode]) throws(TemplateError) -> [UInt8]? {
        do throws(FormatError) {
            let document = try XMLDocument(parsing: archive.content(of: name))
            let elements = taken(document.root)
            if elements.isEmpty { return nil }
            for element in elements { element.remove() }
            return try document.serialized()
        } catch { throw .refused(error, part: name) }
    }
}
