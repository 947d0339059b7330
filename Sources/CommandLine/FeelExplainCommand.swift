import ArgumentParser

struct FeelExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "explain", abstract: "Types.")
    func run() throws {}
}
