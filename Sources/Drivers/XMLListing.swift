import Connectors
import Formats

/// A list of XML: the element that holds it, and what its elements are called.
///
/// A JSON list is an array, and its elements have no names. An XML list that is empty and one whose elements the register calls
/// otherwise now look the same to a path; only what else its container holds tells them apart.
struct XMLListing {
    /// `c:List` for `c:List/c:Item[c:Kind='x']`.
    let container: FieldPath
    /// `c:Item`, from the container.
    private let element: FieldPath

    /// - Returns: `nil` where the path does not say: another kind of reply, one step alone, or a last step that is no name.
    init?(of list: FieldPath) {
        guard case .xml(let path) = list, let slash = Self.lastSlash(in: path.source), path.source[..<slash].last.map({ $0 != "/" }) ?? false else { return nil }
        let step = path.source[path.source.index(after: slash)...].prefix { $0 != "[" }
        guard step.allSatisfy({ $0.isLetter || $0.isNumber || "_-.:*".contains($0) }), !step.contains("::"), step.first?.isLetter ?? false,
            let container = try? XPath(String(path.source[..<slash]), namespaces: path.namespaces), let element = try? XPath(String(step), namespaces: path.namespaces)
        else { return nil }
        self.container = .xml(container)
        self.element = .xml(element)
    }

    /// Outside of what a step demands.
    private static func lastSlash(in source: String) -> String.Index? {
        var depth = 0, last: String.Index?
        for place in source.indices {
            switch source[place] {
            case "[": depth += 1
            case "]": depth -= 1
            case "/" where depth == 0: last = place
            case "|" where depth == 0, "(" where depth == 0: return nil
            default: break
            }
        }
        return last
    }

    /// What a container that has no element of the list says.
    enum Emptiness {
        /// The container is not there: nothing was said of the list.
        case unsaid
        case empty
        /// Other elements stand where those of the list would.
        case renamed
    }

    /// - Parameter isNested: whether an element of the list holds elements; then one that holds none, such as a count, is not one of it.
    func emptiness(in record: Place, isNested: Bool) throws(LookUpFailure) -> Emptiness {
        let containers = try record.places(container).filter { !$0.isNull }
        for place in containers {
            guard case .xml(_, let node?) = place, try place.places(element).isEmpty else { continue }
            if node.elements.contains(where: { !isNested || !$0.elements.isEmpty }) { return .renamed }
        }
        return containers.isEmpty ? .unsaid : .empty
    }
}
