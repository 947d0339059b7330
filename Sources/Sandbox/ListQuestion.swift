import Formats

/// A question a service takes about several numbers at once: POST, a list of them. The reply holds what is stored under each
/// that is on file, in the order of the numbers, whatever the order of the list.
struct ListQuestion: Sendable {
    let path: String
    /// The member of a request that holds the numbers.
    let member: String
    /// What stands before a number where the reply about it is stored.
    let stem: String
    /// More numbers than this are no question.
    let most: Int
    /// Makes one reply of those about one number each.
    let joined: @Sendable ([JSON]) -> JSON

    /// Where the replies are stored; nil where it is no such request.
    func keys(_ bytes: [UInt8]) -> [String]? {
        guard let items = try? JSON(parsing: bytes)[member]?.array, items.count <= most else { return nil }
        let numbers = items.compactMap(\.string)
        return numbers.count == items.count ? Set(numbers).sorted().map { stem + $0 } : nil
    }

    func reply(_ stored: [String]) -> String { joined(stored.compactMap { try? JSON(parsing: $0) }).serialized(.compact) }
}
