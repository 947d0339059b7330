import Diagnostics
import Expressions
import Formats
import Testing
@testable import Vocabulary

@Suite("Vocabulary files")
struct VocabularyReaderTests {
    private func reading(_ yaml: String, tables: [String: String] = [:]) -> (vocabulary: Vocabulary, diagnostics: [Diagnostic]) {
        var reader = VocabularyReader { tables[$0].map { Array($0.utf8) } }
        reader.read(yaml, file: file)
        return reader.finish()
    }

    @Test("a concept with everything")
    func concept() throws {
        let (vocabulary, findings) = reading("""
            keys:
              person: [[personal_id_number]]
            concepts:
              personal_id_number: {kind: person, type: identifier, identifier: personal-id, label: {vi: Số định danh, en: personal number}, identity: true, atom: paper}
              paper:
                kind: [person, organisation]
                type: composite
                label: {vi: Giấy tờ}
                parts: {number: personal_id_number, on: issued}
                synonyms: [Giấy tờ tùy thân]
                sensitivity: sensitive
                contact: true
                public: true
              issued: {kind: person, type: date, label: {vi: Ngày cấp}, atom: paper, validTo: 2025-06-30, notFuture: true, derivations: ['subject.issued', {firstOf: [issued]}]}
            """)
        #expect(findings.isEmpty)
        let paper = try #require(vocabulary["paper"])
        #expect(paper.kinds == [.person, .organisation])
        #expect(paper.form.parts.map(\.name) == ["number", "on"])
        #expect(paper.atom == "paper")
        #expect(paper.disclosure == .init(sensitivity: .sensitive, isPublic: true, isContact: true))
        #expect(vocabulary.atom(of: "issued") == "paper")
        #expect(vocabulary.atom(of: "unheard_of") == "unheard_of")
        #expect(vocabulary["issued"]?.derivations.count == 2)
        #expect(vocabulary["issued"]?.form.validTo == PartialDate("2025-06-30"))
        #expect(vocabulary["issued"]?.form.isNotFuture == true && paper.form.isNotFuture == false)
        #expect(vocabulary.memberships(of: "issued") == [.init(composite: "paper", part: "on")])
        #expect(vocabulary.isKey("personal_id_number", of: .person))
        #expect(!vocabulary.isKey("personal_id_number", of: .parcel))
        #expect(vocabulary["personal_id_number"]?.form.identifier == .personalID)
    }

    struct Bad: CustomTestStringConvertible, Sendable {
        let name: String, yaml: String, expected: [String]

        init(_ name: String, _ yaml: String, _ expected: String...) { (self.name, self.yaml, self.expected) = (name, yaml, expected) }

        var testDescription: String { name }
    }

    private static let named = "{kind: person, type: text, label: {vi: x}}"

