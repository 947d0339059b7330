import ConformanceData
import Formats
import Foundation
import Testing

struct JSONPathTests {
    static let document: JSON = ["a": [["b": 1, "c'": "x"], ["b": 2]], "e\u{301}": true]

    @Test(arguments: [
        ("$", ["$"]),
        ("$.a[*].b", ["$['a'][0]['b']", "$['a'][1]['b']"]),
        ("$.a[0]['c\\'']", ["$['a'][0]['c\\'']"]),
        ("$.a[-1]", ["$['a'][1]"]),
        ("$.a[?@.b > 1]", ["$['a'][1]"]),
        ("$.a[?@.b == 1.0]", ["$['a'][0]"]),
        ("$.a[?@.b < 0.2e1]", ["$['a'][0]"]),
        ("$.\u{E9}", []),
        ("$.e\u{301}", ["$['e\u{301}']"]),
        ("$..b", ["$['a'][0]['b']", "$['a'][1]['b']"]),
        ("$.a[1:0:-1]", ["$['a'][1]"]),
    ])
    func finds(query: String, paths: [String]) throws {
        let path = try JSONPath(query)
        #expect(path.nodes(in: Self.document).map(\.path.description) == paths)
        #expect(path.values(in: Self.document).count == paths.count)
    }

    @Test(arguments: [
        ("$", true), ("$.a[0]", true), ("$['a'][-1].b", true), ("$..a", false), ("$[*]", false), ("$[0,1]", false),
        ("$[?@]", false), ("$[0:1]", false),
    ])
    func knowsSingularQueries(query: String, isSingular: Bool) throws {
        #expect(try JSONPath(query).isSingular == isSingular)
    }

    @Test(arguments: [
        ("$.a[0].b", false), ("$.a.b", true), ("$.a[0].b.c", true), ("$.x.y", false), ("$.a[5].b", false), ("$[0]", true), ("$[0:1]", true),
        ("$.a[*].b", false), ("$.a[*].b[*]", true), ("$.a[?@.b == 1].b.c", true), ("$.a[?@.b == 3].b.c", false), ("$..b.c", false), ("$.n.x[0]", false),
    ])
    func knowsADocumentOfAnotherShape(query: String, contradicts: Bool) throws {
        var document = try #require(Self.document.object)
        document["n"] = .null
        #expect(try JSONPath(query).contradicts(.object(document)) == contradicts)
    }

    /// Over every query and document of the compliance suite: the walk for one value against the general one.
    @Test(.enabled(if: Suites.has("jsonpath/cts.json"), "the JSONPath compliance suite is not here"))
    func oneValueIsFoundAsAnyOther() throws {
        let suite = try JSON(parsing: Suites.bytes("jsonpath/cts.json"))
        let tests = try #require(suite["tests"]?.array)
        let documents = tests.compactMap { $0["document"] }
        var counts: [String: Int] = [:]
        for query in Set(tests.compactMap { $0["selector"]?.string }) {
            guard let path = try? JSONPath(query), let found = path.found(in: .null) else { continue }
            #expect(path.isSingular)
            _ = found
            for document in documents {
                let nodes = path.nodes(in: document)
                switch path.found(in: document) {
                case .value(let value, let place):
                    counts["value", default: 0] += 1
                    #expect(nodes.count == 1 && nodes.first?.value == value && nodes.first?.path.description == "$" + place, "\(query)")
                case .nothing:
                    counts["nothing", default: 0] += 1
                    #expect(nodes.isEmpty && !path.contradicts(document), "\(query)")
                case .contradicted:
                    counts["contradicted", default: 0] += 1
                    #expect(nodes.isEmpty && path.contradicts(document), "\(query)")
                case nil: Issue.record("\(query) is one of one value and then is not")
                }
            }
        }
        #expect(counts.count == 3 && counts.values.allSatisfy { $0 > 500 }, "\(counts)")
    }

    static let refused: [(String, FormatError.Reason)] = [
        ("", .syntax),
        ("$.a ", .syntax),
        ("$[?foo(@)]", .unsupported),
        ("$[?" + String(repeating: "(", count: 5_000), .tooDeep),
        ("$" + String(repeating: "[0,0]", count: 11), .limit),
        ("$" + String(repeating: "..a", count: 11), .limit),
        ("$." + String(repeating: "a", count: 9_000), .tooLarge),
        // A test is no argument; telling so must not read it twice at every level.
        ("$[?" + String(repeating: "length(", count: 60) + "@" + String(repeating: ")==1", count: 60) + "]", .syntax),
    ]

    @Test(arguments: refused)
    func refuses(query: String, reason: FormatError.Reason) {
        let error = #expect(throws: FormatError.self) { try JSONPath(query) }
        #expect(error?.reason == reason)
        #expect(error?.format == .jsonPath)
    }

    @Test func comparesNumbersByValueWhateverTheirLength() throws {
        let document: JSON = .array(
            ["1e400", "10e399", "1e-400", "0", "-0.0", "-1e400", "123456789012345678901", "1e99999999999999999999"].map
            { .number($0) })
        func found(_ query: String) throws -> Int { try JSONPath(query).nodes(in: document).count }
        #expect(try found("$[?@ == 1e400]") == 2)
        #expect(try found("$[?@ == 0]") == 2)
        #expect(try found("$[?@ < 0]") == 1)
        #expect(try found("$[?@ > 0]") == 5)
        #expect(try found("$[?@ > 123456789012345678900]") == 4)
        #expect(try found("$[?@ > 123456789012345678901]") == 3)
    }

    @Test(.enabled(if: Suites.has("jsonpath/cts.json"), "the JSONPath compliance suite is not here"))
    func passesTheComplianceSuite() throws {
        let tests = try #require(try JSON(parsing: Suites.bytes("jsonpath/cts.json"))["tests"]?.array)
        var refused = 0
        var answered = 0
        for test in tests {
            let name = try #require(test["name"]?.string)
            let selector = try #require(test["selector"]?.string)
            guard test["invalid_selector"] != true else {
                #expect(throws: FormatError.self, "\(name)") { try JSONPath(selector) }
                refused += 1
                continue
            }
            let document = try #require(test["document"])
            let nodes = try JSONPath(selector).nodes(in: document)
            let values = JSON.array(nodes.map(\.value))
            let paths = JSON.array(nodes.map { .string($0.path.description) })
            if let result = test["result"] {
                #expect(values == result, "\(name)")
                #expect(paths == test["result_paths"], "\(name)")
            } else {
                #expect(test["results"]?.array?.contains(values) == true, "\(name)")
                #expect(test["results_paths"]?.array?.contains(paths) == true, "\(name)")
            }
            answered += 1
        }
        #expect(refused == 247)
        #expect(answered == 456)
    }
}
