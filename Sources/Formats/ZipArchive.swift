import CLibZip
import Foundation

/// A ZIP archive in memory, read and written by libzip.
///
/// The one door for ZIP: its directory is read whole and held against the limits, names that lead out of a folder and encrypted
/// entries are refused, and nothing is ever unpacked to a file. A value: every call opens the archive anew.
public struct ZipArchive: Sendable {
    public let bytes: [UInt8]
    /// In the order of the archive.
    public let entries: [Entry]
    private let limits: ZipLimits

    public struct Entry: Sendable, Hashable {
        public let name: String
        /// Unpacked, as the archive says.
        public let size: Int
        let index: UInt64
        let modified: time_t
    }

    /// Reads the directory of an archive.
    ///
    /// - Throws: `.syntax` for what is no archive or contradicts itself, `.duplicateKey` for a name that stands twice, `.unsupported` for
    ///   encrypted entries and for names that are absolute or lead upwards, `.tooLarge` and `.tooManyNodes` by `limits`.
    public init(reading bytes: [UInt8], limits: ZipLimits = .standard) throws(FormatError) {
        guard bytes.count <= limits.bytes else { throw Self.failure(.tooLarge, "more than \(limits.bytes) bytes") }
        // libzip takes no bytes at all for an archive of nothing.
        guard !bytes.isEmpty else { throw Self.failure(.syntax, "no ZIP archive") }
        entries = try Self.reading(bytes) { archive throws(FormatError) in try Self.directory(of: archive, limits) }
        self.bytes = bytes
        self.limits = limits
    }

    public subscript(name: String) -> Entry? { entries.first { $0.name == name } }

    /// The unpacked bytes of an entry, whose checksum was compared.
    ///
    /// - Throws: `.syntax` where there is no such entry, or it is not as long as the archive says.
    public func content(of name: String) throws(FormatError) -> [UInt8] {
        guard let entry = self[name] else { throw Self.failure(.syntax, "no entry of this name") }
        return try Self.reading(bytes) { archive throws(FormatError) in
            guard let file = zip_fopen_index(archive, entry.index, 0) else { throw Self.failure(.unsupported, "an entry cannot be unpacked") }
            defer { zip_fclose(file) }
            // One byte more, to see the end of it: only then the checksum is compared.
            var content = [UInt8](repeating: 0, count: entry.size + 1)
            var count = 0
            while count < content.count {
                let read = content.withUnsafeMutableBytes { space in
                    zip_fread(file, space.baseAddress?.advanced(by: count), zip_uint64_t(space.count - count))
                }
                if read < 0 { throw Self.failure(.syntax, "an entry is damaged") }
                if read == 0 { break }
                count += Int(read)
            }
            guard count == entry.size else { throw Self.failure(.syntax, "an entry is not as long as the archive says") }
            content.removeLast()
            return content
        }
    }

    /// The archive with the contents of some entries exchanged. All others, their order and the days on all of them stay as they are;
    /// the packed bytes of what is not exchanged are the same ones.
    ///
    /// - Throws: `.syntax` where there is no such entry; `.limit` where libzip cannot write.
    public func replacing(_ contents: [String: [UInt8]]) throws(FormatError) -> [UInt8] {
        if contents.isEmpty { return bytes }
        return try Self.writing(bytes, flags: ZIP_CHECKCONS) { archive throws(FormatError) in
            for (name, content) in contents.sorted(by: { $0.key < $1.key }) {
                guard let entry = self[name] else { throw Self.failure(.syntax, "no entry of this name") }
                let source = try Self.source(of: content, for: archive)
                guard zip_file_replace(archive, entry.index, source, 0) == 0 else {
                    zip_source_free(source)
                    throw Self.failure(.limit, "an entry cannot be written")
                }
                zip_file_set_mtime(archive, entry.index, entry.modified, 0)
            }
        }
    }

    /// A new archive of these files, in this order, all with the same day, so that the same files give the same bytes.
    ///
    /// - Throws: `.limit` where libzip cannot write, `.duplicateKey` for a name that stands twice.
    public static func archive(of files: [(name: String, content: [UInt8])]) throws(FormatError) -> [UInt8] {
        try writing([], flags: ZIP_CREATE | ZIP_TRUNCATE) { archive throws(FormatError) in
            for file in files {
                let source = try self.source(of: file.content, for: archive)
                let index = zip_file_add(archive, file.name, source, UInt32(ZIP_FL_ENC_UTF_8))
                guard index >= 0 else {
                    zip_source_free(source)
                    throw failure(.duplicateKey, "a name that stands twice")
                }
                // 1 January 1980 at noon, the first day of the format wherever the machine stands.
                zip_file_set_mtime(archive, UInt64(index), 315_576_000, 0)
            }
        }
    }

    // MARK: the directory

