import Declarations
import Diagnostics
import Expressions

extension ManifestReader {
    /// Secrets are references: what a file says, everybody reads who reads the file.
    mutating func access(_ fields: DeclarationReader.Fields) -> Access {
        if let node = fields["bearer"] { return reference(node).map { .bearer($0) } ?? .open }
        if let basic = reader.fields(fields["basic"], as: Self.basic) {
            guard let user = reader.text(reader.required("user", in: basic)), let password = reference(reader.required("password", in: basic)) else { return .open }
            return .basic(user: user, password: password)
        }
        if let client = reader.fields(fields["oauth"], as: Self.oauth) {
            guard let token = reader.text(reader.required("token", in: client)), let id = reader.text(reader.required("client", in: client)),
                let secret = reference(reader.required("secret", in: client))
            else { return .open }
            return .clientCredentials(token: token, client: id, secret: secret, scope: reader.text(client["scope"]))
        }
        return .open
    }

    private mutating func reference(_ node: YAMLNode?) -> String? {
        guard let node, let text = reader.text(node) else { return nil }
        let name = text.hasPrefix("${") && text.hasSuffix("}") ? text.dropFirst(2).dropLast() : ""
        if !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) { return text }
        // The finding does not repeat it.
        reader.note(Diagnostic(.secretInFile, at: node.position, length: node.length, []))
        return nil
    }

    /// The address of a database may carry a user and a password.
    mutating func checkPassword(in address: String, at node: YAMLNode) {
        guard let scheme = address.firstRange(of: "://"), let end = address[scheme.upperBound...].firstIndex(of: "@") else { return }
        let user = address[scheme.upperBound..<end].split(separator: ":", maxSplits: 1)
        if user.count == 2, !user[1].hasPrefix("${") { reader.note(Diagnostic(.secretInFile, at: node.position, length: node.length, [])) }
    }

    mutating func networks(_ node: YAMLNode?) -> [Network] {
        var networks: [Network] = []
        for item in reader.list(node, orOne: true) {
            guard let text = reader.text(item) else { continue }
            if let network = Network(text) { networks.append(network) } else { reader.refuse(item, expected: "10.20.0.0/16 | 2001:db8::/32") }
        }
        return networks
    }

    mutating func quota(_ node: YAMLNode?) -> Quota? {
        guard let fields = reader.fields(node, as: Self.quota), let calls = reader.integer(reader.required("calls", in: fields), in: 1...100_000),
            let per = duration(reader.required("per", in: fields), upTo: .seconds(24 * 3600), example: "1s | 1m | 24h")
        else { return nil }
        return Quota(calls: calls, per: per)
    }

    mutating func pages(_ node: YAMLNode?) -> Operation.Pages? {
        guard let fields = reader.fields(node, as: Self.pages), let next = path(reader.required("next", in: fields)) else { return nil }
        return .init(first: reader.text(fields["first"]) ?? "", next: next, most: reader.integer(fields["most"], in: 1...1_000) ?? 20)
    }
}
