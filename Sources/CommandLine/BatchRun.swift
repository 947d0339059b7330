import Diagnostics
import Formats
import Foundation
import OnceOnly
import Prefill

/// Serves the lines of standard input, several at once, and writes an answer for each, in their order.
///
/// Whoever sends one line and waits for its answer gets it. No more lines than ``most`` are held at a time, however many come
/// and however long one of them takes.
struct BatchRun: Sendable {
    /// One line's answer.
    struct Answer: Sendable {
        /// JSON, in one line.
        let text: String
        let failures: RegisterFailures
        let hasFinding: Bool
    }

    /// What a whole batch came to.
    struct Outcome: Sendable {
        var failures = RegisterFailures()
        var hasBadLine = false
        var hasFinding = false

        /// With what the registers' desks know of those that failed.
        func looked(at service: IntakeService) async -> Outcome {
            var told = self
            told.failures = await failures.looked(at: service)
            return told
        }
    }

    /// Lines under way: enough to keep two cores and the disk busy while a register is waited for.
    static let most = 128

    let read: @Sendable (JSON) throws -> (BatchLine, Opening)
    let serve: @Sendable (BatchLine, Opening) async throws -> Answer

    func outcome() async -> Outcome {
        let desk = BatchDesk(most: Self.most)
        await withDiscardingTaskGroup { group in
            for await (number, text) in InputLines(ahead: Self.most) {
                do {
                    let (line, opening) = try request(text)
                    // The lines of one person are served one after another: what the first typed counts for the second.
                    let place = await desk.place(for: opening.actor)
                    group.addTask {
                        do {
                            await desk.finish(place, try await serve(line, opening))
                        } catch {
                            await desk.finish(place, refusal: Self.refusal(error, number))
                        }
                    }
                } catch {
                    await desk.finish(await desk.place(), refusal: Self.refusal(error, number))
                }
            }
        }
        return await desk.outcome
    }

    private func request(_ text: String) throws -> (BatchLine, Opening) {
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw CommandFailure.input(vi: "dòng này không phải JSON: \(error.words.vietnamese)", en: "this line is not JSON: \(error.detail)")
        }
        return try read(json)
    }

    /// A line that cannot be served says why, and the rest goes on.
    private static func refusal(_ error: any Error, _ number: Int) -> String {
        let json: JSON = ["schema": "onceonly/prefill/1", "line": .number("\(number)"), "error": .string(CommandFailure(error)?.description ?? "\(error)")]
        return json.serialized(.compact)
    }
}

/// Keeps answers in the order of their lines, and lines from getting too far ahead of them.
private actor BatchDesk {
    private let most: Int
    private(set) var outcome = BatchRun.Outcome()
    private var given = 0, written = 0
    private var finished: [Int: (text: String, answer: BatchRun.Answer?)] = [:]
    private var actors: [Int: SubjectKey] = [:]
    private var busy: Set<SubjectKey> = []
    /// The reader, who alone waits.
    private var waiting: CheckedContinuation<Void, Never>?

    init(most: Int) { self.most = most }

    /// The next line's place in the order, as soon as there is room for one.
    func place() async -> Int {
        while given - written >= most { await change() }
        given += 1
        return given - 1
    }

    /// The same, once the lines of this person before it are served.
    func place(for actor: SubjectKey) async -> Int {
        let place = await place()
        while busy.contains(actor) { await change() }
        busy.insert(actor)
        actors[place] = actor
        return place
    }

    func finish(_ place: Int, _ answer: BatchRun.Answer) { write(answer.text, answer, at: place) }

    func finish(_ place: Int, refusal: String) { write(refusal, nil, at: place) }

    private func write(_ text: String, _ answer: BatchRun.Answer?, at place: Int) {
        if let actor = actors.removeValue(forKey: place), busy.remove(actor) != nil { wake() }
        finished[place] = (text, answer)
        var lines: [String] = []
        while let next = finished.removeValue(forKey: written + lines.count) {
            lines.append(next.text)
            outcome.hasBadLine = outcome.hasBadLine || next.answer == nil
            outcome.hasFinding = outcome.hasFinding || next.answer?.hasFinding ?? false
            if let failures = next.answer?.failures { outcome.failures.formUnion(failures) }
        }
        guard !lines.isEmpty else { return }
        Output.line(lines.joined(separator: "\n"))
        written += lines.count
        wake()
    }

    private func change() async { await withCheckedContinuation { waiting = $0 } }

    private func wake() {
        waiting?.resume()
        waiting = nil
    }
}
