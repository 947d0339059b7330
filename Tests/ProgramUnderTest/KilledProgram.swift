package import Foundation

/// A program that is killed while it works.
package enum KilledProgram {
    /// What it had said by then.
    package struct Run: Sendable {
        /// Its whole lines: one that is not whole acknowledges nothing.
        package let lines: [String]
        /// Whether the kill ended it.
        package let isKilled: Bool
    }

    /// Runs a program of the build in the background and kills it (`SIGKILL`) a moment after it has said so many lines.
    ///
    /// - Parameters:
    ///   - name: of the program; it stands beside the tests.
    ///   - input: what comes in on standard input, which then stays open: nothing but the kill ends who reads it to its end.
    ///   - turns: how long the moment is, in turns of the scheduler.
    package static func run(
        _ name: String, _ arguments: [String], in directory: URL, input: String = "", after lines: Int, turns: Int
    ) async throws -> Run {
        let process = Process(), given = Pipe(), output = Pipe()
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        process.executableURL = Program.folder.appending(path: name)
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.standardInput = given
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // Both ends are told of on threads of their own: the pipe when it has something, the process when it is over.
        let ended = AsyncStream.makeStream(of: Bool.self)
        process.terminationHandler = {
            ended.continuation.yield($0.terminationReason == .uncaughtSignal && $0.terminationStatus == SIGKILL)
            ended.continuation.finish()
        }
        try process.run()
        let text = await withCheckedContinuation { (continuation: CheckedContinuation<Data, Never>) in
            let reader = output.fileHandleForReading, child = process.processIdentifier
            Thread {
                var text = Data(), isKilled = false
                func kill() {
                    isKilled = true
                    for _ in 0..<turns { sched_yield() }
                    Foundation.kill(child, SIGKILL)
                }
                if lines == 0 { kill() }
                while true {
                    let piece = reader.availableData
                    if piece.isEmpty { break }
                    text.append(piece)
                    if !isKilled, text.count(where: { $0 == UInt8(ascii: "\n") }) >= lines { kill() }
                }
                continuation.resume(returning: text)
            }.start()
        }
        var isKilled = false
        for await killed in ended.stream { isKilled = killed }
        try given.fileHandleForWriting.close()
        let whole = text.lastIndex(of: UInt8(ascii: "\n")).map { text[...$0] } ?? Data()
        return Run(lines: String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init), isKilled: isKilled)
    }
}
