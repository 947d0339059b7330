public import Diagnostics
public import Formats
public import Forms

/// A Word document with places for values, and the same filled with a form. Everything it does not name stays as it is, but for what
/// would change it or ask somebody when it is opened; parts nothing was put in or taken out of stay the same bytes.
///
/// A place is a content control whose tag, a merge field whose name, or a text `{{…}}` whose words are a blank's id or meaning. A table
/// row with blanks of a table stands once for each of its rows.
///
/// Source: ECMA-376-1:2016, 17.5.2 (structured document tags), 17.16 (fields), 17.4.78 (table rows).
public struct WordTemplate: Sendable {
    private let package: WordPackage

    /// The document filled in.
    public struct Filled: Sendable {
        public let bytes: [UInt8]
        /// By part and place; of blanks without a place last.
        public let findings: [TemplateFinding]
    }

    /// - Throws: what is wrong with the archive, its directory of types or its kind.
    public init(reading bytes: [UInt8], limits: ZipLimits = .standard) throws(TemplateError) {
        let archive: ZipArchive
        do throws(FormatError) { archive = try ZipArchive(reading: bytes, limits: limits) } catch { throw .refused(error, part: nil) }
        package = try WordPackage(archive)
    }

    /// - Parameter language: of the words that stand where a value is kept from this side.
    /// - Returns: the same bytes for the same template, form and language.
    /// - Throws: what is wrong with one of its parts.
    public func filled(with form: PrintedForm, in language: Language) throws(TemplateError) -> Filled {
        let keys = TemplateKeys(form, in: language), archive = package.archive
        var contents = try package.withoutSources(), findings: [TemplateFinding] = [], placed: Set<Place> = []
        for name in package.texts {
            let part: WordPart
            do throws(FormatError) { part = WordPart(try XMLDocument(parsing: archive.content(of: name)), named: name, keys) } catch { throw .refused(error, part: name) }
            guard part.document.root.namespace == WordNames.main else { throw .strict }
            do throws(FormatError) {
                try part.fill()
                if part.isChanged { contents[name] = try part.document.serialized() }
            } catch { throw .refused(error, part: name) }
            findings += part.findings
            placed.formUnion(part.placed)
        }
        do throws(FormatError) {
            return Filled(bytes: try archive.replacing(contents), findings: findings + Self.missing(form, placed))
        } catch { throw .refused(error, part: nil) }
    }

    /// A blank, on one row where it has some, or one of its boxes or parts.
    struct Place: Hashable {
        let blank: String
        let row: Int?
        let detail: Detail?

        enum Detail: Hashable {
            case option(String)
            case part(String)
        }
    }

    /// The places that are wanting. Where two blanks of the paper are one fact, one place does.
    private static func missing(_ form: PrintedForm, _ placed: Set<Place>) -> [TemplateFinding] {
        let annex = Set(form.annex.flatMap(\.blanks).map(\.id))
        let blanks = form.blanks
        let byBlank = Dictionary(grouping: placed, by: \.blank)
        func places(of blank: PrintedBlank, _ row: Int?) -> [Place] {
            blanks.filter { $0.id == blank.id || $0.group == blank.group && $0.means == blank.means }
                .flatMap { byBlank[$0.id] ?? [] }.filter { $0.row == row || $0.row == nil }
        }
        var findings: [TemplateFinding] = [], tables: Set<String> = []
        for blank in blanks {
            if annex.contains(blank.id), blank.entries.allSatisfy(\.text.isEmpty) { continue }
            let rows: [Int?] = blank.group == nil ? [nil] : Array(0..<max(1, blank.entries.count))
            let wanting = rows.filter { places(of: blank, $0).isEmpty }
            if wanting.count == rows.count {
                findings.append(.init(code: .blankWithoutPlace, part: nil, paragraph: nil, name: blank.id, hint: blank.label))
            } else if !wanting.isEmpty, let group = blank.group, tables.insert(group).inserted {
                findings.append(.init(code: .rowsWithoutPlace, part: nil, paragraph: nil, name: group, hint: nil))
            }
            let isCut = rows.contains { row in
                guard blank.entries.indices.contains(row ?? 0) else { return false }
                return !says(blank.entries[row ?? 0], of: blank, by: Set(places(of: blank, row).map(\.detail)))
            }
            if isCut { findings.append(.init(code: .valueWithoutPlace, part: nil, paragraph: nil, name: blank.id, hint: blank.label)) }
        }
        return findings
    }

    /// Whether a blank that is named by its boxes and parts alone has a place for each of them that says something. One that is not named
    /// at all is another finding.
    private static func says(_ entry: PrintedEntry, of blank: PrintedBlank, by details: Set<Place.Detail?>) -> Bool {
        if details.isEmpty || details.contains(nil) { return true }
        let boxes = blank.shape == .tick ? [] : entry.ticked
        return boxes.allSatisfy { details.contains(.option($0)) } && blank.parts.allSatisfy { entry.parts[$0] == nil || details.contains(.part($0)) }
    }
}

/// Names of WordprocessingML.
enum WordNames {
    static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let year2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
    static let xml = "http://www.w3.org/XML/1998/namespace"
}

extension XMLNode {
    func isWord(_ names: String...) -> Bool { namespace == WordNames.main && names.contains(localName) }

    func wordChild(_ name: String) -> XMLNode? { elements.first { $0.isWord(name) } }

    var wordValue: String? { attribute("val", namespace: WordNames.main) }

    /// Every element inside, in order; `isEntered` says into which to go.
    func descendants(_ isEntered: (XMLNode) -> Bool = { _ in true }) -> [XMLNode] {
        // Not by recursion: in a build for the thread sanitizer the compiler (6.3.1) merges the functions it makes for each closure, and
        // one of them then goes on with the closure of another.
        var found: [XMLNode] = [], ahead = Array(elements.reversed())
        while let element = ahead.popLast() {
            found.append(element)
            if isEntered(element) { ahead += element.elements.reversed() }
        }
        return found
    }
}
