public import Connectors
public import Diagnostics
import Foundation
import Formats
public import Vocabulary

/// Makes the connector of a manifest: one kind for each transport. Owns the connections HTTP ones share.
public struct ConnectorFactory: Sendable {
    private let vocabulary: Vocabulary
    private let variables: [String: String]
    private let clients = HTTPClients()

    /// - Parameter variables: what `${NAME}` in addresses and secrets stands for.
    public init(vocabulary: Vocabulary, variables: [String: String]) {
        self.vocabulary = vocabulary
        self.variables = variables
    }

    /// Opens nothing yet: a register that is down fails when it is asked.
    public func connector(for manifest: ConnectorManifest) throws(ConnectorSetupError) -> any Connector {
        let transport = manifest.transport
        let address = try resolved(transport.address)
        switch transport.kind {
        case .sql:
            return SQLConnector(manifest: manifest, vocabulary: vocabulary, path: address)
        case .table:
            return TableConnector(
                manifest: manifest, vocabulary: vocabulary, path: address, encoding: try encoding(transport.encoding),
                separator: try separator(transport.separator))
        case .json, .xml:
            let bearer: String?
            if let reference = transport.bearer { bearer = try resolved(reference) } else { bearer = nil }
            guard bearer?.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) ?? true else { throw .badSecret }
            return HTTPConnector(
                manifest: manifest, vocabulary: vocabulary, base: try ServiceAddress(address), bearer: bearer, clients: clients)
        }
    }

    /// Gives back the shared connections; a connector asked afterwards answers `.failed(.down)`.
    public func close() async { await clients.close() }

    private func resolved(_ text: String) throws(ConnectorSetupError) -> String {
        var resolved = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { throw .badAddress }
            let name = String(rest[start.upperBound..<end])
            guard let value = variables[name], !value.isEmpty else { throw .unsetVariable(name) }
            resolved += rest[..<start.lowerBound] + value
            rest = rest[rest.index(after: end)...]
        }
        return resolved + rest
    }

    private func encoding(_ name: String?) throws(ConnectorSetupError) -> TextEncoding {
        guard let name else { return .utf8 }
        guard let encoding = TextEncoding(rawValue: name.lowercased()) else { throw .unknownEncoding(name) }
        return encoding
    }

    private func separator(_ text: String?) throws(ConnectorSetupError) -> Character {
        guard let text else { return "," }
        guard text.count == 1, let separator = text.first else { throw .badSeparator }
        return separator
    }
}

/// Why a manifest has no connector. Names variables, never what they hold.
public enum ConnectorSetupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A reference `${NAME}` stands for nothing.
    case unsetVariable(String)
    /// Not `http://host…` or `https://host…`, or one that carries a user, a query or a fragment.
    case badAddress
    /// A bearer token with characters a header cannot carry.
    case badSecret
    case unknownEncoding(String)
    case badSeparator

    public var description: String { words.text(in: .english) }

    /// For whoever sets the register up.
    public var words: LocalizedText {
        switch self {
        case .unsetVariable(let name): LocalizedText(vi: "chưa đặt biến môi trường \(name)", en: "variable \(name) is not set")
        case .badAddress: LocalizedText(vi: "địa chỉ không phải dịch vụ http hay https", en: "the address is not an http or https service")
        case .badSecret: LocalizedText(vi: "mã bearer không hợp lệ", en: "the bearer token is not a token")
        case .unknownEncoding(let name): LocalizedText(vi: "không có bảng mã '\(name)'", en: "no encoding '\(name)'")
        case .badSeparator: LocalizedText(vi: "dấu phân cách là một ký tự", en: "a separator is one character")
        }
    }
}

/// The one service a connector calls.
struct ServiceAddress: Sendable {
    /// Without a slash at its end.
    let text: String
    private let origin: [String]

    init(_ address: String) throws(ConnectorSetupError) {
        var text = address
        while text.hasSuffix("/") { text.removeLast() }
        guard let parts = URLComponents(string: text), let origin = Self.origin(of: parts), parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw .badAddress }
        self.text = text
        self.origin = origin
    }

    /// - Parameter path: filled and encoded, starting with a slash.
    /// - Returns: `nil` where the whole would not lead to the same scheme, host and port.
    func url(_ path: String) -> String? {
        let url = text + path
        guard path.isEmpty || path.hasPrefix("/"), let parts = URLComponents(string: url), Self.origin(of: parts) == origin,
            parts.user == nil, parts.fragment == nil
        else { return nil }
        return url
    }

    private static func origin(of parts: URLComponents) -> [String]? {
        guard let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { return nil }
        return [scheme, host.lowercased(), parts.port.map(String.init) ?? ""]
    }
}