    @Test("what is wrong is found where it stands", arguments: [
        Bad("a text that is not to lie in the future", "concepts:\n  a: {kind: person, type: text, notFuture: true, label: {vi: x}}", "2:44 D007"),
        Bad("an unknown key", "concepts:\n  a: {kind: person, type: text, label: {vi: x}, colour: red}", "2:49 D004"),
        Bad("an unknown kind", "concepts:\n  a: {kind: persom, type: text, label: {vi: x}}", "2:13 V002"),
        Bad("an unknown type", "concepts:\n  a: {kind: person, type: textt, label: {vi: x}}", "2:27 D007"),
        Bad("no label", "concepts:\n  a: {kind: person, type: text}", "2:6 D005"),
        Bad("a choice among nothing", "concepts:\n  a: {kind: person, type: choice, label: {vi: x}}", "2:6 D005"),
        Bad("an identifier without a rule", "concepts:\n  a: {kind: person, type: identifier, label: {vi: x}}", "2:6 D005"),
        Bad("an unknown rule", "concepts:\n  a: {kind: person, type: identifier, identifier: tax, label: {vi: x}}", "2:51 D007"),
        Bad("a composite of nothing", "concepts:\n  a: {kind: person, type: composite, label: {vi: x}}", "2:6 D005"),
        Bad("an unknown code list", "concepts:\n  a: {kind: person, type: choice, codes: sexes, label: {vi: x}}", "2:42 V004"),
        Bad("an unknown part", "concepts:\n  a: {kind: person, type: composite, parts: {b: c}, label: {vi: x}}", "2:49 V006"),
        Bad("an unknown atom", "concepts:\n  a: {kind: person, type: text, atom: b, label: {vi: x}}", "2:39 V001"),
        Bad("a derivation from nothing", "concepts:\n  a: {kind: person, type: text, derivations: [subject.b, relative.a], label: {vi: x}}", "2:47 V001", "2:58 V003"),
        Bad("a first of nothing", "concepts:\n  a: {kind: person, type: text, derivations: [{firstOf: [b]}], label: {vi: x}}", "2:47 V001"),
        Bad("a broken derivation", "concepts:\n  a:\n    kind: person\n    type: text\n    label: {vi: x}\n    derivations:\n      - 'subject.a + '", "7:22 E001"),
        Bad("a partial end", "concepts:\n  a: {kind: person, type: text, validTo: 2025-06, label: {vi: x}}", "2:42 D007"),
        Bad("a concept twice", "concepts:\n  a: \(named)\n  b: \(named)\n  a: \(named)", "4:3 D003"),
        Bad("a key of nothing", "keys:\n  person: [[nobody]]", "2:13 V001"),
        Bad("a key of an unknown kind", "keys:\n  persons: [[a]]\nconcepts:\n  a: \(named)", "2:3 V002"),
        Bad("a relation to nowhere", "relations:\n  r: {from: person, to: moon, cardinality: one, label: {vi: x}}", "2:25 V002"),
        Bad("a relation without a count", "relations:\n  r: {from: person, to: person, cardinality: few, label: {vi: x}}", "2:46 D007"),
        Bad("a code twice at once", "codeLists:\n  l:\n    title: {vi: x}\n    codes:\n      - {code: \"1\", vi: a}\n      - {code: \"1\", vi: b}", "6:9 V005"),
        Bad("a successor that does not exist", "codeLists:\n  l:\n    title: {vi: x}\n    codes:\n      - {code: \"1\", vi: a, columns: {successor: \"2\"}}", "5:9 V007"),
        Bad("a code without a word", "codeLists:\n  l:\n    title: {vi: x}\n    codes:\n      - {code: \"1\"}", "5:9 D005"),
        Bad("a list where a mapping belongs", "concepts: [a]", "1:11 D006"),
    ])
    func bad(_ c: Bad) {
        #expect(summary(reading(c.yaml).diagnostics) == c.expected)
    }

    @Test("the same name twice in two files is said with the first place")
    func twice() {
        var reader = VocabularyReader { _ in nil }
        reader.read("concepts:\n  a: \(Self.named)\nkeys:\n  person: [[a]]", file: "1.yaml")
        reader.read("concepts:\n  a: \(Self.named)\nkeys:\n  person: [[a]]", file: "2.yaml")
        let findings = reader.finish().diagnostics
        #expect(findings.map { "\($0.position) \($0.code.rawValue) \($0.arguments.last ?? "")" } == ["2.yaml:2:3 V005 1.yaml:2:3", "2.yaml:4:3 V005 1.yaml:4:3"])
    }

    @Test("a code may come back with another meaning once the first has ended")
    func reused() {
        let (vocabulary, findings) = reading("""
            codeLists:
              l:
                title: {vi: x}
                codes:
                  - {code: "1", vi: cũ, validTo: 2025-06-30, columns: {successor: "1"}}
                  - {code: "1", vi: mới, validFrom: 2025-07-01}
            """)
        #expect(findings.isEmpty)
        #expect(vocabulary.codeLists[CodeListID("l")]?.entries.count == 2)
    }

