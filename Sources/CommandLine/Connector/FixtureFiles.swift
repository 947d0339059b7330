import ArgumentParser
import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing

/// Answers from recorded replies in place of the registers.
struct ReplayOption: ParsableArguments {
    @Option(name: .long, help: .said(
        vi: "Thư mục bản ghi của 'connector record': các sổ trả lời từ đó, không cần mạng.",
        en: "A folder that 'connector record' wrote: the registers answer from it, offline."))
    var replay: String?

    func fixtures(_ folder: DeclarationFolder) throws -> [Fixture]? { try replay.map { try FixtureFiles.read($0, of: folder.catalog.connectors).map(\.fixture) } }
}

/// The fixtures of a folder: `CONNECTOR/OPERATION-001.json`.
enum FixtureFiles {
    /// - Throws: a failure that names the file that is no fixture.
    static func read(_ folder: String, of manifests: [ConnectorManifest]) throws -> [(name: String, fixture: Fixture)] {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        guard let connectors = try? FileManager.default.contentsOfDirectory(atPath: root.path) else {
            throw CommandFailure.input(
                vi: "không có thư mục '\(folder)'; hãy ghi bằng 'onceonly connector record'", en: "there is no folder '\(folder)'; 'onceonly connector record' writes one")
        }
        var fixtures: [(String, Fixture)] = []
        for connector in connectors.sorted() {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: connector).path)) ?? []
            for file in files.sorted() where file.hasSuffix(".json") {
                let path = root.appending(path: "\(connector)/\(file)").path
                fixtures.append(("\(connector)/\(file)", try fixture(try Input.json(path), named: "\(connector)/\(file)", of: manifests)))
            }
        }
        guard !fixtures.isEmpty else {
            throw CommandFailure.input(vi: "trong '\(folder)' không có bản ghi nào", en: "there are no recordings in '\(folder)'")
        }
        return fixtures
    }

    static func fixture(_ json: JSON, named name: String, of manifests: [ConnectorManifest]) throws -> Fixture {
        let connector = json["connector"]?.string ?? ""
        guard let manifest = manifests.first(where: { $0.id.rawValue == connector }) else {
            throw CommandFailure.input(vi: "\(name): không có kết nối '\(connector)'", en: "\(name): there is no connector '\(connector)'")
        }
        do throws(FixtureError) {
            return try Fixture(json: json, kind: manifest.transport.kind)
        } catch {
            throw CommandFailure.input(vi: "\(name): không phải bản ghi: \(error.detail.vietnamese)", en: "\(name): this is no recording: \(error.detail.text(in: .english))")
        }
    }

    /// Writes fixtures beside those that are there.
    ///
    /// - Returns: the names of the files.
    static func write(_ fixtures: [Fixture], into folder: String) throws -> [String] {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        var names: [String] = []
        for fixture in fixtures {
            let place = root.appending(path: fixture.connector.rawValue)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            var number = 1
            func name() -> String { "\(fixture.operation.rawValue)-\(String(repeating: "0", count: max(0, 3 - String(number).count)))\(number).json" }
            while FileManager.default.fileExists(atPath: place.appending(path: name()).path) { number += 1 }
            try Data((fixture.json.serialized(.pretty) + "\n").utf8).write(to: place.appending(path: name()), options: .atomic)
            names.append("\(fixture.connector)/\(name())")
        }
        return names
    }
}
