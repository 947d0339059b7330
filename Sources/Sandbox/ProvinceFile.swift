import Foundation

/// `province.json`: what the province was made from, how much is in it, and the tokens of its services.
struct ProvinceFile: Codable {
    static let name = "province.json"
    static let schema = "onceonly/sandbox-province/1"

    var schema: String
    /// Nobody in the province exists, and its tokens open nothing else.
    var synthetic: Bool
    var people: Int
    var seed: String
    var asOf: String
    var counts: ProvinceSummary
    /// Bearer tokens by register.
    var tokens: [String: String]

    init(options: ProvinceOptions, summary: ProvinceSummary) {
        schema = Self.schema
        synthetic = true
        (people, seed, asOf) = (options.people, String(options.seed), options.asOf)
        counts = summary
        var random = Randomness(seed: options.seed, stream: 3)
        tokens = [:]
        for register in Register.allCases where register.isService {
            let text = String(random.next(), radix: 16) + String(random.next(), radix: 16)
            tokens[register.rawValue] = "synthetic-\(register.rawValue)-\(text)"
        }
    }

    func write(to folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: folder.appending(path: Self.name))
    }

    static func read(from folder: URL) throws -> ProvinceFile {
        guard let data = try? Data(contentsOf: folder.appending(path: name)),
            let file = try? JSONDecoder().decode(Self.self, from: data), file.schema == schema
        else { throw ProvinceError.notAProvince(folder.path) }
        return file
    }
}
