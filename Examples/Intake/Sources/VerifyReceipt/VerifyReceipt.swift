import Formats
import Foundation
import Receipts

/// Checks a receipt as an auditor would: from the receipt, the values that were opened, and the public keys, in three files.
/// No store, no register, no private key.
///
///     VerifyReceipt receipt.json openings.json PUBLIC_KEY…
@main
struct VerifyReceipt {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 3, let verifier = ReceiptVerifier(publicKeys: Array(arguments.dropFirst(2))) else {
            print("VerifyReceipt receipt.json openings.json PUBLIC_KEY…")
            exit(2)
        }
        let receipt = try Receipt(json: try json(arguments[1]))
        // One that cannot be read proves nothing, and what is left must not pass for the whole.
        guard let written = try json(arguments[2]).array, !written.isEmpty else {
            print("\(arguments[2]): no list of openings")
            exit(1)
        }
        var openings: [Commitment.Opening] = []
        for (number, item) in written.enumerated() {
            guard let opening = Commitment.Opening(json: item) else {
                print("\(arguments[2]): entry \(number + 1) is no opening")
                exit(1)
            }
            openings.append(opening)
        }
        let isAuthentic = verifier.isAuthentic(receipt)
        print("signature of \(receipt.id): \(isAuthentic ? "good" : "NOT GOOD")")
        let opened = openings.map { ($0, $0.opens(receipt)) }
        for (opening, isGood) in opened { print("\(opening.leaf): \(isGood ? "is what was sealed" : "is NOT what was sealed")") }
        exit(isAuthentic && opened.allSatisfy(\.1) ? 0 : 1)
    }

    private static func json(_ path: String) throws -> JSON { try JSON(parsing: Array(try Data(contentsOf: URL(filePath: path)))) }
}
