import Foundation
import ProgramUnderTest
import Testing

@Suite("The README's tutorial")
struct TutorialTests {
    @Test("a newcomer who follows it word by word sees what it shows")
    func followed() async throws {
        let readme = try String(contentsOf: Program.package.appending(path: "README.md"), encoding: .utf8)
        let tutorial = Tutorial(readme: readme, heading: "## Ten minutes: a form and a connector of your own")
        // The page was written on this day; what it shows of the day a form is filled follows today's.
        let today = Self.today()
        let mark = "end-of-output"
        let run = try await Program.withTemporaryFolder { home in
            try await Program.run(URL(filePath: "/bin/sh"), ["-c", tutorial.script(mark: mark)], in: home)
        }
        #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
        // A run over midnight may show either day.
        let said = [today, Self.today()].reduce(run.output) { $0.replacing($1, with: "2026-11-24") }.components(separatedBy: mark + "\n")
        var commands: [(String, [String])] = []
        for case .command(let command, let shown) in tutorial.steps { commands.append((command, shown)) }
        #expect(commands.count > 10 && said.count == commands.count + 1)
        for ((command, shown), said) in zip(commands, said) {
            var lines = said.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last == "" { lines.removeLast() }
            #expect(says(lines, shown), "$ \(command)\n\(said)")
        }
    }

    @Test("the page's commands are told apart from its files and prose")
    func read() {
        let page = """
            ## Other
            ```console
            $ not this
            ```
            ## Try
            `notes.txt`

            ```text
            one
            ```
            then `two.txt` in a sentence
            ```text
            two
            ```
            ```console
            $ cat notes.txt
            one
            ```
            """
        #expect(Tutorial(readme: page, heading: "## Try").steps == [
            .file(name: "notes.txt", content: "one\n"), .command("cat notes.txt", shown: ["one"]),
        ])
    }

    @Test("an ellipsis stands for what the page leaves out, and for nothing else", arguments: [
        ("a|b", "a|b", true), ("a|b", "a", false), ("a|b|c", "a|…", true), ("a|b|c", "…|c", true), ("a|b|c", "…|b|…", true), ("a", "b|…", false),
        ("dossier 7f: new", "dossier …: new", true), ("dossier 7f: old", "dossier …: new", false), ("a", "…|a", true), ("ab", "ab…b", false),
    ])
    func ellipsis(said: String, shown: String, holds: Bool) {
        #expect(says(said.split(separator: "|"), shown.split(separator: "|").map(String.init)) == holds)
    }

    /// The civil day in Viet Nam, which is what the program calls today.
    private static func today() -> String {
        let seconds = Date().timeIntervalSince1970 + 7 * 3600
        return String(Date(timeIntervalSince1970: seconds).formatted(.iso8601).prefix(10))
    }
}
