import Diagnostics
import Expressions
import Formats
import Testing
@testable import Vocabulary

@Suite("Values come in and go out in one form")
struct ValueCodingTests {
    /// One concept of each type, and composites of them.
    static let vocabulary: Vocabulary = {
        func concept(_ id: String, _ type: ValueType, _ form: Concept.ValueForm = .init()) -> Concept {
            Concept(id: ConceptID(id), kinds: [.person], type: type, label: LocalizedText(vi: id), form: form, position: .start(of: file))
        }
        let street = Concept.Part(name: "street", concept: "street"), commune = Concept.Part(name: "commune", concept: "commune")
        return Vocabulary(
            concepts: [
                concept("name", .text), concept("area", .number), concept("born", .date), concept("agreed", .tick), concept("sex", .choice, .init(codes: CodeListID("sex"))),
                concept("open", .choice), concept("tax", .identifier, .init(identifier: .taxCode)), concept("street", .text), concept("commune", .choice, .init(codes: CodeListID("communes"))),
                concept("address", .address, .init(parts: [street, commune])), concept("uses", .choice, .init(codes: CodeListID("sex"), many: true)),
                concept("names", .text, .init(many: true)),
            ],
            codeLists: [
                CodeList(id: CodeListID("sex"), title: LocalizedText(vi: "x"), entries: [
                    .init(code: "1", label: LocalizedText(vi: "Nam")), .init(code: "2", label: LocalizedText(vi: "Nữ")),
                    .init(code: "other", label: LocalizedText(vi: "Khác"), takesText: true),
                ]),
                CodeList(id: CodeListID("communes"), title: LocalizedText(vi: "x"), entries: [
                    .init(code: "02641", label: LocalizedText(vi: "Phường Lào Cai"), validTo: PartialDate("2025-06-30"), columns: ["successor": "02647"]),
                    .init(code: "02647", label: LocalizedText(vi: "Phường Kim Tân"), validTo: PartialDate("2025-06-30"), columns: ["successor": "02647"]),
                    .init(code: "02647", label: LocalizedText(vi: "Phường Lào Cai"), validFrom: PartialDate("2025-07-01")),
                    // Two that succeed each other must not hang a comparison.
                    .init(code: "a", label: LocalizedText(vi: "a"), validTo: PartialDate("2000-01-01"), columns: ["successor": "b"]),
                    .init(code: "b", label: LocalizedText(vi: "b"), validTo: PartialDate("2000-01-01"), columns: ["successor": "a"]),
                ]),
            ])
    }()

