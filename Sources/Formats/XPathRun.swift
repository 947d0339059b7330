/// One step of a compiled pattern; targets are places in the program, the first of a split is preferred.
enum XPathInstruction: Sendable {
    case scalar(XPathClass)
    case split(Int, Int)
    case jump(Int)
    /// Remembers the place in the text.
    case save(Int)
    case lineStart, lineEnd, textStart, textEnd
    case accept
}

/// The shape of a pattern before it becomes a program.
indirect enum XPathTree {
    case scalar(XPathClass)
    case start
    case end
    case sequence([XPathTree])
    case alternatives([XPathTree])
    case group(XPathTree, number: Int)
    /// `most` is `nil` for "any number".
    case repetition(XPathTree, least: Int, most: Int?, lazy: Bool)
}

/// Writes a pattern out as a program of bounded size (Thompson's construction).
struct XPathCompiler {
    let flags: XPathFlags
    private(set) var program: [XPathInstruction] = []

    init(flags: XPathFlags) { self.flags = flags }

    mutating func compile(_ tree: XPathTree) throws(FormatError) {
        try write(tree)
        try emit(.accept)
    }

    private mutating func write(_ tree: XPathTree) throws(FormatError) {
        switch tree {
        case .scalar(let set): try emit(.scalar(set))
        case .start: try emit(flags.isMultiline ? .lineStart : .textStart)
        case .end: try emit(flags.isMultiline ? .lineEnd : .textEnd)
        case .sequence(let parts):
            for part in parts { try write(part) }
        case .group(let body, let number):
            try emit(.save(number * 2))
            try write(body)
            try emit(.save(number * 2 + 1))
        case .alternatives(let branches):
            var exits: [Int] = []
            for branch in branches.dropLast() {
                let fork = program.count
                try emit(.split(fork + 1, 0))
                try write(branch)
                exits.append(program.count)
                try emit(.jump(0))
                program[fork] = .split(fork + 1, program.count)
            }
            if let last = branches.last { try write(last) }
            for exit in exits { program[exit] = .jump(program.count) }
        case .repetition(let body, let least, let most, let lazy):
            try write(body, least: least, most: most, lazy: lazy)
        }
    }

    private mutating func write(_ body: XPathTree, least: Int, most: Int?, lazy: Bool) throws(FormatError) {
        for _ in 0..<least {
            let before = program.count
            try write(body)
            if program.count == before { return }  // nothing, any number of times, is nothing
        }
        func fork(_ inside: Int, _ outside: Int) -> XPathInstruction { lazy ? .split(outside, inside) : .split(inside, outside) }
        guard let most else {
            let place = program.count
            try emit(.split(0, 0))
            try write(body)
            try emit(.jump(place))
            program[place] = fork(place + 1, program.count)
            return
        }
        var forks: [Int] = []
        for _ in least..<max(least, most) {
            forks.append(program.count)
            try emit(.split(0, 0))
            let before = program.count
            try write(body)
            if program.count == before { break }
        }
        for place in forks { program[place] = fork(place + 1, program.count) }
    }

    private mutating func emit(_ instruction: XPathInstruction) throws(FormatError) {
        guard program.count < XPathPattern.programLimit else {
            throw FormatError(format: .pattern, reason: .limit, detail: "the pattern needs more than \(XPathPattern.programLimit) states")
        }
        program.append(instruction)
    }
}

/// Follows every way through a program at once, the preferred one first (Pike's simulation).
struct XPathRun {
    struct Match {
        let start: Int
        let end: Int
        fileprivate let saved: [Int]

        /// Where a group stood; (-1, -1) where it took no part.
        func group(_ number: Int) -> (Int, Int) {
            if number == 0 { return (start, end) }
            return number * 2 + 1 < saved.count ? (saved[number * 2], saved[number * 2 + 1]) : (-1, -1)
        }
    }

    private struct Thread {
        let place: Int
        let start: Int
        let saved: [Int]
    }

    let scalars: [Unicode.Scalar]
    private let program: [XPathInstruction]
    private let groups: Int
    /// Steps that are left.
    private(set) var budget: Int
    private var seen: [Int]
    private var mark = 0

    init(_ pattern: XPathPattern, _ text: String, _ budget: Int) {
        self.budget = budget - pattern.program.count
        scalars = Array(text.unicodeScalars)
        program = pattern.program
        groups = pattern.groups
        seen = [Int](repeating: -1, count: program.count)
    }

    /// The leftmost match that begins at or after a place; among those the one the pattern prefers.
    mutating func match(from start: Int) throws(FormatError) -> Match? {
        var current: [Thread] = []
        var next: [Thread] = []
        var best: Match?
        let empty = groups == 0 ? [] : [Int](repeating: -1, count: groups * 2 + 2)
        var at = start
        mark += 1
        while true {
            if best == nil { try add(0, at, at, empty, to: &current) }
            guard !current.isEmpty || best == nil else { break }
            mark += 1
            next.removeAll(keepingCapacity: true)
            for thread in current {
                budget -= 1
                switch program[thread.place] {
                case .accept:
                    best = Match(start: thread.start, end: at, saved: thread.saved)
                case .scalar(let set):
                    if at < scalars.count, set.contains(scalars[at]) { try add(thread.place + 1, thread.start, at + 1, thread.saved, to: &next) }
                default: break
                }
                // What stands behind an accepted thread is less preferred.
                if case .accept = program[thread.place] { break }
            }
            swap(&current, &next)
            guard at < scalars.count else { break }
            at += 1
            guard budget > 0 else { throw FormatError(format: .pattern, reason: .limit, detail: "the search takes more steps than it may") }
        }
        return best
    }

    /// Adds a place and all that follows it without reading, in order of preference, each once.
    private mutating func add(_ place: Int, _ start: Int, _ at: Int, _ saved: [Int], to list: inout [Thread]) throws(FormatError) {
        var stack: [(place: Int, saved: [Int])] = [(place, saved)]
        while let (place, saved) = stack.popLast() {
            guard seen[place] != mark else { continue }
            seen[place] = mark
            budget -= 1
            switch program[place] {
            case .scalar, .accept: list.append(Thread(place: place, start: start, saved: saved))
            case .split(let first, let second):
                stack.append((second, saved))
                stack.append((first, saved))
            case .jump(let target): stack.append((target, saved))
            case .save(let slot):
                var more = saved
                more[slot] = at
                budget -= groups
                stack.append((place + 1, more))
            case .textStart: if at == 0 { stack.append((place + 1, saved)) }
            case .textEnd: if at == scalars.count { stack.append((place + 1, saved)) }
            case .lineStart: if at == 0 || (scalars[at - 1] == "\n" && at < scalars.count) { stack.append((place + 1, saved)) }
            case .lineEnd: if at == scalars.count || scalars[at] == "\n" { stack.append((place + 1, saved)) }
            }
        }
    }
}
