import Dispatch
import Foundation

/// The lines of standard input that say something, with their numbers from 1, read on a thread of their own: a line that is
/// waited for holds nobody up.
struct InputLines: AsyncSequence, Sendable {
    /// Lines read before they are taken.
    let ahead: Int

    func makeAsyncIterator() -> Iterator {
        let room = DispatchSemaphore(value: ahead)
        let (lines, continuation) = AsyncStream.makeStream(of: (number: Int, text: String).self)
        let thread = Thread {
            var number = 0
            while let line = readLine() {
                number += 1
                if line.allSatisfy(\.isWhitespace) { continue }
                room.wait()
                continuation.yield((number, line))
            }
            continuation.finish()
        }
        thread.start()
        return Iterator(lines: lines.makeAsyncIterator(), room: room)
    }

    struct Iterator: AsyncIteratorProtocol {
        var lines: AsyncStream<(number: Int, text: String)>.Iterator
        let room: DispatchSemaphore

        mutating func next() async -> (number: Int, text: String)? {
            let line = await lines.next()
            room.signal()
            return line
        }
    }
}