    @Test("a table of codes: its faults are said with its own lines", arguments: [
        Bad("fine", "code,vi,validFrom,validTo,successor\n1,a,2000-01-01,2001-01-01,2\n2,b,,,\n"),
        Bad("an unreadable date", "code,vi,validFrom\n1,a,2000-01-01\n2,b,01/01/2000\n", "3:1 D007"),
        Bad("no code", "code,vi\n1,a\n,b\n", "3:1 D005"),
        Bad("no column of words", "code,name\n1,a\n", "1:1 D005"),
        Bad("a ragged row", "code,vi\n1\n", "4:12 D010"),
        Bad("a successor that does not exist", "code,vi,successor\n1,a,3\n", "2:1 V007"),
        Bad("a code twice", "code,vi\n1,a\n1,b\n", "3:1 V005"),
    ])
    func tables(_ c: Bad) {
        let yaml = "codeLists:\n  l:\n    title: {vi: x}\n    table: t.csv"
        #expect(summary(reading(yaml, tables: ["t.csv": c.yaml]).diagnostics) == c.expected)
    }

    @Test("a table that is not there")
    func noTable() {
        #expect(summary(reading("codeLists:\n  l:\n    title: {vi: x}\n    table: t.csv").diagnostics) == ["4:12 D010"])
    }

    @Test("kinds of evidence: proofs, replacements, and what is wrong with them")
    func evidence() throws {
        let (kinds, findings) = EvidenceKind.kind("""
            evidence: certificate
            title: {vi: Giấy chứng nhận}
            proves: [parcel.area, person.full_name]
            issuedBy: office
            storable: true
            replacedBy:
              - concepts: [area]
                connector: land
                legal: Luật
                if: 'dossier.channel = "online"'
            """, file: file)
        #expect(findings.isEmpty)
        let kind = try #require(kinds.first)
        #expect(kind.proves("area", of: [.parcel]) && !kind.proves("area", of: [.person]))
        #expect(kind.isStorable && kind.issuedBy == ["office"])
        #expect(kind.replacedBy.first?.condition != nil)
        let bad = EvidenceKind.kind("- evidence: a\n  title: {vi: x}\n  proves: [moon.area, area]\n  replacedBy:\n    - {connector: land}\n- {title: {vi: x}}", file: file)
        #expect(summary(bad.diagnostics) == ["3:12 D007", "3:23 D007", "5:7 D005", "6:3 D005"])
    }

    @Test("how long a kind of paper holds, what its files are, what does instead, how long it is kept")
    func evidenceRules() throws {
        let (kinds, findings) = EvidenceKind.kind("""
            - evidence: whole
              title: {vi: x}
              holds: for P1Y6M
              formats: [pdf, docx, paper]
              signatures: [conversion]
              alternatives: [other, [left, right]]
              retention: {keep: P5Y, archive: permanent, legal: Luật}
            - evidence: bare
              title: {vi: x}
              retention: {archive: P10Y, legal: Luật}
            """, file: file)
        #expect(findings.isEmpty)
        let (whole, bare) = (try #require(kinds.first), try #require(kinds.last))
        #expect(whole.holds == EvidenceValidity("for P18M") && whole.holds?.description == "for P1Y6M")
        #expect(whole.files.formats == [.pdf, .docx, .paper] && whole.files.storable == [.pdf, .docx] && whole.files.signatures == [.conversion])
        #expect(whole.substitutes.papers.map { $0.map(\.rawValue) } == [["other"], ["left", "right"]])
        #expect(whole.retention == RetentionRule(keep: CalendarPeriod("P5Y"), archive: .permanent, legal: "Luật"))
        #expect(bare.holds == nil && bare.files.storable.isEmpty && bare.files.signatures == [.issuer, .conversion])
        #expect(bare.retention?.archive == CalendarPeriod("P10Y").map(RetentionRule.Archive.lasting))
    }

    @Test("words of evidence that are none", arguments: [
        Bad("no rule of validity", "holds: for ever", "3:8 D007"), Bad("a period without a length", "holds: for P", "3:8 D007"), Bad("a rule misspelt", "holds: untl a date", "3:8 D007"),
        Bad("a format nobody knows", "formats: [pdf, exe]", "3:16 D007"), Bad("a signature nobody knows", "signatures: anybody", "3:13 D007"), Bad("alternatives that are no list", "alternatives: other", "3:15 D006"),
        Bad("retention without a time", "retention: {legal: Luật}", "3:12 D005"), Bad("retention without a text", "retention: {archive: P10Y}", "3:12 D005"),
        Bad("archiving that is no period", "retention: {archive: ten, legal: Luật}", "3:22 D007"), Bad("keeping that is no period", "retention: {keep: 5, legal: Luật}", "3:19 D007"),
    ])
    func evidenceFaults(_ c: Bad) {
        #expect(summary(EvidenceKind.kind("evidence: a\ntitle: {vi: x}\n" + c.yaml, file: file).diagnostics) == c.expected)
    }
}

@Suite("The vocabulary as it is shipped")
struct ShippedVocabularyTests {
    @Test("reads without a finding")
    func reads() {
        #expect(Shipped.reading.diagnostics.isEmpty)
        #expect(Shipped.vocabulary.concepts.count > 100)
    }

