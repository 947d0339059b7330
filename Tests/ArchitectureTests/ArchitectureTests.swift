import Foundation
import Testing

/// The house as it stands on disk.
private enum House {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ name: String) throws -> String { try String(contentsOf: package.appending(path: name), encoding: .utf8) }

    static func page() throws -> ArchitecturePage { ArchitecturePage(try text("ARCHITECTURE.md")) }

    static func rooms() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: package.appending(path: "Sources").path).filter { !$0.hasPrefix(".") }.sorted()
    }

    static func sources() throws -> [SourceFile] {
        try rooms().flatMap { room in
            let folder = package.appending(path: "Sources/\(room)")
            let names = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".swift") }.sorted()
            return try names.map { SourceFile(room: room, name: "\(room)/\($0)", text: try text("Sources/\(room)/\($0)")) }
        }
    }
}

@Suite("The house is as ARCHITECTURE.md draws it")
struct ArchitectureTests {
    /// Part of the platform, wherever it is needed.
    private static let platform: Set<String> = ["Foundation", "Dispatch", "Synchronization"]

    @Test("every room stands in the table, and the table has no other")
    func rooms() throws {
        #expect(try Set(House.page().rows.keys) == Set(House.rooms()))
    }

    @Test("a room imports only from rows above its own, and third-party code only through its doors")
    func imports() throws {
        let page = try House.page()
        #expect(page.rows.count > 15 && page.doors.count > 8 && page.uses.count > 10, "the tables were read")
        for file in try House.sources() {
            for (line, module) in file.imports where !Self.platform.contains(module) {
                if let rooms = page.doors[module] {
                    #expect(rooms.contains(file.room), "\(file.name):\(line) imports \(module), whose doors are \(rooms.sorted())")
                } else if let row = page.rows[module], let own = page.rows[file.room] {
                    #expect(row < own, "\(file.name):\(line) imports \(module) of row \(row) from row \(own)")
                } else {
                    Issue.record("\(file.name):\(line) imports \(module), which stands in no table")
                }
            }
        }
    }

    @Test("a door that the table names is used")
    func doors() throws {
        var used: [String: Set<String>] = [:]
        for file in try House.sources() { for (_, module) in file.imports { used[module, default: []].insert(file.room) } }
        for (module, rooms) in try House.page().doors { #expect(used[module] == rooms, "\(module)") }
    }

    @Test("Package.swift grants each room what it imports, and nothing the tables forbid")
    func package() throws {
        let page = try House.page()
        let granted = PackageDependencies(try House.text("Package.swift")).targets
        #expect(Set(granted.keys).union(["CLibXML2", "CLibPQ", "CLibCrypto", "CZLib", "CLibZip", "CLibXLSXWriter"]) == Set(page.rows.keys))
        for file in try House.sources() {
            for (line, module) in file.imports where !Self.platform.contains(module) {
                #expect(granted[file.room]?.contains(module) == true, "\(file.name):\(line) imports \(module), which Package.swift does not grant")
            }
        }
        for (room, modules) in granted {
            for module in modules {
                let isBelow = (page.rows[module] ?? .max) < (page.rows[room] ?? .min)
                #expect(page.doors[module].map { $0.contains(room) } ?? isBelow, "Package.swift grants \(room) the use of \(module)")
            }
        }
    }

    @Test("what only some rooms may do is done nowhere else")
    func uses() throws {
        let page = try House.page()
        for file in try House.sources() {
            for (word, rooms) in page.uses where word != "!" && !rooms.contains(file.room) {
                let lines = file.uses(of: word)
                #expect(lines.isEmpty, "\(file.name):\(lines) writes \(word)")
            }
            #expect(file.forced.isEmpty, "\(file.name):\(file.forced) forces with an exclamation mark")
        }
    }

    @Test("an import is read in all its shapes", arguments: [
        ("import Yams", ["Yams"]), ("public import Forms", ["Forms"]), ("@testable import Drivers", ["Drivers"]),
        ("@preconcurrency private import struct GRDB.Row", ["GRDB"]), ("// import Yams", []), ("let import = 1", []), ("an import Yams", []),
    ])
    func importShapes(line: String, modules: [String]) {
        #expect(SourceFile(room: "Forms", name: "Forms/Form.swift", text: line).imports.map(\.module) == modules)
    }

    @Test("a word is told from the end of a longer one", arguments: [("print(a)", true), ("fingerprint(a)", false), (" print(a)", true)])
    func words(line: String, isUse: Bool) {
        #expect(SourceFile(room: "Forms", name: "Forms/Form.swift", text: line).uses(of: "print(").isEmpty != isUse)
    }

    @Test("a forcing exclamation mark is told from a negation", arguments: [
        ("try! run()", true), ("value!.count", true), ("list[0]!", true), ("call()! + 1", true), ("x as! Form", true), ("name: String!", true),
        ("if !isEmpty", false), ("a != b", false), ("(!a)", false), ("a! = 1", true), ("/// really!", false), ("return !a", false), ("case \"!\": next()", false),
    ])
    func forcing(line: String, isForced: Bool) {
        #expect(SourceFile(room: "Forms", name: "Forms/Form.swift", text: line).forced.isEmpty != isForced)
    }
}
