public import Connectors
public import Diagnostics
import Foundation
import Formats
import NIOSSL
public import Vocabulary

/// Makes the connector of a manifest: one kind for each transport. Owns the connections HTTP ones share.
public struct ConnectorFactory: Sendable {
    private let vocabulary: Vocabulary
    private let variables: [String: String]
    private let clients = HTTPClients()
    private let listener: Exchange.Listener?
    private let time: Elapsing

    /// Names the variable that lists where registers may stand, `host` or `host:port`, with commas or spaces between; anywhere
    /// where it is not set.
    public static let hostsVariable = "ONCEONLY_HOSTS"

    /// - Parameters:
    ///   - variables: what `${NAME}` in addresses and secrets stands for.
    ///   - clock: calls and tokens end by it.
    ///   - listener: hears what goes over the wire, for those who record it or look at a register's health.
    public init(
        vocabulary: Vocabulary, variables: [String: String], clock: any Clock<Duration> = ContinuousClock(), listener: Exchange.Listener? = nil
    ) {
        self.listener = listener
        self.vocabulary = vocabulary
        self.variables = variables
        time = Elapsing(clock)
    }

    /// Opens nothing yet: a register that is down fails when it is asked.
    public func connector(for manifest: ConnectorManifest) throws(ConnectorSetupError) -> any Connector {
        let transport = manifest.transport
        let address = try resolved(transport.address)
        switch transport.kind {
        case .sql where PostgresConnector.schemes.contains { address.hasPrefix($0) }:
            guard let parts = URLComponents(string: address) else { throw .badAddress }
            if hosts != nil {
                // A host may also be named behind the question mark; then it is not the one that is looked at.
                guard let host = parts.host, !(parts.queryItems ?? []).contains(where: { $0.name.hasPrefix("host") }) else { throw .badAddress }
                try check(host, port: parts.port ?? 5432)
            }
            return PostgresConnector(manifest: manifest, vocabulary: vocabulary, address: address, time: time, listener: listener)
        case .sql:
            return SQLConnector(manifest: manifest, vocabulary: vocabulary, path: address, time: time, listener: listener)
        case .table:
            return TableConnector(
                manifest: manifest, vocabulary: vocabulary, path: address, encoding: try encoding(transport.encoding),
                separator: try separator(transport.separator), time: time, listener: listener)
        case .json, .xml:
            let base = try service(transport.address, for: transport.access)
            return HTTPConnector(
                manifest: manifest, vocabulary: vocabulary, base: base, credentials: try credentials(transport),
                surroundings: Surroundings(
                    roots: try transport.trust.map { path throws(ConnectorSetupError) in try roots(path) } ?? [], networks: transport.networks, isLocal: base.isLocal),
                clients: clients, time: time, listener: listener)
        }
    }

    /// Looks for the register without asking it about anybody: connects to the service, opens the file or the database.
    ///
    /// - Parameter connector: one this factory made.
    /// - Returns: that it answered, whatever it said, or what stood in the way.
    public func probe(_ connector: any Connector) async -> Exchange.Event { await (connector as? any ProbedConnector)?.probe() ?? .failed(.broken) }

    /// Whether calls go over TLS.
    ///
    /// - Returns: `nil` for files and databases.
    public func isEncrypted(_ manifest: ConnectorManifest) -> Bool? {
        switch manifest.transport.kind {
        case .sql, .table: nil
        case .json, .xml: (try? resolved(manifest.transport.address))?.lowercased().hasPrefix("https://") ?? false
        }
    }

    /// Whether configuration limits where registers may stand.
    public var hasHostList: Bool { hosts != nil }

