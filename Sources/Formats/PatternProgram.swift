/// One step of a compiled pattern (Thompson's construction); targets are places in the program.
enum PatternInstruction: Sendable {
    case scalar(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    case accept
}

/// Writes a pattern out as a program of bounded size.
struct PatternCompiler {
    let limit: Int
    private(set) var program: [PatternInstruction] = []

    init(limit: Int) { self.limit = limit }

    mutating func compile(_ tree: PatternTree) throws(FormatError) {
        try write(tree)
        try emit(.accept)
    }

    private mutating func write(_ tree: PatternTree) throws(FormatError) {
        switch tree {
        case .scalar(let set): try emit(.scalar(set))
        case .start: try emit(.start)
        case .end: try emit(.end)
        case .sequence(let parts):
            for part in parts { try write(part) }
        case .alternatives(let branches):
            var exits: [Int] = []
            for (index, branch) in branches.enumerated() {
                guard index < branches.count - 1 else {
                    try write(branch)
                    break
                }
                let fork = program.count
                try emit(.split(fork + 1, 0))
                try write(branch)
                exits.append(program.count)
                try emit(.jump(0))
                program[fork] = .split(fork + 1, program.count)
            }
            for exit in exits { program[exit] = .jump(program.count) }
        case .repetition(let body, let least, let most):
            for _ in 0..<least {
                let before = program.count
                try write(body)
                if program.count == before { return }  // nothing, any number of times, is nothing
            }
            guard let most else { return try writeStar(body) }
            var forks: [Int] = []
            for _ in least..<max(least, most) {
                let fork = program.count
                forks.append(fork)
                try emit(.split(fork + 1, 0))
                try write(body)
                if program.count == fork + 1 { break }
            }
            for fork in forks { program[fork] = .split(fork + 1, program.count) }
        }
    }

    private mutating func writeStar(_ body: PatternTree) throws(FormatError) {
        let fork = program.count
        try emit(.split(fork + 1, 0))
        try write(body)
        try emit(.jump(fork))
        program[fork] = .split(fork + 1, program.count)
    }

    private mutating func emit(_ instruction: PatternInstruction) throws(FormatError) {
        guard program.count < limit else {
            throw FormatError(format: .pattern, reason: .limit, detail: "the pattern needs more than \(limit) states")
        }
        program.append(instruction)
    }
}

/// Follows every way through a program at once, a scalar at a time (Pike's simulation, without captures).
struct PatternRun {
    let program: [PatternInstruction]

    func matches(_ text: String, whole: Bool) -> Bool {
        var current: [Int] = []
        var next: [Int] = []
        var seen = [Int](repeating: -1, count: program.count)
        var stack: [Int] = []
        var position = 0
        var accepted = false

        /// Adds a place and all that follows it without reading; every place at most once a position.
        func add(_ place: Int, to list: inout [Int], atEnd: Bool) {
            stack.append(place)
            while let place = stack.popLast() {
                guard seen[place] != position else { continue }
                seen[place] = position
                switch program[place] {
                case .scalar: list.append(place)
                case .split(let first, let second):
                    stack.append(second)
                    stack.append(first)
                case .jump(let target): stack.append(target)
                case .start: if position == 0 { stack.append(place + 1) }
                case .end: if atEnd { stack.append(place + 1) }
                case .accept: if !whole || atEnd { accepted = true }
                }
            }
        }

        var rest = text.unicodeScalars.makeIterator()
        var scalar = rest.next()
        add(0, to: &current, atEnd: scalar == nil)
        while let read = scalar, !accepted, !(whole && current.isEmpty) {
            scalar = rest.next()
            position += 1
            next.removeAll(keepingCapacity: true)
            let atEnd = scalar == nil
            for place in current {
                if case .scalar(let set) = program[place], set.contains(read) {
                    add(place + 1, to: &next, atEnd: atEnd)
                }
            }
            if !whole { add(0, to: &next, atEnd: atEnd) }
            swap(&current, &next)
        }
        return accepted
    }
}
