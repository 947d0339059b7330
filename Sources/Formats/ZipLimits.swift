/// How much of a ZIP archive is looked at. What an archive says of itself is held against them before anything is unpacked.
public struct ZipLimits: Sendable, Hashable {
    /// Bytes of the archive.
    public var bytes: Int
    public var entries: Int
    /// Bytes of one entry, unpacked.
    public var entry: Int
    /// Bytes of all entries, unpacked.
    public var total: Int
    /// How many times its packed size an entry may be; those under a mebibyte are harmless.
    public var ratio: Int

    public init(bytes: Int = 64 << 20, entries: Int = 4096, entry: Int = 64 << 20, total: Int = 256 << 20, ratio: Int = 200) {
        self.bytes = bytes
        self.entries = entries
        self.entry = entry
        self.total = total
        self.ratio = ratio
    }

    public static let standard = ZipLimits()
}
