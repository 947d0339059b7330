import ArgumentParser
import OnceOnly

struct ConnectorReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: said(
            vi: "Trang tra cứu mọi khóa của manifest.",
            en: "The reference page of manifests: docs/manifest.md. | Trang tra cứu mọi khóa của manifest."),
        discussion: examples(isAlone: true, """
              onceonly connector reference --language en > docs/manifest.md
              onceonly connector reference --language vi > docs/manifest.vi.md
            """))

    @OptionGroup var speech: SpeechOptions

    func run() throws { Output.line(String(ManifestReference(language: speech.spoken).page.dropLast())) }
}
