/// The built-in functions of FEEL inside the profile.
///
/// - Source: DMN 1.5, clause 10.3.4. Left out: `today` and `now`, which need a clock, and every parameter that
///   is a function.
enum Builtin: Int, CaseIterable, Sendable {
    // conversion
    case date, time, dateAndTime, number, string, duration, yearsAndMonthsDuration, range
    // booleans
    case not
    // strings
    case substring, stringLength, upperCase, lowerCase, substringBefore, substringAfter, replace, contains
    case startsWith, endsWith, matches, split, stringJoin
    // lists
    case listContains, listReplace, count, min, max, sum, mean, all, any, sublist, append, concatenate
    case insertBefore, remove, reverse, indexOf, union, distinctValues, duplicateValues, flatten, product
    case median, stddev, mode, sort
    // numbers
    case decimal, floor, ceiling, roundUp, roundDown, roundHalfUp, roundHalfDown, abs, modulo, sqrt, log, exp
    case odd, even
    // dates and times
    case `is`, dayOfYear, dayOfWeek, monthOfYear, weekOfYear
    // ranges
    case before, after, meets, metBy, overlaps, overlapsBefore, overlapsAfter, finishes, finishedBy, includes
    case during, starts, startedBy, coincides
    // contexts
    case getValue, getEntries, context, contextPut, contextMerge

    /// As written in FEEL: words joined by a space.
    var name: String {
        switch self {
        case .dateAndTime: "date and time"
        default:
            // The names of the cases are the words of the standard in camel case.
            String(describing: self).reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
        }
    }

    /// The ways to call it; positions and names of parameters.
    var signatures: [Signature] { Builtin.table[self] ?? [] }

    private static let table: [Builtin: [Signature]] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, $0.makeSignatures()) })

    private func makeSignatures() -> [Signature] {
        switch self {
        case .date: [["from"], ["year", "month", "day"]]
        case .time: [["from"], Signature(["hour", "minute", "second", "offset"], optional: 1)]
        case .dateAndTime: [["from"], ["date", "time"]]
        case .number: [["from"], ["from", "grouping separator", "decimal separator"]]
        case .string, .duration, .range: [["from"]]
        case .yearsAndMonthsDuration: [["from", "to"]]
        case .not: [["negand"]]
        case .substring: [Signature(["string", "start position", "length"], optional: 1)]
        case .stringLength, .upperCase, .lowerCase: [["string"]]
        case .substringBefore, .substringAfter, .contains, .startsWith, .endsWith: [["string", "match"]]
        case .replace: [Signature(["input", "pattern", "replacement", "flags"], optional: 1)]
        case .matches: [Signature(["input", "pattern", "flags"], optional: 1)]
        case .split: [["string", "delimiter"]]
        case .stringJoin: [Signature(["list", "delimiter"], optional: 1)]
        case .listContains: [["list", "element"]]
        case .listReplace: [["list", "position", "newItem"]]
        case .count, .reverse, .distinctValues, .duplicateValues, .flatten: [["list"]]
        case .min, .max, .sum, .mean, .all, .any, .product, .median, .stddev, .mode, .concatenate, .union:
            [Signature(["list"], repeats: true)]
        case .sublist: [Signature(["list", "start position", "length"], optional: 1)]
        case .append: [Signature(["list", "item"], repeats: true)]
        case .insertBefore: [["list", "position", "newItem"]]
        case .remove: [["list", "position"]]
        case .indexOf: [["list", "match"]]
        case .sort: [Signature(["list", "key"], optional: 1)]
        case .decimal, .roundUp, .roundDown, .roundHalfUp, .roundHalfDown: [["n", "scale"]]
        case .floor, .ceiling: [Signature(["n", "scale"], optional: 1)]
        case .abs: [["n"]]
        case .modulo: [["dividend", "divisor"]]
        case .sqrt, .log, .exp, .odd, .even: [["number"]]
        case .is: [Signature(["value1", "value2"], optional: 2)]
        case .dayOfYear, .dayOfWeek, .monthOfYear, .weekOfYear: [["date"]]
        case .before, .after:
            [["point1", "point2"], ["point", "range"], ["range", "point"], ["range1", "range2"]]
        case .meets, .metBy, .overlaps, .overlapsBefore, .overlapsAfter, .coincides:
            [["range1", "range2"], ["point1", "point2"]]
        case .finishes, .starts, .during: [["point", "range"], ["range1", "range2"]]
        case .finishedBy, .startedBy, .includes: [["range", "point"], ["range1", "range2"]]
        case .getValue: [["m", "key"], ["context", "keys"]]
        case .getEntries: [["m"]]
        case .context: [["entries"]]
        case .contextPut: [["context", "key", "value"], ["context", "keys", "value"]]
        case .contextMerge: [["contexts"]]
        }
    }

    /// Functions by the words of their names, the longest names first.
    static let byWords: [String: [(words: [String], function: Builtin)]] = {
        var result: [String: [(words: [String], function: Builtin)]] = [:]
        for function in allCases {
            let words = function.name.split(separator: " ").map(String.init)
            result[words[0], default: []].append((words, function))
        }
        return result.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()
}

/// The parameters of one way to call a function.
struct Signature: Sendable, ExpressibleByArrayLiteral {
    let parameters: [String]
    let optional: Int
    /// The last parameter takes any number of arguments, at least one.
    let repeats: Bool

    init(_ parameters: [String], optional: Int = 0, repeats: Bool = false) {
        self.parameters = parameters
        self.optional = optional
        self.repeats = repeats
    }

    init(arrayLiteral elements: String...) { self.init(elements) }

    func takes(_ count: Int) -> Bool {
        count >= parameters.count - optional && (repeats || count <= parameters.count)
    }

    /// The place of each named argument; `nil` when a name is not a parameter, comes twice, or a needed one is
    /// missing.
    func places(of names: [String]) -> [Int]? {
        var places: [Int] = []
        for name in names {
            guard let place = parameters.firstIndex(of: name), !places.contains(place) else { return nil }
            places.append(place)
        }
        return (0..<parameters.count - optional).allSatisfy(places.contains) ? places : nil
    }
}
