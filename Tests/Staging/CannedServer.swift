import Foundation
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
package import NIOSSL

/// A real server on the loopback that answers every request with prepared bytes, however wrong they are.
package final class CannedServer: Sendable {
    /// The bytes to send, and whether the connection ends after them; nothing at all for an empty answer that stays open.
    package struct Answer: Sendable {
        package var bytes: [UInt8]
        package var closes: Bool
        /// Ends the connection in the hard way, as a machine that fell over does.
        package var resets = false
        /// What comes after the bytes, one at a time, and the clock by which they come.
        package var drops: (bytes: [UInt8], every: Duration, clock: ManualClock)?

        package init(bytes: [UInt8] = [], closes: Bool = true) { (self.bytes, self.closes) = (bytes, closes) }

        /// Nothing, for ever.
        package static let silence = Answer(closes: false)

        package static func http(_ status: Int, _ body: String = "", headers: [String] = []) -> Answer {
            let head = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)", "Connection: close"] + headers
            return raw(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
        }

        package static let reset: Answer = {
            var answer = Answer()
            answer.resets = true
            return answer
        }()

        /// An answer of which one more byte comes every so often.
        package func dripping(every interval: Duration, on clock: ManualClock, after start: Int) -> Answer {
            var answer = Answer(bytes: Array(bytes.prefix(start)), closes: false)
            answer.drops = (Array(bytes.dropFirst(start)), interval, clock)
            return answer
        }

        package static func raw(_ text: String, closes: Bool = true) -> Answer { Answer(bytes: Array(text.utf8), closes: closes) }
    }

    package let port: Int
    private let channel: any Channel
    private let seen: Received

    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, head and body.
    package var requests: [String] { seen.texts.withLockedValue { $0 } }

    /// How many; while more come in, cheaper than a copy of them.
    package var asked: Int { seen.texts.withLockedValue { $0.count } }

    /// How many came to it so far.
    package var connections: Int { seen.connections.withLockedValue { $0.count } }

    /// Ends all connections there are.
    package func hangUp() {
        seen.connections.withLockedValue { connections in
            for connection in connections { connection.close(promise: nil) }
        }
    }

    private final class Received: Sendable {
        let texts = NIOLockedValueBox<[String]>([])
        let connections = NIOLockedValueBox<[any Channel]>([])
    }

    private init(_ channel: any Channel, port: Int, _ seen: Received) {
        (self.channel, self.port, self.seen) = (channel, port, seen)
    }

    package static func answering(_ answer: Answer) async throws -> CannedServer { try await answering { _ in answer } }

    /// - Parameters:
    ///   - tls: speaks TLS with these certificates.
    ///   - script: what to say to a request, head and body.
    package static func answering(tls: NIOSSLContext? = nil, _ script: @escaping @Sendable (String) -> Answer) async throws -> CannedServer {
        let seen = Received()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                seen.connections.withLockedValue { $0.append(channel) }
                return channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.addHandler(Handler(script, seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return CannedServer(channel, port: channel.localAddress?.port ?? 0, seen)
    }

    package func close() async { try? await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let script: @Sendable (String) -> Answer
        private let seen: Received
        private var received = ""
        private var dripping: Task<Void, Never>?

        init(_ script: @escaping @Sendable (String) -> Answer, _ seen: Received) { (self.script, self.seen) = (script, seen) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            received += String(buffer: buffer)
            guard isWhole else { return }
            let answer = script(received)
            seen.texts.withLockedValue { $0.append(received) }
            received = ""
            if answer.resets {
                _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                return context.close(promise: nil)
            }
            guard !answer.bytes.isEmpty else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer.bytes)), promise: nil)
            if answer.closes { context.close(promise: nil) }
            guard let drops = answer.drops else { return }
            let channel = context.channel
            dripping = Task {
                for byte in drops.bytes {
                    guard (try? await drops.clock.sleep(for: drops.every)) != nil, channel.isActive else { return }
                    try? await channel.writeAndFlush(ByteBuffer(bytes: [byte]))
                }
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            dripping?.cancel()
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        private var isWhole: Bool {
            guard let end = received.firstRange(of: "\r\n\r\n") else { return false }
            let length = received[..<end.lowerBound].split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.split(separator: " ").last ?? "") }
            return received[end.upperBound...].utf8.count >= length ?? 0
        }
    }
}
