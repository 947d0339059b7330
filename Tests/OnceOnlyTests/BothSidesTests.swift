import Expressions
import Formats
import Forms
import OnceOnly
@testable import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// What a form's conditions may not use on the applicant's side decides whether the two sides are read apart.
@Suite("Both sides of a dossier")
struct BothSidesTests {
    private struct Tally {
        var alike = 0, apart = 0
    }

    @Test("are read alike where nothing was kept from the applicant's, for every form that keeps something from it")
    func sides() async throws {
        let province = try Province.small.get()
        var tally = Tally(), forms = 0
        // Of the shipped forms lint lets none have a condition that reads what is withheld; of the other every kind does.
        for declarations in [try Repository.declarations.get(), try TwoStrangersTests.bad.get()] {
            for checked in declarations.checked.values.sorted(by: { $0.form.id < $1.form.id }) where !checked.withheldReads.isEmpty {
                forms += 1
                var applicants = try Applicant.all(of: province, form: checked.form.id, limit: 4, vocabulary: checked.vocabulary)
                if let baseline = declarations.baselines[checked.form.id] {
                    applicants += try Encounter.roles(of: checked.form).flatMap { try Encounter.all(checked, baseline, $0, in: province).prefix(4) }.map(\.applicant)
                }
                let states = try await Self.states(of: applicants, checked, province)
                for state in states { try Self.compare(state, checked, &tally) }
            }
        }
        #expect(forms > 0 && tally.alike > 0 && tally.apart > 0)
        print("both sides: \(forms) forms, \(tally.alike) dossiers read alike, \(tally.apart) apart")
    }

    /// Opened without answers, and with all of them.
    private static func states(of applicants: [Applicant], _ checked: CheckedForm, _ province: Province) async throws -> [DossierState] {
        let day = try #require(Province.asOf)
        return try await Encounter.asking(checked, province) { connectors, _ in
            let engine = PrefillEngine(checked, executor: Executor(connectors: connectors, policy: ExecutionPolicy(perCall: .seconds(60), total: .seconds(600))))
            var states: [DossierState] = []
            for applicant in applicants {
                var state = DossierState(
                    id: "dossier", opening: applicant.opening, form: checked.form.id, version: checked.form.identity.version, pins: [:], asOf: day,
                    isSimulated: true, salt: "salt", naming: "naming")
                for answers in [Answers(), applicant.answers] {
                    state = await engine.fill(state, answers: answers, at: "2026-11-24T05:00:00Z").state
                    states.append(state)
                }
            }
            return states
        }
    }

    private static func compare(_ state: DossierState, _ checked: CheckedForm, _ tally: inout Tally) throws {
        func filled(_ isGuarded: Bool) -> (interpreter: Interpreter, texts: [String]) {
            let interpreter = Interpreter(checked, state: state, isGuarded: isGuarded)
            interpreter.interpretAll()
            let filling = interpreter.filling()
            let form = FilledForm(form: checked.form.id, version: "1", pins: [:], asOf: state.asOf, office: filling, applicant: filling)
            return (interpreter, [View.office, .applicant].map { form.json($0, receipt: nil).serialized(.compact) })
        }
        let applicant = filled(true), office = filled(false)
        guard applicant.interpreter.readsAsOffice else { return tally.apart += 1 }
        tally.alike += 1
        #expect(applicant.texts == office.texts)
        #expect(Planner(interpreter: applicant.interpreter).nextWave() == Planner(interpreter: office.interpreter).nextWave())
    }
}
