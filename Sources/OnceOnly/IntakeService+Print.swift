import Forms
public import Prefill
import Sourcing

extension IntakeService {
    /// A dossier as it stands, in any stage of its life, for paper or for whoever has to see all of it; no register is asked.
    ///
    /// It tells one side's view. Who may have it is the caller's to judge, as with every packet of the office.
    ///
    /// - Throws: `IntakeError.unknownDossier`; `.versionChanged` where the declarations changed since it was filled last: what they would
    ///   say now is not what was said.
    public func standing(_ dossier: String, as view: View) async throws -> StandingForm {
        let state = try await stored(dossier)
        guard state.pins == declarations.pins(for: state.form) else { throw IntakeError.versionChanged }
        return try engine(try checked(state.form)).standing(state, on: declarations.baselines[state.form], as: view)
    }
}
