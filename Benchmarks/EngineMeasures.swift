import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage

/// The engine alone: replies that somebody else wrote, taken apart and filled in; and how that grows with blanks and registers.
struct EngineMeasures {
    let effort: Effort
    let scratch: URL

    private static var suites: String { ProcessInfo.processInfo.environment["ONCEONLY_SUITES"] ?? "../shared/suites" }

    func tables() async throws -> [MeasureTable] {
        let replies = "\(Self.suites)/replies"
        guard FileManager.default.fileExists(atPath: replies) else { throw WorkFailed(name: "\(replies): no such folder") }
        let samples = try [("person", jsonPerson(replies), "999993653"), ("person", xmlPerson(replies), "999992314"), ("company", jsonCompany(replies), "69599084")]
        var extraction: [Measure] = [], filling: [Measure] = []
        for (what, register, number) in samples {
            let plain = try PlainDeclarations([register], number: number, in: scratch)
            let name = "\(register.isXML ? "XML" : "JSON") \(what)"
            extraction.append(try await extracted(name, plain, register, number))
            filling.append(try await filled(name, plain))
        }
        var growth: [Measure] = []
        for (fields, registers) in [(5, 1), (20, 1), (100, 1), (400, 1), (60, 1), (60, 5), (60, 15), (60, 30)] {
            let plain = try PlainDeclarations(Self.made(fields: fields, registers: registers), number: "1", in: scratch)
            growth.append(try await filled("\(fields) blanks, \(registers) registers", plain))
        }
        return [
            MeasureTable(title: "One reply, parsed and taken apart", columns: ["bytes", "values"], measures: extraction),
            MeasureTable(title: "A dossier filled in the process, with provenance and ledger events", columns: ["blanks", "filled"], measures: filling),
            MeasureTable(title: "The same, made replies", columns: ["blanks", "filled"], measures: growth),
        ]
    }

    private func extracted(_ name: String, _ plain: PlainDeclarations, _ register: PlainDeclarations.Register, _ number: String) async throws -> Measure {
        guard let manifest = plain.folder.catalog.connectors.first, let operation = manifest.operations.first else { throw WorkFailed(name: name) }
        let request = ConnectorRequest(
            connector: manifest.id, operation: operation.id, keys: ["personal_id_number": number], concepts: Set(operation.supplies.map(\.concept)), relations: [])
        let extraction = Extraction(of: operation, for: request, vocabulary: plain.folder.catalog.vocabulary)
        guard case .found(let record) = extraction.lookUp(in: register.kind), record.values.count == register.paths.count,
            record.values.values.allSatisfy({ if case .invalid = $0 { false } else { true } })
        else { throw WorkFailed(name: "\(name): \(extraction.lookUp(in: register.kind))") }
        return await Measure.of(name, effort, cells: ["\(register.bytes)", "\(register.paths.count)"]) { extraction.lookUp(in: register.kind) }
    }

    /// What an intake service has of it, short of keeping the dossier: filled, signed for, and told to the ledger.
    private func filled(_ name: String, _ plain: PlainDeclarations) async throws -> Measure {
        let engine = PrefillEngine(plain.checked, executor: Executor(connectors: plain.connectors))
        // What a power cut takes is made up again: the disk is not what is measured here.
        let ledger = try SQLiteLedger(path: scratch.appending(path: "\(UUID().uuidString).sqlite").path, isThrowaway: true)
        guard let day = PartialDate("2026-11-24") else { throw WorkFailed(name: name) }
        let state = DossierState(
            id: "b", opening: plain.opening, form: plain.checked.form.id, version: "1", pins: [:], asOf: day, isSimulated: true, salt: "b", naming: "b")
        let count = plain.checked.form.fields.count
        @Sendable func run() async throws -> PrefillEngine.Outcome {
            let outcome = await engine.fill(state, at: "2026-11-24T00:00:00Z")
            try await ledger.append(outcome.lookUps.map { LedgerEntry(dossier: "b", hour: "2026-11-24T00", fact: .lookedUp($0)) })
            return outcome
        }
        let leaves = try await run().filled.leaves, known = leaves.count { $0.source?.path != nil }
        guard leaves.count == count, known > count / 2 else { throw WorkFailed(name: "\(name): \(known) of \(count)") }
        return try await Measure.of(name, effort, cells: ["\(count)", "\(known)"], run)
    }

