public import Expressions
import Formats

/// What `matches`, `replace` and `split` go through: patterns of XPath in linear time.
public struct XPathPatterns: PatternEngine {
    public init() {}

    public func matches(_ text: String, pattern: String, flags: String, budget: inout Int) throws(PatternRefusal) -> Bool {
        do { return try XPathPattern(pattern, flags: flags).matches(in: text, budget: &budget) } catch { throw PatternRefusal(error.detail) }
    }

    public func replace(in text: String, pattern: String, replacement: String, flags: String, budget: inout Int) throws(PatternRefusal) -> String {
        do {
            // Under `q` the replacement, too, stands for itself.
            let isLiteral = flags.contains("q")
            let written = isLiteral ? String(replacement.flatMap { "\\$".contains($0) ? "\\\($0)" : "\($0)" }) : replacement
            return try XPathPattern(pattern, flags: flags).replacing(in: text, with: written, budget: &budget)
        } catch {
            throw PatternRefusal(error.detail)
        }
    }

    public func split(_ text: String, pattern: String, budget: inout Int) throws(PatternRefusal) -> [String] {
        do { return try XPathPattern(pattern).split(text, budget: &budget) } catch { throw PatternRefusal(error.detail) }
    }
}
