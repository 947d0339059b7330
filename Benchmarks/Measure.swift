/// How long one run of a piece of work takes.
struct Measure: Sendable {
    let name: String
    /// Sorted.
    let samples: [Duration]
    /// Cells of the columns before the times.
    var cells: [String] = []

    private static let leastSampleTime = Duration.milliseconds(2)

    /// A sample runs the work often enough to last a few milliseconds; samples are taken until both limits are reached.
    ///
    /// - Parameter work: done again and again; what it gives back keeps the compiler from leaving it out.
    static func of<Result>(_ name: String, _ effort: Effort, cells: [String] = [], _ work: () async throws -> Result) async rethrows -> Measure {
        let clock = ContinuousClock()
        // The first run pays for what later ones find warm.
        let first = try await clock.measure { consume(try await work()) }
        let repeats = max(1, Int(leastSampleTime / max(first, .nanoseconds(100))))
        var samples: [Duration] = []
        var spent = Duration.zero
        while samples.count < effort.leastSamples || spent < effort.leastTime {
            let sample = try await clock.measure {
                for _ in 0..<repeats { consume(try await work()) }
            }
            samples.append(sample / repeats)
            spent += sample
        }
        return Measure(name: name, samples: samples.sorted(), cells: cells)
    }

    /// Each of several pieces of work once, as a day at the counter has them.
    static func each<Item, Result>(_ name: String, of items: [Item], cells: [String] = [], _ work: (Item) async throws -> Result) async rethrows -> Measure {
        let clock = ContinuousClock()
        var samples: [Duration] = []
        for item in items { samples.append(try await clock.measure { consume(try await work(item)) }) }
        return Measure(name: name, samples: samples.sorted(), cells: cells)
    }

    var median: Duration { quantile(0.5) }

    /// The smallest sample that so many of the samples do not exceed.
    func quantile(_ share: Double) -> Duration {
        guard !samples.isEmpty else { return .zero }
        return samples[min(samples.count - 1, max(0, Int((share * Double(samples.count)).rounded(.up)) - 1))]
    }
}

/// Takes a value where the optimizer cannot see that nobody wants it.
@inline(never)
private func consume<Result>(_ result: Result) { withExtendedLifetime(result) {} }

/// One table of the run.
struct MeasureTable: Sendable {
    let title: String
    /// What stands before the times.
    let columns: [String]
    let measures: [Measure]

    func markdown(unit: Measure) -> String {
        let head = [title] + columns + ["median", "p95", "samples", "÷ unit"]
        var lines = ["| " + head.joined(separator: " | ") + " |", "|---|" + String(repeating: "---:|", count: head.count - 1)]
        for measure in measures {
            let times = [Self.text(measure.median), Self.text(measure.quantile(0.95)), "\(measure.samples.count)", Self.significant(measure.median / unit.median)]
            lines.append("| " + ([measure.name] + measure.cells + times).joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func text(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        if microseconds < 1_000 { return significant(microseconds) + " µs" }
        return microseconds < 1_000_000 ? significant(microseconds / 1_000) + " ms" : significant(microseconds / 1_000_000) + " s"
    }

    /// Two digits that mean something, three from a hundred on; never an exponent.
    static func significant(_ value: Double) -> String {
        guard value > 0 else { return "0" }
        var scale = 1.0, decimals = 0
        while value * scale < 10, decimals < 9 {
            scale *= 10
            decimals += 1
        }
        let digits = String(Int((value * scale).rounded()))
        guard decimals > 0 else { return digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}
