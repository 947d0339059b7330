import ArgumentParser
import Diagnostics
import Formats
import Foundation
import OnceOnly
import Storage

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: said(
            vi: "Xem và đổi khóa của kho hồ sơ.",
            en: "Shows and rotates the keys of a store. | Xem và đổi khóa của kho hồ sơ."),
        discussion: said(vi: "Trang docs/keys.md nói khóa nào của ai, ở đâu, đổi thế nào.", en: "The page docs/keys.md says which key is whose, where it stands and how it is rotated."),
        subcommands: [List.self, Rotate.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: said(
                vi: "Khóa công khai đang dùng và đã dùng.",
                en: "The public keys in use and before; no secret. | Khóa công khai đang dùng và đã dùng."),
            discussion: examples(isAlone: true, """
                  onceonly keys list --store state
                  onceonly keys list --format json > public-keys.json
                """))

        @OptionGroup var speech: SpeechOptions
        @OptionGroup var place: StoreOption

        func run() throws {
            try place.requireExisting()
            KeysCommand.show(try StoreKeys.atFile(place.store + "/keys.json"), speech)
        }
    }

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: said(
                vi: "Dùng khóa mới để niêm phong và ký; khóa cũ vẫn mở và kiểm được.",
                en: "Puts new keys into use to seal and sign; the old ones still open and verify. | Dùng khóa mới để niêm phong và ký."),
            discussion: said(
                vi: "Sau đó hãy khởi động lại các dịch vụ dùng kho này, và giao khóa công khai mới cho nơi kiểm phiếu.",
                en: "Afterwards start the services that use this store again, and hand the new public key to those who check receipts.") + examples("""
                  onceonly keys rotate --store state
                """))

        @OptionGroup var speech: SpeechOptions
        @OptionGroup var place: StoreOption

        func run() throws {
            try place.requireExisting()
            // The civil day in UTC: two machines of one installation agree on it.
            let day = String(Date(timeIntervalSince1970: TimeInterval(IntakeService.Surroundings().now())).formatted(.iso8601).prefix(10))
            let ledger = place.store + "/" + SQLiteLedger.keyFile
            // The key of checkpoints with the others; `ledger key` shows it.
            if FileManager.default.fileExists(atPath: ledger) { _ = try LedgerKeys.rotate(ledger, on: day) }
            KeysCommand.show(try StoreKeys.rotate(place.store + "/keys.json", on: day), speech)
        }
    }

    private static func show(_ keys: StoreKeys, _ speech: SpeechOptions) { show(keys.generations, speech) }

    static func show(_ generations: [StoreKeys.Generation], _ speech: SpeechOptions) {
        switch speech.format {
        case .json:
            Output.json(["schema": "onceonly/public-keys/1", "keys": .array(generations.map { key in
                var object: JSONObject = ["id": .string(key.id), "publicKey": .string(key.publicKey)]
                if let since = key.since { object["since"] = .string(since) }
                if let until = key.until { object["until"] = .string(until) }
                return .object(object)
            })])
        case .text:
            for key in generations {
                let since = key.since.map { said(vi: "từ \($0)", en: "since \($0)") } ?? said(vi: "từ đầu", en: "from the start")
                let until = key.until.map { said(vi: "đến \($0)", en: "until \($0)") } ?? said(vi: "đang dùng", en: "in use")
                Output.line("\(key.id)  \(key.publicKey)  \(since), \(until)")
            }
        }
    }
}
