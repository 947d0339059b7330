import CLibCrypto
import Foundation

/// A value of libcrypto's, freed with its last reader.
final class Owned {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    init?(_ pointer: OpaquePointer?, _ free: @escaping (OpaquePointer?) -> Void) {
        guard let pointer else { return nil }
        self.pointer = pointer
        self.free = free
    }

    deinit { free(pointer) }
}

/// The plain parts of libcrypto in Swift's terms.
enum LibCrypto {
    /// Reads one DER value that fills all bytes.
    static func whole<Value>(_ bytes: some Collection<UInt8>, _ read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Value?) -> (value: Value, isWhole: Bool)? {
        Array(bytes).withUnsafeBufferPointer { buffer -> (value: Value, isWhole: Bool)? in
            guard let base = buffer.baseAddress else { return nil }
            var place: UnsafePointer<UInt8>? = base
            guard let value = read(&place, buffer.count) else {
                // What went wrong stays in a queue of the thread otherwise.
                ERR_clear_error()
                return nil
            }
            return (value: value, isWhole: place == base + buffer.count)
        }
    }

    static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
        guard let string, let data = ASN1_STRING_get0_data(string) else { return [] }
        return [UInt8](UnsafeBufferPointer(start: data, count: Int(max(0, ASN1_STRING_length(string)))))
    }

    /// A string of any of X.509's kinds.
    static func text(_ string: UnsafeMutablePointer<ASN1_STRING>) -> String? {
        var text: UnsafeMutablePointer<UInt8>?
        let length = ASN1_STRING_to_UTF8(&text, string)
        defer { CRYPTO_free(text, nil, 0) }
        guard length >= 0, let text else { return nil }
        return String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self)
    }

    /// Seconds since 1970.
    static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int? {
        guard let time else { return nil }
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return timegm(&parts)
    }

    /// Year, month, day, hour, minute and second in UTC as seconds since 1970.
    static func seconds(_ digits: [Int32]) -> Int {
        var moment = tm()
        (moment.tm_year, moment.tm_mon, moment.tm_mday) = (digits[0] - 1900, digits[1] - 1, digits[2])
        (moment.tm_hour, moment.tm_min, moment.tm_sec) = (digits[3], digits[4], digits[5])
        return timegm(&moment)
    }

    /// Dotted.
    static func oid(_ object: OpaquePointer?) -> String? {
        guard let object else { return nil }
        var buffer = [CChar](repeating: 0, count: 128)
        let length = Int(OBJ_obj2txt(&buffer, Int32(buffer.count), object, 1))
        guard length > 0, length < buffer.count else { return nil }
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What a stack holds; borrowed from it.
    static func each(_ stack: OpaquePointer?) -> [OpaquePointer] {
        guard let stack else { return [] }
        return (0..<max(0, OPENSSL_sk_num(stack))).compactMap { OPENSSL_sk_value(stack, $0).map { OpaquePointer($0) } }
    }

    /// A stack of borrowed values.
    static func stack(_ values: [OpaquePointer]) -> Owned? {
        guard let stack = Owned(OPENSSL_sk_new_null(), { OPENSSL_sk_free($0) }) else { return nil }
        for value in values { OPENSSL_sk_push(stack.pointer, UnsafeRawPointer(value)) }
        return stack
    }

    static func digest(_ hash: StrongHash, of slices: [ArraySlice<UInt8>]) -> [UInt8]? {
        guard let kind = EVP_get_digestbyname(hash.rawValue), let context = Owned(EVP_MD_CTX_new(), { EVP_MD_CTX_free($0) }),
            EVP_DigestInit_ex(context.pointer, kind, nil) == 1
        else { return nil }
        return withExtendedLifetime(context) {
            for slice in slices {
                guard slice.withUnsafeBytes({ EVP_DigestUpdate(context.pointer, $0.baseAddress, $0.count) }) == 1 else { return nil }
            }
            var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE)), length: UInt32 = 0
            guard EVP_DigestFinal_ex(context.pointer, &digest, &length) == 1 else { return nil }
            return Array(digest.prefix(Int(length)))
        }
    }
}
