public import Formats

/// Why a text is not a receipt.
public struct ReceiptFormatError: Error, Sendable, Hashable {
    public let detail: String
}

extension Receipt {
    /// Reads what `json` writes, and nothing else: a member that is missing, of another type or not known is an error.
    ///
    /// The signature is checked over what was read; a member that is left out here would pass it unseen.
    public init(json: JSON) throws(ReceiptFormatError) {
        let members = ReceiptMembers(json)
        guard try members.text("schema") == Self.schema else { throw ReceiptFormatError(detail: "not \(Self.schema)") }
        var pins: [String: String] = [:]
        for (name, hash) in try members.object("pins").members {
            guard let hash = hash.string else { throw ReceiptFormatError(detail: "a pin is no text") }
            pins[name] = hash
        }
        var leaves: [Leaf] = []
        for item in try members.list("leaves") { leaves.append(try Leaf(item)) }
        var documents: [Document] = []
        for item in try members.list("documents") { documents.append(try Document(item)) }
        self.init(
            id: try members.text("id"),
            binding: Binding(
                dossier: try members.text("dossier"), subject: try members.text("subject"), form: try members.text("form"),
                version: try members.text("version"), pins: pins, issuedAt: try members.integer("issuedAt"),
                expiresAt: try members.integer("expiresAt")),
            leaves: leaves, documents: documents, key: try members.optionalText("key"), signature: try members.text("signature"))
        // Whatever was not read, and whatever was written in another way, shows here.
        guard self.json == json else { throw ReceiptFormatError(detail: "a member that does not belong to a receipt, or is not written as one") }
    }
}

extension Receipt.Leaf {
    fileprivate init(_ members: ReceiptMembers) throws(ReceiptFormatError) {
        let reason = try members.optionalText("reason")
        guard let outcome = Outcome(rawValue: try members.text("outcome")) else { throw ReceiptFormatError(detail: "unknown outcome") }
        guard (reason == nil) == (reason.flatMap(Reason.init(rawValue:)) == nil) else { throw ReceiptFormatError(detail: "unknown reason") }
        self.init(
            leaf: LeafID(try members.text("leaf")), outcome: outcome, isLocked: try members.flag("locked"), isWithheld: try members.flag("withheld"),
            reason: reason.flatMap(Reason.init(rawValue:)), connector: try members.optionalText("connector"),
            operation: try members.optionalText("operation"), commitment: try members.text("commitment"))
    }
}

extension Receipt.Document {
    fileprivate init(_ members: ReceiptMembers) throws(ReceiptFormatError) {
        self.init(id: try members.text("id"), disposition: try members.text("disposition"), by: try members.optionalText("by"))
    }
}

/// Typed access to the members of a receipt; a detail names a member, never what stands in it.
private struct ReceiptMembers {
    let json: JSON

    init(_ json: JSON) { self.json = json }

    func text(_ key: String) throws(ReceiptFormatError) -> String {
        guard let text = json[key]?.string else { throw ReceiptFormatError(detail: "'\(key)' is missing or no text") }
        return text
    }

    func optionalText(_ key: String) throws(ReceiptFormatError) -> String? {
        json[key] == nil ? nil : try text(key)
    }

    func flag(_ key: String) throws(ReceiptFormatError) -> Bool {
        guard let value = json[key] else { return false }
        guard let flag = value.bool else { throw ReceiptFormatError(detail: "'\(key)' is neither true nor false") }
        return flag
    }

    func integer(_ key: String) throws(ReceiptFormatError) -> Int {
        guard let number = json[key]?.number.flatMap({ Int($0) }) else { throw ReceiptFormatError(detail: "'\(key)' is missing or no whole number") }
        return number
    }

    func object(_ key: String) throws(ReceiptFormatError) -> JSONObject {
        guard let object = json[key]?.object else { throw ReceiptFormatError(detail: "'\(key)' is missing or no object") }
        return object
    }

    func list(_ key: String) throws(ReceiptFormatError) -> [ReceiptMembers] {
        guard let items = json[key]?.array else { throw ReceiptFormatError(detail: "'\(key)' is missing or no list") }
        return items.map(ReceiptMembers.init)
    }
}
