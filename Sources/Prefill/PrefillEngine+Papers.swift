public import Documents
public import Expressions
import Forms
import Sourcing
import Vocabulary

/// Whom the papers of a stored dossier are about, for whoever keeps them.
extension PrefillEngine {
    /// The one a demanded paper is about, in the first place, and the one it ties that to, under the name of their role.
    ///
    /// - Returns: `nil` where the form has no such demand, nobody is known in the role, or no key of theirs is but what was merely
    ///   typed: a paper is not put on file under a stranger's number.
    public func subjects(ofPaper id: String, row: String? = nil, in state: DossierState) -> [DocumentSubject]? {
        guard let demand = checked.demands.first(where: { $0.id == id }) else { return nil }
        let interpreter = filed(state)
        guard let about = subject(demand.about, row: row, interpreter) else { return nil }
        guard let role = demand.toward else { return [about] }
        guard let other = interpreter.subject(of: role, row: nil), let toward = interpreter.wholeKeys(of: other, as: role, { $0 != .typed }).first else { return nil }
        return [about, toward]
    }

    /// Whoever a role is, or whom the dossier was opened for.
    public func documentSubject(_ role: RoleID?, in state: DossierState) -> DocumentSubject? {
        let interpreter = filed(state)
        guard let role else { return principal(interpreter.represented, interpreter) }
        return subject(role, row: nil, interpreter)
    }

    /// The demanded papers of a filed dossier as the national synchronisation message lists them.
    ///
    /// - Parameter filedAt: UTC, ISO 8601.
    public func components(of state: DossierState, filedAt: String, codes: ComponentCodes) -> ComponentList {
        ComponentList(filed(state), filedAt: filedAt, codes: codes)
    }

    private func subject(_ role: RoleID, row: String?, _ interpreter: Interpreter) -> DocumentSubject? {
        switch interpreter.resolve(role) {
        case .subject(let subject): principal(subject, interpreter)
        case .rows(let rows, _): rows.first { $0.row.name == row }.flatMap { principal($0.subject, interpreter) }
        case .nobody, .waiting: nil
        }
    }

    private func principal(_ subject: SubjectID, _ interpreter: Interpreter) -> DocumentSubject? {
        interpreter.wholeKeys(of: subject, as: DocumentSubject.principal) { $0 != .typed }.first
    }

    private func filed(_ state: DossierState) -> Interpreter {
        let interpreter = Interpreter(checked, state: state, isFinal: true)
        interpreter.interpretAll()
        return interpreter
    }
}