    static func concept(_ id: String) throws -> Concept { try #require(vocabulary[ConceptID(id)]) }

    struct Case: CustomTestStringConvertible, Sendable {
        let concept: String, json: String, expected: String

        init(_ concept: String, _ json: String, _ expected: String) { (self.concept, self.json, self.expected) = (concept, json, expected) }

        var testDescription: String { "\(concept) \(json.prefix(60))" }
    }

    private static let long = String(repeating: "a", count: 4_000)

    /// What a value reads as, written as it goes out again; or the fault.
    static let cases = [
        Case("name", #"" Nguyễn Thị Hoà ""#, #""Nguyễn Thị Hoà""#), Case("name", "\"Ho\u{300}a\"", #""Hòa""#), Case("name", #""a\nb\tc""#, #""a\nb\tc""#),
        Case("name", #""""#, "empty"), Case("name", #""  ""#, "empty"), Case("name", "1", "wrong-type"), Case("name", "true", "wrong-type"), Case("name", "null", "wrong-type"),
        Case("name", "[]", "wrong-type"), Case("name", "{}", "wrong-type"), Case("name", #""a\u0000b""#, "forbidden-character"), Case("name", #""a\u001bb""#, "forbidden-character"),
        Case("name", #""a\u202eb""#, "forbidden-character"), Case("name", "\"\(long)\"", "\"\(long)\""), Case("name", "\"\(long)b\"", "too-long"),
        Case("name", #"{"none": true}"#, #"{"none":true}"#), Case("name", #"{"none": false}"#, "wrong-type"), Case("name", #"{"none": true, "x": 1}"#, "wrong-type"),
        Case("area", #""12.50""#, #""12.5""#), Case("area", "12.5", #""12.5""#), Case("area", #""-0""#, #""0""#), Case("area", #""1e3""#, #""1000""#), Case("area", #""12,5""#, "not-a-number"),
        Case("area", #""1.000.000""#, "not-a-number"), Case("area", #""""#, "not-a-number"), Case("area", #"" 1""#, "not-a-number"), Case("area", #""NaN""#, "not-a-number"), Case("area", "true", "wrong-type"),
        Case("area", #""123456789012345678901234567890""#, #""123456789012345678901234567890""#),
        // Nothing is rounded, and nothing is longer than a form has room for.
        Case("area", #""1234567890123456789012345678901234""#, #""1234567890123456789012345678901234""#), Case("area", #""12345678901234567890123456789012345""#, "out-of-range"),
        Case("area", "12345678901234567890123456789012345", "out-of-range"), Case("area", #""0.12345678901234567890123456789012345""#, "out-of-range"),
        Case("area", #""1e33""#, #""1000000000000000000000000000000000""#), Case("area", #""1e34""#, "out-of-range"), Case("area", "1e6000", "out-of-range"),
        Case("area", #""1e-34""#, #""0.0000000000000000000000000000000001""#), Case("area", #""1e-36""#, "out-of-range"), Case("area", #""1e-6000""#, "out-of-range"),
        // A quotient of a form or a register, as it is written.
        Case("area", #""0.006666666666666666666666666666666667""#, #""0.006666666666666666666666666666666667""#), Case("area", #""0.06666666666666666666666666666666666667""#, "out-of-range"),
        Case("area", #""-1e99999999999999999999""#, "out-of-range"),
        Case("area", #""0e99999999999999999999""#, #""0""#), Case("area", #""000000000000000000000000000000000000012.500000000000000000000000000000000000000""#, #""12.5""#),
        Case("area", #""1000e-3""#, #""1""#), Case("area", #""1.""#, "not-a-number"), Case("area", #"".5""#, #""0.5""#), Case("area", #""-""#, "not-a-number"), Case("area", #""1e""#, "not-a-number"),
        Case("area", #""--1""#, "not-a-number"), Case("area", #""+1""#, "not-a-number"), Case("area", #""1e1.5""#, "not-a-number"), Case("area", #""-12.50E+1""#, #""-125""#),
        Case("born", #""1950""#, #""1950""#), Case("born", #""1950-03""#, #""1950-03""#), Case("born", #""1950-03-07""#, #""1950-03-07""#), Case("born", #""2024-02-29""#, #""2024-02-29""#),
        Case("born", #""2023-02-29""#, "not-a-date"), Case("born", #""1950-13""#, "not-a-date"), Case("born", #""00/00/1950""#, "not-a-date"), Case("born", #""07/03/1950""#, "not-a-date"),
        Case("born", #""1950-3-7""#, "not-a-date"), Case("born", "1950", "wrong-type"), Case("born", #""""#, "not-a-date"),
        Case("agreed", "true", "true"), Case("agreed", "false", "false"), Case("agreed", #""true""#, "wrong-type"), Case("agreed", "1", "wrong-type"), Case("agreed", #"{"none": true}"#, #"{"none":true}"#),
        Case("sex", #""1""#, #""1""#), Case("sex", #""3""#, "unknown-code"), Case("sex", #"" 1""#, "unknown-code"), Case("sex", "1", "wrong-type"), Case("sex", #""""#, "unknown-code"),
        Case("sex", #"{"code": "other", "text": " Liên giới "}"#, #"{"code":"other","text":"Liên giới"}"#), Case("sex", #"{"code": "1", "text": "x"}"#, "unknown-code"),
        Case("sex", #"{"code": "other", "text": ""}"#, "empty"), Case("sex", #"{"code": "other"}"#, "wrong-type"), Case("sex", #"{"code": "other", "text": "x", "y": 1}"#, "wrong-type"),
        Case("sex", #""other""#, #""other""#),
        Case("open", #""anything""#, #""anything""#), Case("open", #""a\u0000""#, "forbidden-character"), Case("open", #""""#, "empty"), Case("open", #"{"code": "a", "text": "b"}"#, "unknown-code"),
        Case("tax", #""0314409058002""#, #""0314409058-002""#), Case("tax", #""0100233480""#, "bad-identifier"), Case("tax", "100109106", "wrong-type"),
        Case("address", #"{"street": "Số 1", "commune": "02647"}"#, #"{"commune":"02647","street":"Số 1"}"#), Case("address", #"{"street": "Số 1"}"#, #"{"street":"Số 1"}"#),
        Case("address", #"{"street": "Số 1", "commune": {"none": true}}"#, #"{"commune":{"none":true},"street":"Số 1"}"#), Case("address", "{}", "empty"), Case("address", #""Số 1""#, "wrong-type"),
        Case("address", #"{"ward": "x"}"#, "unknown-part"), Case("address", #"{"street": "Số 1", "ward": "x"}"#, "unknown-part"), Case("address", #"{"street": ""}"#, "empty"),
        Case("address", #"{"commune": "99999"}"#, "unknown-code"),
        Case("uses", #"["1", "2"]"#, #"["1","2"]"#), Case("uses", #""1""#, #"["1"]"#), Case("uses", "[]", "empty"), Case("uses", #"["1", "x"]"#, "unknown-code"), Case("uses", #"[["1"]]"#, "wrong-type"),
        Case("uses", #"{"none": true}"#, #"{"none":true}"#), Case("names", #"["a", {"none": true}]"#, "wrong-type"), Case("names", #"["a", ""]"#, "empty"), Case("sex", #"["1"]"#, "wrong-type"),
    ]

    private func read(_ c: Case) throws -> (value: Value?, shown: String) {
        do {
            let value = try ValueCoding(Self.vocabulary).value(try JSON(parsing: c.json), as: try Self.concept(c.concept))
            return (value, ValueCoding.json(value)?.serialized(.canonical) ?? "nothing")
        } catch let fault as ValueFault {
            return (nil, fault.rawValue)
        }
    }

    @Test("what is read, or why not", arguments: cases)
    func reads(_ c: Case) throws {
        #expect(try read(c).shown == c.expected)
    }

    @Test("a code that was closed may stand in a record, and is not written any more", arguments: [
        ("commune", #""02641""#, "2026-11-24", "closed-code"), ("commune", #""02641""#, "2025-06-30", #""02641""#), ("commune", #""02647""#, "2026-11-24", #""02647""#),
        ("commune", #""99999""#, "2026-11-24", "unknown-code"), ("address", #"{"street": "Số 1", "commune": "02641"}"#, "2026-11-24", "closed-code"),
    ])
    func closed(concept: String, json: String, date: String, expected: String) throws {
        if expected == "closed-code" { _ = try ValueCoding(Self.vocabulary).value(JSON(parsing: json), as: Self.concept(concept)) }
        let coding = ValueCoding(Self.vocabulary, writtenOn: try day(date))
        let shown: String
        do { shown = ValueCoding.json(try coding.value(JSON(parsing: json), as: Self.concept(concept)))?.serialized(.canonical) ?? "nothing" } catch let fault as ValueFault { shown = fault.rawValue }
        #expect(shown == expected)
    }

    @Test("a number stays in its range; a quantity with a unit is nothing below zero", arguments: [
        (nil, nil, nil, "-5", true), ("m2", nil, nil, "-0.01", false), ("m2", nil, nil, "0", true), ("m2", "-10", nil, "-5", true),
        (nil, "1", "12", "0", false), (nil, "1", "12", "1", true), (nil, "1", "12", "12", true), (nil, "1", "12", "12.5", false),
    ] as [(String?, String?, String?, String, Bool)])
    func range(unit: String?, minimum: String?, maximum: String?, number: String, isInside: Bool) throws {
        let concept = Concept(
            id: "n", kinds: [.person], type: .number, label: LocalizedText(vi: "n"),
            form: .init(unit: unit, minimum: minimum.flatMap { Number($0) }, maximum: maximum.flatMap { Number($0) }), position: .start(of: file))
        do {
            _ = try ValueCoding(Self.vocabulary).value(.string(number), as: concept)
            #expect(isInside)
        } catch { #expect(!isInside && error == .outOfRange) }
    }

    @Test("what goes out comes in again as the same value", arguments: cases)
    func roundTrip(_ c: Case) throws {
        guard let value = try read(c).value, let json = ValueCoding.json(value) else { return }
        #expect(try ValueCoding(Self.vocabulary).value(json, as: try Self.concept(c.concept)) == value)
    }

    @Test("what has no value has no JSON", arguments: [Value.unknown([]), .list([.unknown([])])])
    func unknown(_ value: Value) {
        #expect(ValueCoding.json(value) == nil)
    }

    @Test("a part nobody knows is left out")
    func partial() {
        #expect(ValueCoding.json(.context(["a": .string("x"), "b": .unknown([])])) == ["a": "x"])
    }

    struct Pair: CustomTestStringConvertible, Sendable {
        let concept: String, a: String, b: String, areEqual: Bool

        init(_ concept: String, _ a: String, _ b: String, _ areEqual: Bool) { (self.concept, self.a, self.b, self.areEqual) = (concept, a, b, areEqual) }

        var testDescription: String { "\(concept) \(a) \(b)" }
    }

    @Test("equal by meaning, not by spelling", arguments: [
        Pair("name", #""Nguyễn Thị Hoà""#, #""NGUYỄN  THỊ HÒA""#, true), Pair("name", #""Quang""#, #""Quan""#, false), Pair("name", #""a""#, #"{"none": true}"#, false),
        Pair("area", #""12.50""#, "12.5", true), Pair("area", #""12.5""#, #""12.51""#, false),
        Pair("born", #""1950""#, #""1950""#, true), Pair("born", #""1950""#, #""1950-01""#, false), Pair("born", #""1950-03-07""#, #""1950-03-07""#, true),
        Pair("agreed", "true", "false", false), Pair("sex", #""1""#, #""1""#, true), Pair("sex", #""1""#, #""2""#, false),
        Pair("sex", #"{"code": "other", "text": "Hoà"}"#, #"{"text": "hòa", "code": "other"}"#, true), Pair("sex", #"{"code": "other", "text": "a"}"#, #"{"code": "other", "text": "b"}"#, false),
        Pair("sex", #"{"code": "other", "text": "a"}"#, #""other""#, false),
        Pair("tax", #""0314409058002""#, #""0314409058-002""#, true), Pair("tax", #""0314409058-002""#, #""0314409058""#, false),
        Pair("commune", #""02641""#, #""02647""#, true), Pair("commune", #""a""#, #""b""#, false), Pair("commune", #""a""#, #""02647""#, false),
        Pair("address", #"{"street": "Số 1", "commune": "02641"}"#, #"{"commune": "02647", "street": "số 1"}"#, true),
        Pair("address", #"{"street": "Số 1", "commune": {"none": true}}"#, #"{"street": "Số 1"}"#, true), Pair("address", #"{"street": "Số 1"}"#, #"{"street": "Số 2"}"#, false),
        Pair("address", #"{"street": "Số 1", "commune": "02647"}"#, #"{"street": "Số 1"}"#, false),
        Pair("uses", #"["1", "2"]"#, #"["2", "1"]"#, true), Pair("uses", #"["1"]"#, #"["1", "2"]"#, false), Pair("uses", #""1""#, #"["1"]"#, true),
        Pair("names", #"["a", "b"]"#, #"["ab"]"#, false),
    ])
    func comparison(_ pair: Pair) throws {
        let coding = ValueCoding(Self.vocabulary), concept = try Self.concept(pair.concept)
        let a = try coding.value(try JSON(parsing: pair.a), as: concept), b = try coding.value(try JSON(parsing: pair.b), as: concept)
        let comparison = try Comparison(Self.vocabulary, asOf: day("2026-11-24"))
        #expect(comparison.areEqual(a, b, as: concept) == pair.areEqual)
        #expect(comparison.areEqual(b, a, as: concept) == pair.areEqual)
        #expect(comparison.areEqual(a, a, as: concept))
    }

    @Test("two codes of communes that are one now were two before")
    func byDate() throws {
        let concept = try Self.concept("commune")
        #expect(try !Comparison(Self.vocabulary, asOf: day("2024-01-01")).areEqual(.string("02641"), .string("02647"), as: concept))
        #expect(try Comparison(Self.vocabulary, asOf: day("2025-07-01")).areEqual(.string("02641"), .string("02647"), as: concept))
    }

    @Test("of the shipped communes, two old codes are equal now exactly when they were merged")
    func merged() throws {
        let vocabulary = Shipped.vocabulary
        let list = try #require(vocabulary.codeLists[CodeListID("communes")]), concept = try #require(vocabulary["permanent_residence_commune"])
        let comparison = try Comparison(vocabulary, asOf: day("2026-11-24"))
        for entry in list.entries where entry.validTo != nil {
            let successor = try #require(entry.columns["successor"])
            #expect(comparison.areEqual(.string(entry.code), .string(successor), as: concept), "\(entry.code)")
        }
        // False friends: the names live on elsewhere.
        for (old, new) in [("02671", "04273"), ("04372", "04663"), ("02641", "02671")] {
            #expect(!comparison.areEqual(.string(old), .string(new), as: concept), "\(old)")
        }
    }

    @Test("an old code of a present address is read as today's, that of a place of birth is kept", arguments: [
        ("permanent_residence_commune", "02641", "02647"), ("permanent_residence_commune", "02647", "02647"),
        ("permanent_residence_province", "10", "15"), ("head_office_commune", "04249", "04279"),
        ("birth_registration_commune", "02641", "02641"), ("hometown_commune", "02641", "02641"), ("parcel_commune_code", "02641", "02641"),
    ])
    func current(concept: String, code: String, expected: String) throws {
        let comparison = try Comparison(Shipped.vocabulary, asOf: day("2026-11-24"))
        let concept = try #require(Shipped.vocabulary[ConceptID(concept)])
        #expect(comparison.current(.string(code), as: concept) == .string(expected))
        if let whole = Shipped.vocabulary.memberships(of: concept.id).first, let address = Shipped.vocabulary[whole.composite] {
            #expect(comparison.current(.context([whole.part: .string(code)]), as: address) == .context([whole.part: .string(expected)]))
        }
    }

    @Test("a district that ended is not left beside the commune of today")
    func district() throws {
        let comparison = try Comparison(Shipped.vocabulary, asOf: day("2026-11-24"))
        let before = try Comparison(Shipped.vocabulary, asOf: day("2025-06-01"))
        for name in ["permanent_residence", "current_residence", "head_office_address"] {
            guard let address = Shipped.vocabulary[ConceptID(name)], address.form.parts.contains(where: { $0.name == "district" }) else { continue }
            let written = Value.context(["district": .string("Huyện Bắc Hà"), "commune": .string("02869")])
            #expect(comparison.current(written, as: address) == .context(["commune": .string("02869")]), "\(name)")
            #expect(before.current(written, as: address) == written, "\(name)")
        }
        let born = try #require(Shipped.vocabulary["birth_registration_place"] ?? Shipped.vocabulary["birth_place"])
        let then = Value.context(["district": .string("Huyện Bắc Hà"), "commune": .string("02869")])
        #expect(comparison.current(then, as: born) == then)
    }
}
