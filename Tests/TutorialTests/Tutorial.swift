import Foundation

/// The tutorial of the README, as a newcomer follows it: files to write, commands to type, in order.
struct Tutorial {
    enum Step: Equatable {
        /// A fence under a line that is nothing but a file's name in backticks.
        case file(name: String, content: String)
        /// A line of a `console` fence that starts with `$ `, and what the page shows under it.
        case command(String, shown: [String])
    }

    let steps: [Step]

    init(readme: String, heading: String) {
        let lines = readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var steps: [Step] = []
        var isInside = false, name: String?, index = 0
        while index < lines.count {
            let line = lines[index]
            index += 1
            if line.hasPrefix("## ") { isInside = line == heading }
            guard isInside else { continue }
            guard line.hasPrefix("```") else {
                if line.count > 2, line.hasPrefix("`"), line.hasSuffix("`"), !line.dropFirst().dropLast().contains("`") {
                    name = String(line.dropFirst().dropLast())
                } else if !line.isEmpty {
                    name = nil
                }
                continue
            }
            let body = Array(lines[index...].prefix { $0 != "```" })
            index += body.count + 1
            if line == "```console" {
                steps += Self.commands(body)
            } else if let name {
                steps.append(.file(name: name, content: body.joined(separator: "\n") + "\n"))
            }
            name = nil
        }
        self.steps = steps
    }

    private static func commands(_ lines: [String]) -> [Step] {
        var steps: [Step] = []
        for line in lines {
            if line.hasPrefix("$ ") {
                steps.append(.command(String(line.dropFirst(2)), shown: []))
            } else if case .command(let command, let shown) = steps.last {
                steps[steps.count - 1] = .command(command, shown: shown + [line])
            }
        }
        return steps
    }

    /// One shell session for all of it, so that `cd` and `export` last; a line after each command marks where its output ends.
    func script(mark: String) -> String {
        steps.map { step in
            switch step {
            case .file(let name, let content): "cat > '\(name)' <<'\(mark)'\n\(content)\(mark)"
            case .command(let command, _): "{ \(command)\n} 2>&1\necho '\(mark)'"
            }
        }.joined(separator: "\n")
    }
}

/// Whether a program said what a page shows. A line `…` stands for any lines, `…` within a line for any characters.
func says(_ said: [Substring], _ shown: [String]) -> Bool {
    guard let first = shown.first else { return said.isEmpty }
    let rest = Array(shown.dropFirst())
    if first == "…" {
        return (0...said.count).contains { says(Array(said[$0...]), rest) }
    }
    guard let line = said.first, matches(line, first) else { return false }
    return says(Array(said.dropFirst()), rest)
}

private func matches(_ line: Substring, _ shown: String) -> Bool {
    let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return line == shown }
    guard let first = parts.first, line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
        guard let found = rest.firstRange(of: part) else { return false }
        rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
}
