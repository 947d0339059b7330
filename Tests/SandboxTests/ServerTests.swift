import Diagnostics
import Foundation
import Testing

@testable import Sandbox

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("The registers answer over HTTP")
struct ServerTests {
    private struct Reply: Sendable {
        let status: Int
        let text: String
    }

    private static func ask(
        _ variables: [String: String], _ register: String, _ path: String, token: String? = nil, body: String? = nil
    ) async throws -> Reply {
        let address = (variables["\(register)_URL"] ?? "") + path
        var request = URLRequest(url: try #require(URL(string: address)))
        let bearer = token ?? variables["\(register)_TOKEN"] ?? ""
        if !bearer.isEmpty { request.setValue("Bearer \(bearer)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpMethod = "POST"
            request.httpBody = Data(body.utf8)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        return Reply(
            status: (response as? HTTPURLResponse)?.statusCode ?? 0, text: String(decoding: data, as: UTF8.self))
    }

    private static func envelope(_ operation: String, _ element: String, _ key: String) -> String {
        """
        <?xml version="1.0"?><s:Envelope xmlns:s="\(PopulationMessages.envelope)" \
        xmlns:d="\(PopulationMessages.namespace)"><s:Body><d:\(operation)><d:\(element)>\(key)</d:\(element)>\
        </d:\(operation)></s:Body></s:Envelope>
        """
    }

    @Test("gives every variable the manifests refer to")
    func variables() async throws {
        let variables = try await ProvinceServer.serving(Fixture.province.get()) { $0 }
        var named: Set<String> = []
        for register in Register.allCases {
            let file = Fixture.repository.appending(path: "Connectors/\(register.rawValue)/manifest.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            named.formUnion(text.matches(of: /\$\{([A-Z_]+)\}/).map { String($0.1) })
        }
        #expect(Set(variables.keys) == named)
        #expect(variables["LAND_DB"].map { FileManager.default.fileExists(atPath: $0) } == true)
    }

    @Test("population: a citizen, a household, nobody, a fault, and no entry without the token")
    func population() async throws {
        let families = try Fixture.families()
        let family = try #require(families.first)
        let id = family.people[0].id
        let house = family.households[0].code
        try await ProvinceServer.serving(Fixture.province.get()) { variables in
            let citizen = try await Self.ask(
                variables, "POPULATION", "/soap", body: Self.envelope("TraCuuCongDan", "SoDinhDanh", id))
            #expect(citizen.status == 200)
            #expect(citizen.text.contains("<c:CongDan><c:SoDinhDanh>\(id)</c:SoDinhDanh>"))
            let home = try await Self.ask(
                variables, "POPULATION", "/soap", body: Self.envelope("TraCuuHoGiaDinh", "SoHoGiaDinh", house))
            #expect(home.text.contains("<c:SoHoGiaDinh>\(house)</c:SoHoGiaDinh>"))
            let nobody = try await Self.ask(
                variables, "POPULATION", "/soap", body: Self.envelope("TraCuuCongDan", "SoDinhDanh", "010190999999"))
            #expect(nobody.status == 200)
            #expect(nobody.text.contains("<c:SoBanGhi>0</c:SoBanGhi>") && !nobody.text.contains("c:CongDan>"))
            for body in [
                Self.envelope("TraCuuCongDan", "SoDinhDanh", "12345"), Self.envelope("XoaCongDan", "SoDinhDanh", id),
                "<x/>", "not xml",
            ] {
                let fault = try await Self.ask(variables, "POPULATION", "/soap", body: body)
                #expect(fault.status == 500)
                #expect(fault.text.contains("<faultcode>s:Client</faultcode>"))
                #expect(!fault.text.contains(id))
            }
            for token in ["wrong", variables["BUSINESS_TOKEN"] ?? ""] {
                let refused = try await Self.ask(
                    variables, "POPULATION", "/soap", token: token,
                    body: Self.envelope("TraCuuCongDan", "SoDinhDanh", id))
                #expect(refused.status == 401)
            }
        }
    }

    @Test("JSON services: found, not found, refused")
    func json() async throws {
        let families = try Fixture.families()
        let married = try #require(families.first { $0.marriages.contains(where: \.digitised) })
        let marriage = try #require(married.marriages.first { $0.digitised })
        let noted = try #require(families.first { $0.newborns.contains { $0.noteNumber != nil } })
        let newborn = try #require(noted.newborns.first { $0.noteNumber != nil })
        let run = try #require(families.first { !$0.companies.isEmpty })
        let company = try #require(run.companies.first)
        let insured = try #require(families.flatMap(\.people).first { $0.insurance != nil })
        let born = try #require(families.flatMap(\.people).first { $0.birthDigitised })
        let asOf = try #require(CivilDay(Fixture.options.asOf))
        let taxed = try #require(families.flatMap { $0.people.filter { $0.isTaxpayer(on: asOf) } }.first).id
        let carded = try #require(families.flatMap(\.people).first { $0.card != nil && $0.oldNumber != nil })
        let everybody = families.flatMap { Array(zip($0.people, $0.listed.standings)) }
        let pensioner = try #require(everybody.first { $0.1.pension != nil }).0
        let listed = try #require(everybody.first { $0.1.isMatched }).0
        let driver = try #require(families.first { $0.listed.licences.contains { $0.isRegistered } })
        let licence = try #require(driver.listed.licences.first { $0.isRegistered })
        let found = [
            ("CIVIL_STATUS", "/civil/persons/\(born.id)/birth", born.name.text),
            ("CIVIL_STATUS", "/civil/persons/\(married.people[marriage.wife].id)/marriages", marriage.id),
            ("CIVIL_STATUS", "/civil/events/\(marriage.id)", marriage.book),
            ("BUSINESS", "/business/companies/\(company.code)", company.name),
            ("BUSINESS", "/business/persons/\(run.people[company.representative].id)/companies", company.code),
            ("SOCIAL_INSURANCE", "/insurance/participants/\(insured.id)", insured.insurance?.number ?? "?"),
            (
                "SOCIAL_INSURANCE", "/insurance/mothers/\(noted.people[newborn.mother].id)/birth-notes",
                newborn.noteNumber ?? "?"
            ),
            ("BUSINESS", "/business/tax-codes/\(company.code)", company.name),
            ("TAX", "/tax/organisations/\(company.code)", company.name),
            ("TAX", "/tax/persons/\(taxed)", taxed),
            ("IDENTITY", "/identity/cards/\(carded.id)", carded.card?.issuer ?? "?"),
            ("IDENTITY", "/identity/former-numbers/\(carded.oldNumber ?? "?")", carded.id),
            ("CIVIL_STATUS", "/civil/persons/\(married.people[marriage.wife].id)/marital-status", "KET_HON"),
            ("SOCIAL_INSURANCE", "/insurance/birth-notes/\(newborn.noteNumber ?? "?")", newborn.birthPlace),
            ("SOCIAL_INSURANCE", "/insurance/participants/\(pensioner.id)/benefits", "HUU_TRI"),
            ("SOCIAL_PROTECTION", "/social/persons/\(listed.id)/poverty", "decidedOn"),
            ("SOCIAL_PROTECTION", "/social/persons/\(listed.id)/disability", "certified"),
            ("SOCIAL_PROTECTION", "/social/persons/\(listed.id)/allowances", "allowances"),
            ("SOCIAL_PROTECTION", "/social/persons/\(listed.id)/standing", "standing"),
            ("DRIVING_LICENCE", "/driving/persons/\(driver.people[licence.holder].id)/licences", licence.number),
            ("DRIVING_LICENCE", "/driving/persons/\(driver.people[licence.holder].id)/violations", "unsettled"),
            ("DRIVING_LICENCE", "/driving/licences/\(licence.number)", licence.issuer),
        ]
        try await ProvinceServer.serving(Fixture.province.get()) { variables in
            for (register, path, content) in found {
                let reply = try await Self.ask(variables, register, path)
                #expect(reply.status == 200, "\(path)")
                #expect(reply.text.contains(content), "\(path)")
                #expect(try await Self.ask(variables, register, path, token: "wrong").status == 401)
                #expect(try await Self.ask(variables, register, path.replacing(/[0-9]{6}/, with: "x")).status == 404)
            }
            #expect(try await Self.ask(variables, "BUSINESS", "/elsewhere").status == 404)
        }
    }

    @Test("social insurance: several participants at once, those on file, each office's together")
    func participants() async throws {
        let people = try Fixture.families().flatMap(\.people).filter { $0.flaws.insuranceNumber == nil && $0.flaws.mistakenFor == nil }
        let insured = people.filter { $0.insurance != nil }.prefix(3).map(\.id), others = people.filter { $0.insurance == nil }.prefix(2).map(\.id)
        @Sendable func body(_ numbers: [String]) -> String { #"{"personalIds": [\#(numbers.map { "\"\($0)\"" }.joined(separator: ", "))]}"# }
        try await ProvinceServer.serving(Fixture.province.get()) { variables in
            let path = "/insurance/participants/search"
            let found = try await Self.ask(variables, "SOCIAL_INSURANCE", path, body: body(insured.reversed() + others + insured))
            #expect(found.status == 200)
            #expect(found.text.matches(of: /"office"/).count == 1)
            #expect(found.text.matches(of: /"DDCN","value":"(\d+)"/).map { String($0.1) } == insured.sorted())
            let nobody = try await Self.ask(variables, "SOCIAL_INSURANCE", path, body: body(others))
            #expect(nobody.status == 200 && nobody.text == #"{"data":[]}"#)
            for bad in ["{", "{}", #"{"personalIds": [1]}"#, body((0..<51).map { "0151940001\($0 + 10)" })] {
                #expect(try await Self.ask(variables, "SOCIAL_INSURANCE", path, body: bad).status == 400)
            }
            #expect(try await Self.ask(variables, "SOCIAL_INSURANCE", path, token: "wrong", body: body(insured)).status == 401)
        }
    }

    @Test("stops when it is cancelled, and refuses a folder without a province")
    func life() async throws {
        let server = try ProvinceServer(directory: Fixture.province.get())
        let (ready, announce) = AsyncStream.makeStream(of: [String: String].self)
        let run = Task { try await server.run { announce.yield($0) } }
        var variables: [String: String] = [:]
        for await now in ready {
            variables = now
            break
        }
        run.cancel()
        try await run.value
        let (register, path) = ("BUSINESS", "/business/companies/1")
        let last = variables
        await #expect(throws: (any Error).self) { try await Self.ask(last, register, path) }
        #expect(throws: ProvinceError.self) { try ProvinceServer(directory: Fixture.temporaryFolder()) }
    }

    @Test("a port that cannot be had is told by its number, with a way out in both languages")
    func ports() async throws {
        try await ProvinceServer.serving(Fixture.province.get()) { variables in
            let port = try #require(variables["POPULATION_URL"].flatMap(URL.init(string:))?.port)
            await #expect(throws: ProvinceError.portInUse(port)) { try await ProvinceServer(directory: Fixture.province.get()).run(port: port) { _ in } }
            let words = ProvinceError.portInUse(port).words
            for text in [words.vietnamese, words.text(in: .english)] { #expect(text.contains("\(port)") && text.contains("--port 0")) }
        }
        for port in [-1, 65_536, 99_999] {
            await #expect(throws: ProvinceError.self) { try await ProvinceServer(directory: Fixture.province.get()).run(port: port) { _ in } }
        }
    }
}