    @Test("the parts of a composite count as the composite does, and fit its kinds")
    func atoms() {
        for concept in Shipped.vocabulary.concepts.values {
            for part in concept.form.parts {
                #expect(Shipped.vocabulary.atom(of: part.concept) == concept.atom, "\(concept.id).\(part.name)")
                #expect(Set(concept.kinds).isSubset(of: Shipped.vocabulary[part.concept]?.kinds ?? []), "\(concept.id).\(part.name)")
            }
        }
    }

    @Test("an atom counts as itself")
    func atomOfAtom() {
        for concept in Shipped.vocabulary.concepts.values {
            #expect(Shipped.vocabulary.atom(of: concept.atom) == concept.atom, "\(concept.id)")
        }
    }

    @Test("a part is no more public than its composite, and as much contact and identity data")
    func disclosure() {
        for concept in Shipped.vocabulary.concepts.values {
            for part in concept.form.parts.compactMap({ Shipped.vocabulary[$0.concept] }) {
                #expect(part.disclosure.isPublic == concept.disclosure.isPublic, "\(part.id)")
                #expect(part.disclosure.isContact == concept.disclosure.isContact, "\(part.id)")
                #expect(part.disclosure.isIdentity == concept.disclosure.isIdentity, "\(part.id)")
            }
        }
    }

    @Test("every concept, relation and list is said in Vietnamese and English")
    func languages() {
        for concept in Shipped.vocabulary.concepts.values { #expect(concept.label.english != nil, "\(concept.id)") }
        for relation in Shipped.vocabulary.relations.values { #expect(relation.label.english != nil, "\(relation.id)") }
        for list in Shipped.vocabulary.codeLists.values { #expect(list.title.english != nil, "\(list.id)") }
    }

    @Test("labels are written composed, without spaces around")
    func labels() {
        for concept in Shipped.vocabulary.concepts.values {
            for label in [concept.label.vietnamese, concept.label.english ?? "x"] + concept.synonyms {
                #expect(TextFolding.kept(label).unicodeScalars.elementsEqual(label.unicodeScalars), "\(concept.id)")
            }
        }
    }

    @Test("every code reads as the concept it belongs to")
    func codes() throws {
        let coding = ValueCoding(Shipped.vocabulary)
        for concept in Shipped.vocabulary.concepts.values where concept.type == .choice {
            let list = try #require(concept.form.codes.flatMap { Shipped.vocabulary.codeLists[$0] })
            for entry in list.entries { #expect(throws: Never.self, "\(concept.id) \(entry.code)") { try coding.value(.string(entry.code), as: concept) } }
        }
    }

    @Test("a derivation speaks of the kinds that have what it reads")
    func derivations() throws {
        let number = try Expression("subject.personal_id_number"), floors = try Expression("subject.storeys_above + parent_unit.budget_chapter")
        #expect(Shipped.vocabulary.speaks(number, of: .person) && !Shipped.vocabulary.speaks(number, of: .organisation))
        #expect(Shipped.vocabulary.speaks(floors, of: .building) && !Shipped.vocabulary.speaks(floors, of: .parcel))
    }

    @Test("every kind with a key has concepts of that kind for it")
    func keys() {
        #expect(!Shipped.vocabulary.keys.isEmpty)
        for (kind, keys) in Shipped.vocabulary.keys {
            for id in keys.joined() { #expect(Shipped.vocabulary[id]?.kinds.contains(kind) == true, "\(kind.rawValue) \(id)") }
        }
    }
}
