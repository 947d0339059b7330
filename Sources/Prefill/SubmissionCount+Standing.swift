import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

extension SubmissionCount {
    /// How the dossier would count as it stands, asked as it is now: what is open counts as given, as it will be where somebody files; what
    /// waits for another answer, or may not have to be answered, counts at the most alone.
    func standing() -> StandingFact {
        var atoms = OpenAtoms()
        for section in interpreter.form.sections {
            for row in interpreter.rowIDs(of: section.rows) {
                for field in section.fields {
                    let leaf = interpreter.leaf(field, row: row)
                    atoms.add(leaf, current(leaf, in: section, row: row))
                }
            }
        }
        for leaf in chosenLeaves().leaves { atoms.asked.insert(leaf.atom) }
        let blanks = blanks(of: baseline.baseline).filter { !atoms.isOutside($0.atom) }
        let demanded = Set(blanks.lazy.filter { $0.demand == .required }.map(\.atom))
        let demandedAtMost = demanded.union(blanks.lazy.filter { $0.demand == .unknown }.map(\.atom))
        let given = atoms.asked.union(atoms.said.intersection(demanded))
        let givenAtMost = given.union(atoms.mayBeAsked).union(atoms.open.intersection(demandedAtMost)).union(demandedAtMost.subtracting(demanded)).union(keys)
        let form = interpreter.form
        return StandingFact(
            form: form.id.rawValue, procedure: interpreter.procedure ?? form.id.rawValue, baseline: baseline.hash,
            baselineStatus: baseline.baseline.status.rawValue, stage: interpreter.state.stage, given: given.count, demanded: demanded.count,
            givenAtMost: givenAtMost.count, demandedAtMost: demandedAtMost.count)
    }

    /// Keys somebody would have to type, for roles that wait for one; of several ways the longest.
    private var keys: Set<String> {
        Set(interpreter.form.roles.flatMap { role -> [String] in
            let keys: [[Meaning]] = switch interpreter.resolve(role.id) {
            case .waiting(.key(let keys, _)), .waiting(.choice(_, let keys)): keys
            case .waiting(.failed): role.keys
            case .waiting(.fetching), .waiting(.condition), .waiting(.confirmation), .waiting(.nothing), .nobody, .subject, .rows: []
            }
            let longest = keys.max { $0.count < $1.count } ?? []
            return longest.map { atom($0, subject: nil, row: nil, of: nil) }
        })
    }
}

/// What the leaves of a dossier that is not filed yet say of their atoms.
private struct OpenAtoms {
    /// Required, and given or asked.
    var asked: Set<String> = []
    /// Given, required or not.
    private(set) var said: Set<String> = []
    /// Without an answer, whatever it is for.
    private(set) var open: Set<String> = []
    /// Without an answer, and required, or perhaps: what decides it, or fills it, is not known yet.
    private(set) var mayBeAsked: Set<String> = []
    private var outside: Set<String> = []
    private var inside: Set<String> = []

    /// All its boxes are others' to fill: on neither side, as in a submission.
    func isOutside(_ atom: String) -> Bool { outside.contains(atom) && !inside.contains(atom) }

    mutating func add(_ leaf: Leaf, _ current: SubmittedFact.CurrentLeaf) {
        guard current.outcome != .outside else {
            outside.insert(current.atom)
            return
        }
        inside.insert(current.atom)
        if current.outcome.isGiven {
            said.insert(current.atom)
            if current.required { asked.insert(current.atom) }
        }
        guard current.outcome == .empty else { return }
        open.insert(current.atom)
        if leaf.isRequired == true, !leaf.waits { asked.insert(current.atom) } else if leaf.isRequired != false { mayBeAsked.insert(current.atom) }
    }
}
