import AsyncHTTPClient
import Connectors
import Foundation
import NIOCore
import NIOSSL

/// What a call that failed is told as.
extension HTTPConnector {
    static func trouble(for error: any Error) -> Exchange.Trouble {
        switch error {
        case is AddressRefused: .wrongAddress
        case is TokenDesk.Refusal: .tokenRefused
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .untrusted
        case LookUpFailure.unreadable, is NIOTooManyBytesError: .broken
        case let error as HTTPClientError where error == .remoteConnectionClosed: .broken
        default:
            if lookUp(for: error) == .failed(.timeout) { .timeout } else {
                switch systemError(in: error) {
                case let error as IOError where error.errnoCode == ECONNREFUSED: .connectionRefused
                case is SocketAddressError.UnknownHost: .unresolved
                default: .unreachable
                }
            }
        }
    }

    /// The name of what the TLS library or the system says; none of them quotes an address.
    static func code(of error: any Error) -> String? {
        switch error {
        case let NIOSSLError.handshakeFailed(reason): String(describing: reason).firstMatch(of: /[A-Z]{3,}(_[A-Z]+)+/).map { String($0.0) }
        default: (systemError(in: error) as? IOError).map { "errno \($0.errnoCode)" }
        }
    }

    /// What the system said of an attempt to connect. NIO's error about a host holds those about its addresses, and its type stays
    /// behind the client, so it is looked through.
    private static func systemError(in error: Any, depth: Int = 4) -> (any Error)? {
        if let error = error as? IOError { return error }
        if let error = error as? SocketAddressError.UnknownHost { return error }
        guard depth > 0 else { return nil }
        let found = Mirror(reflecting: error).children.lazy.compactMap { systemError(in: $0.value, depth: depth - 1) }
        return found.first { $0 is IOError } ?? found.first
    }
}
