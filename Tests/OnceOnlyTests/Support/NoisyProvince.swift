import Foundation
import Formats
import GRDB
import OnceOnly

/// A province whose registers answer with two hundred attributes more than anybody asked for, each with a value that
/// looks personal: in nested objects of JSON, in elements and attributes of XML, in columns of SQL and CSV.
struct NoisyProvince {
    let province: Province
    let declarations: DeclarationFolder
    /// What every surplus value holds, as bytes to look for.
    static let marks = ["Khôngaihỏi", "990077551"]
    static let surplus = 200
    /// How many surplus values stand in the registers' replies, by kind of reply.
    private(set) var planted: [String: Int] = [:]

    /// Names, numbers and marks of illness, in turn; some under a name a register might well use.
    private static let attributes: [(name: String, value: String)] = (0..<surplus).map { index in
        let names = ["full_name", "hoVaTen", "SoDinhDanh", "phone", "diaChi", "chanDoan", "thuNhap", "residence_address"]
        let number = marks[1] + String(1_000 + index).suffix(3)
        let value = index % 2 == 0 ? "\(marks[0]) Thị \(number)" : number
        return (index < names.count ? "\(names[index])_thua" : "thua_\(index)", value)
    }

    /// - Parameter isCut: every reply of a service ends in its middle, so that nothing but an error can come of it.
    init(_ original: Province, in folder: URL, isCut: Bool = false) throws {
        let copy = folder.appending(path: "province", directoryHint: .isDirectory)
        try FileManager.default.copyItem(at: original.folder, to: copy)
        for name in try FileManager.default.contentsOfDirectory(atPath: copy.path).sorted() {
            let file = copy.appending(path: name)
            if name.hasSuffix(".sqlite") { try Self.fill(database: file, isCut, &planted) }
            if name.hasSuffix(".csv") { try Self.fill(table: file, &planted) }
        }
        province = try Province(folder: copy)
        declarations = try Repository.declarations { folder in
            for manifest in try Repository.manifests(in: folder) { try Repository.edit(manifest, Self.widened) }
        }
    }

    private static func fill(database file: URL, _ isCut: Bool, _ planted: inout [String: Int]) throws {
        let queue = try DatabaseQueue(path: file.path)
        defer { try? queue.close() }
        try queue.write { database in
            guard try database.tableExists("reply") else {
                // Every query of this register is answered with the columns of one more table.
                let columns = attributes.map { "\"\($0.name)\" text not null" }.joined(separator: ", ")
                try database.execute(sql: "create table noise (\(columns))")
                let places = attributes.map { _ in "?" }.joined(separator: ", ")
                try database.execute(sql: "insert into noise values (\(places))", arguments: StatementArguments(attributes.map(\.value)))
                planted["sql", default: 0] += attributes.count
                return
            }
            for row in try Row.fetchAll(database, sql: "select rowid, body from reply") {
                let id: Int64 = row["rowid"], body: String = row["body"]
                let isXML = body.hasPrefix("<")
                var noisy = isXML ? xml(body) : json(try JSON(parsing: body), isTop: true).serialized(.compact)
                if isCut { noisy = String(noisy.prefix(noisy.count * 3 / 4)) }
                planted[isXML ? "xml" : "json", default: 0] += attributes.count
                try database.execute(sql: "update reply set body = ? where rowid = ?", arguments: [noisy, id])
            }
        }
    }

    /// All of them in the outermost object, a few in every object below it.
    private static func json(_ json: JSON, isTop: Bool) -> JSON {
        switch json {
        case .array(let items): return .array(items.map { self.json($0, isTop: false) })
        case .object(let object):
            var members = object.members.map { ($0.key, self.json($0.value, isTop: false)) }
            let surplus = isTop ? attributes[...] : attributes.prefix(3)
            members += surplus.map { ($0.name, JSON.string($0.value)) }
            members.append(("chiTietThua", ["hoTen": .string(attributes[0].value), "danhSach": [.string(attributes[1].value)]]))
            return .object(JSONObject(members.map { (key: $0.0, value: $0.1) }))
        case .null, .bool, .number, .string: return json
        }
    }

    /// Elements at the head of the record, and an attribute on every element.
    private static func xml(_ record: String) -> String {
        let marked = record.replacing(/<([A-Za-z][A-Za-z0-9:_]*)/) { "<\($0.output.1) thua=\"\(attributes[2].value)\"" }
        guard let end = marked.firstIndex(of: ">") else { return marked }
        let prefix = marked.dropFirst().prefix { $0 != " " }.split(separator: ":").dropLast().first.map { "\($0):" } ?? ""
        let elements = attributes.map { "<\(prefix)\($0.name)>\($0.value)</\(prefix)\($0.name)>" }.joined()
        return marked[...end] + elements + marked[marked.index(after: end)...]
    }

    private static func fill(table file: URL, _ planted: inout [String: Int]) throws {
        var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for index in lines.indices where !lines[index].isEmpty {
            lines[index] += "," + attributes.map { index == 0 ? $0.name : $0.value }.joined(separator: ",")
        }
        planted["csv", default: 0] += attributes.count
        try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }

    /// The manifest with the surplus columns in every query: only then do they come over the wire.
    private static func widened(_ manifest: String) -> String {
        manifest.replacing(/(?m)^( +)query: \|\n((?:\1 +.*\n)+)/) { match in
            let indent = match.output.1 + "  "
            return "\(match.output.1)query: |\n\(indent)select q.*, noise.* from (\n\(match.output.2)\(indent)) q, noise\n"
        }
    }

    /// What of the marks stands in some bytes.
    static func found(in bytes: Data) -> [String] { marks.filter { bytes.range(of: Data($0.utf8)) != nil } }

    static func found(in text: String) -> [String] { found(in: Data(text.utf8)) }
}
