import Foundation
import ProgramUnderTest
import Testing

@Suite("connector: try shows what a mapping found, check tells how registers are")
struct ConnectorTests {
    private static let company = "Connectors/business/samples/company.json"

    private static let birth = #"{"note": {"number": "15001-2026-000123", "status": "SENT", "sentAt": "2026-10-01T08:10:00", "child": {"bornOn": "02/11/2026"}}}"#

    private static let calls: [Call] = [
        Call("a misspelled command below it", "connector chek", 2, "did you mean 'check'?"),
        Call("a connector nobody has", "connector try busines company", 2, "did you mean 'business'?"),
        Call("an operation it does not have", "connector try business compny --sample \(company)", 2, "did you mean 'company'?"),
        Call("several operations, and none named", "connector try business --sample \(company)", 2, "name one operation of 'business': company"),
        Call("an operation asked without its key says how", "connector try business company", 2, "write --key @key.txt"),
        Call("a sample that is not there", "connector try business company --sample nosuch.json", 2, "cannot read 'nosuch.json'"),
        Call("a sample of another format", "connector try business company --sample Connectors/population/samples/citizen.xml", 2, "does not read as a reply of 'business' (json); 'onceonly json check'"),
        Call("a register without its address failed", "connector try business company --key -", 3, "variable BUSINESS_URL is not set", input: "5300999014\n"),
        Call("what a sample holds is masked", "connector try business company --sample \(company)", 0, "\"Xxxx xx XXXX", keepsToItself: "Hoa Ban"),
        Call("a birth that is still to come", "connector try social_insurance birth_note --as-of 2026-11-01 --sample -", 1, "✗ a day that is still to come", input: birth, keepsToItself: "2026"),
        Call("for programs too", "connector try social_insurance birth_note --as-of 2026-11-01 --format json --sample -", 1, "\"why\": \"to-come\"", input: birth),
        Call("one that has come", "connector try social_insurance birth_note --as-of 2026-11-02 --sample -", 0, "birth_note: found", input: birth),
        Call("a record of tomorrow", "connector try business company --as-of 2026-01-19 --sample \(company)", 1, "was written on a day that is still to come"),
        Call("a record of today", "connector try business company --as-of 2026-01-20 --sample \(company)", 0, "company: found"),
        Call("a day that is none", "connector try business company --as-of 2026-02-30 --sample \(company)", 2, "2026-02-30"),
        Call("unless it is asked for", "connector try business company --show-values --sample \(company)", 0, "$['name']['vi']  \"Công ty TNHH Thương mại Hoa Ban\""),
        Call("masked for programs too", "connector try business company --format json --sample \(company)", 0, "\"masked\": true", keepsToItself: "Hoa Ban"),
        Call("what a mapping cannot read is a finding that says what to write", "connector try business companies_of_person --sample \(company)", 1, "không có bản ghi", environment: ["LANG": "vi"]),
        Call("registers without addresses are not well", "connector check", 3, "population: configured ✗ (variable POPULATION_URL is not set), reachable – (not asked)"),
        Call("a host that is not on the list is told as such", "connector check business", 3, "host list ✗ (host 'registers.example' is not in ONCEONLY_HOSTS)",
             environment: ["BUSINESS_URL": "https://registers.example", "BUSINESS_TOKEN": "t", "ONCEONLY_HOSTS": "others.example"]),
        Call("a file that is not there is configured, and not reached", "connector check budget", 3, "budget: configured ✓, reachable ✗", environment: ["BUDGET_CSV": "/nowhere.csv"]),
        Call("a file that is there answers", "connector check budget", 0, "budget: configured ✓, reachable ✓, answers ✓", environment: ["BUDGET_CSV": "Connectors/budget/samples/unit.csv"]),
        Call("a file that is no such table is reached, and does not answer", "connector check budget", 3, "reachable ✓, answers ✗", environment: ["BUDGET_CSV": "Package.swift"]),
    ]

    @Test(arguments: calls)
    func endsAndSays(_ call: Call) async throws {
        let run = try await Program.onceonly(call.arguments, input: call.input, environment: call.environment)
        #expect(run.status == call.status, "\(run.error)")
        #expect((run.output + run.error).contains(call.says), "\(run.output)\n\(run.error)")
        if let kept = call.keepsToItself { #expect(!(run.output + run.error).contains(kept)) }
    }

    @Test func registersOfAProvinceAnswer() async throws {
        try await Program.withTemporaryFolder { scratch in
            let province = scratch.appending(path: "province").path
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "20", "--seed", "3", "--out", province]).status == 0)
            let check = try await Program.onceonly(["connector", "check", "--sandbox", province])
            #expect(check.status == 0, "\(check.output)\(check.error)")
            #expect(check.output.split(separator: "\n").allSatisfy { $0.contains("configured ✓, reachable ✓, answers ✓") })
        }
    }
}
