/// How long one run of a piece of work takes.
struct Measure {
    let name: String
    let samples: [Duration]

    /// A sample runs the work often enough to last a few milliseconds; samples are taken until both limits are reached.
    private static let leastSamples = 9, leastSampleTime = Duration.milliseconds(5), leastTime = Duration.milliseconds(400)

    /// - Parameter work: done again and again; what it gives back keeps the compiler from leaving it out.
    static func of<Result>(_ name: String, _ work: () async throws -> Result) async rethrows -> Measure {
        let clock = ContinuousClock()
        // The first run pays for what later ones find warm.
        let first = try await clock.measure { consume(try await work()) }
        let repeats = max(1, Int(leastSampleTime / max(first, .nanoseconds(100))))
        var samples: [Duration] = []
        var spent = Duration.zero
        while samples.count < leastSamples || spent < leastTime {
            let sample = try await clock.measure {
                for _ in 0..<repeats { consume(try await work()) }
            }
            samples.append(sample / repeats)
            spent += sample
        }
        return Measure(name: name, samples: samples.sorted())
    }

    var median: Duration { samples[samples.count / 2] }
    var lowerQuartile: Duration { samples[samples.count / 4] }
    var upperQuartile: Duration { samples[samples.count * 3 / 4] }
}

/// A piece of work that did not do what was to be measured.
struct WorkFailed: Error {
    let name: String
}

/// Takes a value where the optimizer cannot see that nobody wants it.
@inline(never)
private func consume<Result>(_ result: Result) { withExtendedLifetime(result) {} }

/// The table printed at the end.
struct MeasureTable {
    let unit: Measure

    func text(_ groups: [(title: String, measures: [Measure])]) -> String {
        var lines = [line("median of one run", "median", "quartiles", "÷ unit"), String(repeating: "─", count: 100)]
        for group in groups {
            lines.append(group.title)
            for measure in group.measures {
                let ratio = measure.median / unit.median
                lines.append(line(
                    "  " + measure.name, Self.text(measure.median), "\(Self.text(measure.lowerQuartile)) – \(Self.text(measure.upperQuartile))",
                    Self.significant(ratio)))
            }
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ name: String, _ median: String, _ quartiles: String, _ ratio: String) -> String {
        let cells = [(median, 12), (quartiles, 24), (ratio, 10)].map { String(repeating: " ", count: max(1, $1 - $0.count)) + $0 }
        return name + String(repeating: " ", count: max(1, 54 - name.count)) + cells.joined()
    }

    private static func text(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        return microseconds < 1_000 ? significant(microseconds) + " µs" : significant(microseconds / 1_000) + " ms"
    }

    /// Two digits that mean something, three from a hundred on; never an exponent.
    private static func significant(_ value: Double) -> String {
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