    private func read(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    private func jsonPerson(_ folder: String) throws -> PlainDeclarations.Register {
        let bytes = try read("\(folder)/person-nl.json")
        guard let person = try JSON(parsing: String(decoding: bytes, as: UTF8.self))["personen"]?.array?.first else { throw WorkFailed(name: "person-nl.json") }
        let paths = Self.leaves(of: person).filter { $0 != "$.burgerservicenummer" }
        return .init(name: "person", kind: .json(bytes), namespaces: [:], record: "$.personen[*]", identifies: "$.burgerservicenummer", paths: paths)
    }

    private func jsonCompany(_ folder: String) throws -> PlainDeclarations.Register {
        let bytes = try read("\(folder)/company-nl.json")
        let company = try JSON(parsing: String(decoding: bytes, as: UTF8.self))
        return .init(name: "company", kind: .json(bytes), namespaces: [:], record: "$", identifies: "$.kvkNummer", paths: Self.leaves(of: company).filter { $0 != "$.kvkNummer" })
    }

    private func xmlPerson(_ folder: String) throws -> PlainDeclarations.Register {
        let bytes = try read("\(folder)/person-nl.xml")
        let own = [
            "inp.bsn", "geslachtsnaam", "voorvoegselGeslachtsnaam", "voorletters", "voornamen", "geslachtsaanduiding", "geboortedatum", "inp.geboorteplaats",
            "inp.geboorteLand", "overlijdensdatum", "inp.gemeenteVanInschrijving", "inp.datumInschrijving",
        ]
        let home = ["wpl.woonplaatsNaam", "gor.straatnaam", "aoa.postcode", "aoa.huisnummer", "aoa.huisletter", "aoa.huisnummertoevoeging"]
        let spouse = ["inp.bsn", "voornamenAanschrijving", "geslachtsnaamAanschrijving"]
        let paths = own.map { "ns:\($0)" } + home.map { "ns:verblijfsadres/ns:\($0)" } + spouse.map { "ns:inp.heeftAlsEchtgenootPartner/ns:gerelateerde/ns:\($0)" }
        return .init(
            name: "person", kind: .xml(bytes),
            namespaces: ["s": "http://schemas.xmlsoap.org/soap/envelope/", "ns": "http://www.egem.nl/StUF/sector/bg/0310"],
            record: "/s:Envelope/s:Body/ns:npsLa01/ns:antwoord/ns:object", identifies: "ns:inp.bsn", paths: paths)
    }

    /// Paths of all values that stand alone.
    private static func leaves(of json: JSON, at path: String = "$") -> [String] {
        switch json {
        case .object(let object): object.members.flatMap { leaves(of: $0.value, at: "\(path).\($0.key)") }
        case .array(let items): items.enumerated().flatMap { leaves(of: $0.element, at: "\(path)[\($0.offset)]") }
        case .null: []
        case .bool, .number, .string: [path]
        }
    }

    /// Registers that say so many values between them.
    private static func made(fields: Int, registers: Int) -> [PlainDeclarations.Register] {
        (0..<registers).map { register in
            let count = fields / registers + (register < fields % registers ? 1 : 0)
            let members = (0..<count).map { "\"v\($0)\": {\"text\": \"Giá trị \($0)\"}" }.joined(separator: ", ")
            return .init(
                name: "register-\(register)", kind: .json(Array("{\"number\": \"1\", \(members)}".utf8)), namespaces: [:], record: "$", identifies: "$.number",
                paths: (0..<count).map { "$.v\($0).text" })
        }
    }
}

extension PlainDeclarations.Register {
    var isXML: Bool { if case .xml = kind { true } else { false } }

    var bytes: Int {
        switch kind {
        case .json(let bytes), .xml(let bytes): bytes.count
        case .rows: 0
        }
    }
}
