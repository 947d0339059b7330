import Formats
import Vocabulary

/// A question a service answers with yes or no: POST, a number and what is to be confirmed of its holder. What it compares
/// with is stored under path and number, and never leaves the service.
///
/// The service compares by itself: texts by `TextFolding`, so that composition, case, spaces and the place of a tone mark do
/// not matter and every letter does; days as they are written.
struct Confirmation: Sendable {
    let path: String
    /// The member of a request, and of what is stored, that holds the number.
    let key: String
    /// Those that may be confirmed.
    let members: [String]

    /// The number a request is about, and what it wants confirmed; nil where it is no such request.
    func request(_ bytes: [UInt8]) -> (number: String, claims: [String: String])? {
        guard let object = try? JSON(parsing: bytes).object, let number = object[key]?.string, !number.isEmpty else { return nil }
        var claims: [String: String] = [:]
        for (name, value) in object.members where name != key {
            guard members.contains(name), let text = value.string else { return nil }
            claims[name] = text
        }
        return claims.isEmpty ? nil : (number, claims)
    }

    /// The reply: whose record it was held against, and whether all of it is so.
    ///
    /// - Returns: nil where nothing is on file.
    func reply(to claims: [String: String], holding stored: String?) -> String? {
        guard let held = stored.flatMap({ try? JSON(parsing: $0) }), let number = held[key]?.string else { return nil }
        let isSo = claims.allSatisfy { name, claim in held[name]?.string.map { TextFolding.key($0) == TextFolding.key(claim) } ?? false }
        return JSONValue.object(["confirmation": .object([key: .string(number), "result": .string(isSo ? "KHOP" : "KHONG_KHOP")])]).text
    }
}
