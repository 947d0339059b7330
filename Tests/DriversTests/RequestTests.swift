import Connectors
import Expressions
import Testing
import Vocabulary

@testable import Drivers

/// What leaves: filled templates and resolved addresses.
@Suite struct RequestTests {
    @Test(arguments: [
        (RequestTemplate.Part.path, "/a/{id}", "x", "/a/x"),
        (.path, "/a/{id}", "a/b?c#d e", "/a/a%2Fb%3Fc%23d%20e"),
        (.path, "/a?q={id}", "a&b=c", "/a?q=a%26b%3Dc"),
        (.path, "/a/{id}", "Hòa", "/a/H%C3%B2a"),
        (.path, "/a/{id}", "%2e%2e", "/a/%252e%252e"),
        (.path, "/a/{id}/{id}", "{id}", "/a/%7Bid%7D/%7Bid%7D"),
        (.path, "/a/{id}", "..", nil),
        (.path, "/a/{id}", ".", nil),
        (.path, "/a/{id}", "", nil),
        (.path, "/a/{other}", "x", "/a/{other}"),
        (.xml, "<k>{id}</k>", "</k><k>&", "<k>&lt;/k&gt;&lt;k&gt;&amp;</k>"),
        (.xml, "<k>{id}</k>", "\u{0}", nil),
        (.json, #"{"q": {"k": "{id}"}}"#, #"","x":"\"#, #"{"q": {"k": "\",\"x\":\"\\"}}"#),
        (.json, #"{"{id"}"#, "x", #"{"{id"}"#),
        (.header, "k={id}", "a", "k=a"),
        (.header, "k={id}", "a\r\nX: y", nil),
    ] as [(RequestTemplate.Part, String, String, String?)])
    func aKeyStaysInItsPlace(_ part: RequestTemplate.Part, _ template: String, _ key: String, _ expected: String?) {
        #expect(RequestTemplate(template).filled(with: [ConceptID("id"): key], as: part) == expected)
    }

    @Test(arguments: [
        ("http://register.example", true),
        ("https://register.example:8443/base/", true),
        ("ftp://register.example", false),
        ("file:///etc/passwd", false),
        ("register.example", false),
        ("http://", false),
        ("http://user:word@register.example", false),
        ("http://register.example/?q=1", false),
        ("http://register.example/#f", false),
        ("", false),
    ])
    func onlyServicesAreCalled(_ address: String, _ isAccepted: Bool) throws {
        let accepted = Result { () throws(ConnectorSetupError) in try ServiceAddress(address) }
        switch accepted {
        case .success: #expect(isAccepted)
        case .failure(let error):
            #expect(!isAccepted)
            #expect(error == .badAddress)
        }
    }

    @Test(arguments: [
        ("/persons/1", "http://register.example/persons/1"),
        ("", "http://register.example"),
        ("@evil.example/", nil),
        (":80@evil.example/", nil),
        (".evil.example/", nil),
        ("/x#y", nil),
    ] as [(String, String?)])
    func thePathDoesNotChangeTheHost(_ path: String, _ expected: String?) throws {
        #expect(try ServiceAddress("http://register.example/").url(path) == expected)
    }

    @Test func aMissingReferenceIsNamedAndItsNeighborsAreNot() throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id")
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": "http://register.example"])
        #expect(throws: ConnectorSetupError.unsetVariable("TOKEN")) { try factory.connector(for: manifest) }
        let empty = ConnectorFactory(vocabulary: try .small(), variables: ["URL": "", "TOKEN": "word"])
        #expect(throws: ConnectorSetupError.unsetVariable("URL")) { try empty.connector(for: manifest) }
        #expect(ConnectorSetupError.unsetVariable("TOKEN").description == "variable TOKEN is not set")
    }

    @Test func referencesMayStandInsideAnAddress() async throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id", url: "http://${HOST}/${BASE}")
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["HOST": "register.example", "BASE": "v1", "TOKEN": "word"])
        let connector = try #require(try factory.connector(for: manifest) as? HTTPConnector)
        #expect(connector.base.text == "http://register.example/v1")
        let broken = try ConnectorManifest.json("record: $\nidentifies: $.id", url: "http://${HOST")
        #expect(throws: ConnectorSetupError.badAddress) { try factory.connector(for: broken) }
    }

    @Test func aTokenThatBreaksTheHeaderIsRefused() throws {
        let manifest = try ConnectorManifest.json("record: $\nidentifies: $.id")
        let factory = ConnectorFactory(vocabulary: try .small(), variables: ["URL": "http://register.example", "TOKEN": "a\r\nX: y"])
        #expect(throws: ConnectorSetupError.badSecret) { try factory.connector(for: manifest) }
    }
}
