import Formats
import Foundation
import ProgramUnderTest
import Testing

/// Pages in a real browser: axe-core over each of them in every language, on a desk, on a phone and on paper, and nothing wider than the
/// window. What is driven how stands in Tests/Accessibility/check.py.
@Suite("Accessibility")
struct AccessibilityTests {
    private struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// One page in one language in one medium.
    private struct Run {
        let name: String
        let rules: Int
        let violations: [String]
        let overflow: Int
        let errors: [String]
        /// What each list hides that narrows the page's tables.
        let narrowed: [(list: String, rows: Int, hidden: Int, wrong: Int, said: String, faults: Int)]

        init(_ json: JSON) {
            name = [json["page"], json["language"], json["medium"]].compactMap { $0?.string }.joined(separator: " ")
            rules = json["rules"]?.number.flatMap(Int.init) ?? 0
            violations = (json["violations"]?.array ?? []).map { $0.serialized() }
            overflow = json["overflow"]?.number.flatMap { Double($0) }.map { Int($0) } ?? .max
            errors = (json["errors"]?.array ?? []).compactMap(\.string)
            narrowed = (json["narrowed"]?.array ?? []).map { step in
                func count(_ name: String) -> Int { step[name]?.number.flatMap(Int.init) ?? -1 }
                return (
                    step["list"]?.string ?? "", count("rows"), count("hidden"), count("wrong"), step["said"]?.string ?? "",
                    (step["violations"]?.array?.count ?? 1) + max(0, count("overflow"))
                )
            }
        }
    }

    private func look(at pages: [URL], in folder: URL) async throws -> [Run] {
        let shell = URL(filePath: "/bin/sh"), own = ProcessInfo.processInfo.environment
        let home = own.filter { name, _ in name == "HOME" || name.hasPrefix("PIP_") || name.hasPrefix("SSL_") || name.lowercased().hasSuffix("_proxy") }
        let made = try await Program.run(
            shell, ["scripts/python.sh", "browser", "Tests/Accessibility/requirements.txt", Program.package.appending(path: ".build").path], in: Program.package, environment: home)
        guard made.status == 0 else { throw Missing(description: "the browser's driver cannot be installed: \(made.error)") }
        let python = URL(filePath: made.output.trimmingCharacters(in: .whitespacesAndNewlines))
        let run = try await Program.run(
            python, [Program.package.appending(path: "Tests/Accessibility/check.py").path] + pages.map(\.path), in: folder, environment: ["HOME": folder.path])
        guard run.status == 0 else { throw Missing(description: "the check did not run: \(run.error)") }
        return (try JSON(parsing: run.output)["runs"]?.array ?? []).map(Run.init)
    }