    private static func directory(of archive: OpaquePointer, _ limits: ZipLimits) throws(FormatError) -> [Entry] {
        let count = zip_get_num_entries(archive, 0)
        guard count <= limits.entries else { throw failure(.tooManyNodes, "more than \(limits.entries) entries") }
        var entries: [Entry] = [], names: Set<String> = [], total = 0
        for index in 0..<UInt64(max(0, count)) {
            var status = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &status) == 0, let written = zip_get_name(archive, index, 0),
                  let size = Int(exactly: status.size), let packed = Int(exactly: status.comp_size)
            else { throw failure(.syntax, "the directory cannot be read") }
            let name = String(cString: written)
            guard isInside(name) else { throw failure(.unsupported, "a name that leads out of its folder") }
            guard names.insert(name).inserted else { throw failure(.duplicateKey, "a name that stands twice") }
            guard status.encryption_method == UInt16(ZIP_EM_NONE) else { throw failure(.unsupported, "an encrypted entry") }
            guard size <= limits.entry, size <= 1 << 20 || size / max(1, packed) <= limits.ratio else {
                throw failure(.tooLarge, "an entry of more than \(limits.entry) bytes or \(limits.ratio) times its packed size")
            }
            total += size
            guard total <= limits.total else { throw failure(.tooLarge, "more than \(limits.total) bytes unpacked") }
            entries.append(Entry(name: name, size: size, index: index, modified: status.mtime))
        }
        return entries
    }

    /// Nothing here writes entries to files; whoever unpacks what we hand on might.
    private static func isInside(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains(":")
            && !name.split(separator: "/").contains { $0 == ".." }
    }

    // MARK: libzip

    private static func reading<Result>(_ bytes: [UInt8], _ body: (OpaquePointer) throws(FormatError) -> Result) throws(FormatError) -> Result {
        let outcome: Swift.Result<Result, FormatError> = bytes.withUnsafeBytes { raw in
            var error = zip_error_t()
            zip_error_init(&error)
            defer { zip_error_fini(&error) }
            guard let source = zip_source_buffer_create(raw.baseAddress, zip_uint64_t(raw.count), 0, &error) else {
                return .failure(failure(.limit, "out of memory"))
            }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
                let code = zip_error_code_zip(&error)
                zip_source_free(source)
                return .failure(failure(.syntax, "no ZIP archive, or one that contradicts itself (libzip error \(code))"))
            }
            defer { zip_discard(archive) }
            do throws(FormatError) { return .success(try body(archive)) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// The bytes of an archive after `body` changed it.
    private static func writing(_ bytes: [UInt8], flags: Int32, _ body: (OpaquePointer) throws(FormatError) -> Void) throws(FormatError) -> [UInt8] {
        let outcome: Swift.Result<[UInt8], FormatError> = bytes.withUnsafeBytes { raw in
            var error = zip_error_t()
            zip_error_init(&error)
            defer { zip_error_fini(&error) }
            guard let source = zip_source_buffer_create(raw.baseAddress, zip_uint64_t(raw.count), 0, &error) else {
                return .failure(failure(.limit, "out of memory"))
            }
            // Kept beyond the archive: what was written is read from it.
            zip_source_keep(source)
            defer { zip_source_free(source) }
            guard let archive = zip_open_from_source(source, flags, &error) else {
                zip_source_free(source)
                return .failure(failure(.syntax, "no ZIP archive, or one that contradicts itself (libzip error \(zip_error_code_zip(&error)))"))
            }
            do throws(FormatError) { try body(archive) } catch {
                zip_discard(archive)
                return .failure(error)
            }
            guard zip_close(archive) == 0 else {
                zip_discard(archive)
                return .failure(failure(.limit, "the archive cannot be written"))
            }
            return written(in: source)
        }
        return try outcome.get()
    }

    private static func written(in source: OpaquePointer) -> Swift.Result<[UInt8], FormatError> {
        var status = zip_stat_t()
        guard zip_source_stat(source, &status) == 0, let size = Int(exactly: status.size), zip_source_open(source) == 0 else {
            return .failure(failure(.limit, "the archive cannot be written"))
        }
        defer { zip_source_close(source) }
        var content = [UInt8](repeating: 0, count: size)
        var count = 0
        while count < size {
            let read = content.withUnsafeMutableBytes { zip_source_read(source, $0.baseAddress?.advanced(by: count), zip_uint64_t(size - count)) }
            if read <= 0 { return .failure(failure(.limit, "the archive cannot be written")) }
            count += Int(read)
        }
        return .success(content)
    }

    /// A copy libzip frees: it reads it when the archive is closed.
    private static func source(of content: [UInt8], for archive: OpaquePointer) throws(FormatError) -> OpaquePointer {
        guard let copy = malloc(max(1, content.count)) else { throw failure(.limit, "out of memory") }
        content.withUnsafeBytes { if let start = $0.baseAddress { memcpy(copy, start, $0.count) } }
        guard let source = zip_source_buffer(archive, copy, zip_uint64_t(content.count), 1) else {
            free(copy)
            throw failure(.limit, "out of memory")
        }
        return source
    }

    private static func failure(_ reason: FormatError.Reason, _ detail: String) -> FormatError {
        FormatError(format: .zip, reason: reason, detail: detail)
    }
}
