/// Repeatable pseudo-random choices: xoshiro256** seeded through SplitMix64.
///
/// - Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (public domain).
struct Randomness: RandomNumberGenerator {
    private var s0: UInt64, s1: UInt64, s2: UInt64, s3: UInt64

    /// A stream of its own per (seed, stream): adding choices to one stream leaves the others alone.
    init(seed: UInt64, stream: UInt64) {
        var state = seed &+ stream &* 0xA076_1D64_78BD_642F
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        (s0, s1, s2, s3) = (next(), next(), next(), next())
    }

    mutating func next() -> UInt64 {
        func rotated(_ x: UInt64, _ k: UInt64) -> UInt64 { (x << k) | (x >> (64 - k)) }
        let result = rotated(s1 &* 5, 7) &* 9
        let t = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= t
        s3 = rotated(s3, 45)
        return result
    }

    /// A whole number in 0..<bound. The bias of the remainder is under 2^-40 for our bounds.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(max(0, high - low) + 1) }

    mutating func happens(_ share: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < share
    }

    /// - Precondition: none; an empty list is a programming mistake the compiler cannot see, so the
    ///   lists of this room are constants with content.
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    /// One of the values, each as often as its weight says.
    mutating func pick<T>(weighted list: [(T, Int)]) -> T {
        var left = below(list.reduce(0) { $0 + $1.1 })
        for (value, weight) in list {
            if left < weight { return value }
            left -= weight
        }
        return list[list.count - 1].0
    }
}