    @Test("the report on the demo province, with every section it can have, its public edition and a printed form have no violation")
    func pages() async throws {
        try await Program.withTemporaryFolder { folder in
            let demo = try await Program.onceonly(["demo", "--declarations", Program.package.path, "--people", "60", "--dossiers", "112", "--out", "\(folder.path)/demo"])
            try #require(demo.status == 0, "\(demo.error)")
            try Data(Self.received.utf8).write(to: folder.appending(path: "received.csv"))
            try Data(Self.tariffs.utf8).write(to: folder.appending(path: "tariffs.yaml"))
            var pages: [URL] = []
            for (name, further) in [("report", []), ("public", ["--public"])] {
                let page = folder.appending(path: "\(name).html")
                let run = try await Program.onceonly(
                    ["report", "--declarations", Program.package.path, "--store", "demo/store", "--received", "received.csv", "--tariffs", "tariffs.yaml", "--html", page.path] + further,
                    in: folder)
                try #require(run.status == 0, "\(run.error)")
                pages.append(page)
            }
            let form = "cu-tru-ct01"
            let people = try String(contentsOf: folder.appending(path: "demo/province/people.jsonl"), encoding: .utf8)
            let person = try people.split(separator: "\n").lazy.map { try JSON(parsing: String($0)) }.first { $0["answers"]?[form]?["answers"] != nil }
            try Data(try #require(person?["personal_id_number"]?.string).utf8).write(to: folder.appending(path: "key.txt"))
            try Data(try #require(person?["answers"]?[form]).serialized(.compact).utf8).write(to: folder.appending(path: "answers.json"))
            let opened = try await Program.onceonly(
                ["prefill", "--declarations", Program.package.path, "--form", form, "--subject", "@key.txt", "--answers", "answers.json", "--sandbox", "demo/province",
                 "--code", "H38-1", "--format", "json"], in: folder)
            try #require(opened.status == 0, "\(opened.error)")
            for language in ["vi", "en"] {
                let page = folder.appending(path: "form-\(language).html")
                let run = try await Program.onceonly(
                    ["print", form, "--declarations", Program.package.path, "--code", "H38-1", "--language", language, "--out", page.path], in: folder)
                try #require(run.status == 0, "\(run.error)")
                pages.append(page)
            }
            let runs = try await look(at: pages, in: folder)
            // Two reports in two languages and two prints, each in three media.
            #expect(runs.count == 18)
            for run in runs {
                #expect(run.violations.isEmpty, "\(run.name): \(run.violations.joined(separator: "; "))")
                #expect(run.overflow <= 0, "\(run.name) is \(run.overflow) pixels wider than the window")
                #expect(run.errors.isEmpty, "\(run.name): \(run.errors)")
                // axe looked at something.
                #expect(run.rules >= 12, "\(run.name)")
            }
            let html = try String(contentsOf: pages[0], encoding: .utf8)
            for section in ["procedures", "indicators", "received", "drafts", "months", "offices", "cost"] { #expect(html.contains("<section id=\"\(section)\""), "\(section)") }
            // The page's own script narrows it to a procedure or an office, says so, and shows everything again.
            for run in runs where run.name.hasPrefix("report.html") && !run.name.hasSuffix("paper") {
                #expect(run.narrowed.map(\.list) == ["procedure", "office"], "\(run.name)")
                for step in run.narrowed {
                    #expect(step.hidden > 0 && step.hidden < step.rows && step.wrong == 0 && step.faults == 0, "\(run.name): \(step)")
                    #expect(step.said.contains(run.name.contains("language-vi") ? "Đang xem" : "Showing"), "\(run.name)")
                }
            }
        }
    }

    @Test("the check finds what is wrong with a page that has it")
    func finds() async throws {
        try await Program.withTemporaryFolder { folder in
            let page = folder.appending(path: "bad.html")
            try Data("<html><head><title></title></head><body><img src=\"data:,\"><p style=\"color:#aaa;background:#fff;width:1500px\">pale and wide</p></body></html>".utf8).write(to: page)
            let runs = try await look(at: [page], in: folder)
            #expect(runs.count == 3)
            for run in runs {
                for rule in ["image-alt", "document-title", "html-has-lang"] { #expect(run.violations.contains { $0.contains(rule) }, "\(rule)") }
            }
            #expect(runs.first { $0.name.hasSuffix("phone") }?.overflow ?? 0 > 1000)
        }
    }

    private static let received = """
        period,procedure,dossiers,commune,channel,fee,payment,result,on_time
        2026,1.004222,400,02647,online,none,,electronic,yes
        2026,1.001193,250,02671,counter,none,,both,yes
        2026,1.012784,120,02671,online,due,online,electronic,no
        2026,1.001612,90,02647,post,due,other,paper,open
        2026,1.004873,150,02647,counter,none,,paper,yes
        2026,1.009994,60,02671,counter,due,other,paper,yes
        2026,dat-dai-dang-ky-lan-dau,80,02671,counter,due,other,paper,no
        2026,dat-dai-tach-hop-thua,70,02647,counter,due,other,paper,yes
        2026,gt-gplx-doi-cap-lai,90,02647,online,due,online,both,yes

        """

    private static let tariffs = """
        tariffs: trial
        title: {vi: Định mức thử, en: Trial tariffs}
        currency: VND
        wage: {perHour: 46000, source: {vi: "giả định của phép thử", en: "assumed by this test"}}
        rates:
          field: {minutes: "1.5", source: {vi: "giả định", en: "assumed"}}
          paper: {minutes: "30", expense: 2000, source: {vi: "giả định", en: "assumed"}}
          filing: {minutes: "90", expense: 20000, eachBefore: true, source: {vi: "giả định", en: "assumed"}}

        """
}