    private func credentials(_ transport: Transport) throws(ConnectorSetupError) -> HTTPConnector.Credentials {
        switch transport.access {
        case .open: return .none
        case .bearer(let reference):
            let token = try resolved(reference)
            guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .badSecret }
            return .header("Bearer \(token)")
        case .basic(let user, let password):
            let user = try resolved(user)
            // A colon would move the rest of the name into the password.
            guard !user.contains(":") else { throw .badSecret }
            return .header(BasicCredentials(user: user, password: try resolved(password)).header)
        case .clientCredentials(let token, let client, let secret, let scope):
            let desk = TokenDesk.Client(
                address: try service(token, for: transport.access), id: try resolved(client), secret: try resolved(secret), scope: scope)
            return .token(TokenDesk(desk, timeout: transport.timeout, now: time.now))
        }
    }

    /// An address that may be called, and may be shown the register's secrets.
    private func service(_ reference: String, for access: Access) throws(ConnectorSetupError) -> ServiceAddress {
        let address = try ServiceAddress(try resolved(reference))
        if hosts != nil {
            try check(address.host, port: address.port)
        } else if access.isSecret, !Self.isHostReferred(reference) {
            // A file that changed its host would carry the secret there.
            throw .unlistedHost(address.host)
        }
        return address
    }

    /// Whether configuration, not the file, says who is called.
    private static func isHostReferred(_ reference: String) -> Bool {
        guard let scheme = reference.firstRange(of: "://"), !reference[..<scheme.lowerBound].contains("$") else { return reference.hasPrefix("${") }
        return reference[scheme.upperBound...].hasPrefix("${")
    }

    private func check(_ host: String, port: Int) throws(ConnectorSetupError) {
        guard let hosts, !hosts.contains(host.lowercased()), !hosts.contains("\(host.lowercased()):\(port)") else { return }
        throw .unlistedHost(host)
    }

    private var hosts: Set<String>? {
        guard let list = variables[Self.hostsVariable], !list.isEmpty else { return nil }
        return Set(list.lowercased().split { $0 == "," || $0.isWhitespace }.map(String.init))
    }

    private func roots(_ reference: String) throws(ConnectorSetupError) -> [NIOSSLCertificate] {
        let path = try resolved(reference)
        guard let roots = try? NIOSSLCertificate.fromPEMFile(path), !roots.isEmpty else { throw .unreadableTrust }
        return roots
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

/// A connector that can tell whether its register is there.
protocol ProbedConnector: Connector {
    func probe() async -> Exchange.Event
}

extension HTTPConnector: ProbedConnector {}
extension SQLConnector: ProbedConnector {}
extension PostgresConnector: ProbedConnector {}
extension TableConnector: ProbedConnector {}

/// Why a manifest has no connector. Names variables, never what they hold.
public enum ConnectorSetupError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A reference `${NAME}` stands for nothing.
    case unsetVariable(String)
    /// Not `http://host…` or `https://host…`, or one that carries a user, a query or a fragment.
    case badAddress
    /// A token with characters a header cannot carry, a user name with a colon.
    case badSecret
    /// A host that configuration does not name, or that a file names for a secret.
    case unlistedHost(String)
    /// A file of root certificates that is not there, or holds none.
    case unreadableTrust
    case unknownEncoding(String)
    case badSeparator

    public var description: String { words.text(in: .english) }

    /// For whoever sets the register up.
    public var words: LocalizedText {
        switch self {
        case .unsetVariable(let name): LocalizedText(vi: "chưa đặt biến môi trường \(name)", en: "variable \(name) is not set")
        case .badAddress: LocalizedText(vi: "địa chỉ không phải dịch vụ http hay https", en: "the address is not an http or https service")
        case .badSecret: LocalizedText(vi: "mã truy cập hoặc tên không hợp lệ", en: "the token or user name is not one")
        case .unlistedHost(let host): LocalizedText(vi: "máy chủ '\(host)' không có trong ONCEONLY_HOSTS", en: "host '\(host)' is not in ONCEONLY_HOSTS")
        case .unreadableTrust: LocalizedText(vi: "không đọc được tệp chứng thư gốc", en: "the file of root certificates cannot be read")
        case .unknownEncoding(let name): LocalizedText(vi: "không có bảng mã '\(name)'", en: "no encoding '\(name)'")
        case .badSeparator: LocalizedText(vi: "dấu phân cách là một ký tự", en: "a separator is one character")
        }
    }
}

/// The one service a connector calls.
struct ServiceAddress: Sendable {
    /// Without a slash at its end.
    let text: String
    let host: String
    let port: Int
    private let origin: [String]

    /// Whether the address itself names this machine.
    var isLocal: Bool { host == "localhost" || Network.Address(host)?.isLoopback ?? false }

    init(_ address: String) throws(ConnectorSetupError) {
        var text = address
        while text.hasSuffix("/") { text.removeLast() }
        guard let parts = URLComponents(string: text), let origin = Self.origin(of: parts), parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw .badAddress }
        self.text = text
        self.origin = origin
        let host = parts.host?.lowercased() ?? ""
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? (origin[0] == "https" ? 443 : 80)
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
