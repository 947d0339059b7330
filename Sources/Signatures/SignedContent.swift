/// What was signed, in pieces; each hash of it is made once, however many signatures it bears.
final class SignedContent {
    private let pieces: [ArraySlice<UInt8>]
    private var known: [StrongHash: [UInt8]] = [:]

    init(_ pieces: [ArraySlice<UInt8>]) { self.pieces = pieces }

    func digest(_ hash: StrongHash) -> [UInt8]? {
        if let digest = known[hash] { return digest }
        let digest = LibCrypto.digest(hash, of: pieces)
        known[hash] = digest
        return digest
    }
}
