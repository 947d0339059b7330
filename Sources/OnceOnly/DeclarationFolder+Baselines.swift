import Diagnostics
import Expressions
public import Forms
public import Measurement
public import Sourcing
public import Storage
import Vocabulary

extension DeclarationFolder {
    /// What would inflate a baseline, each thing by name.
    ///
    /// - Parameter weights: how its blanks were met in dossiers, where a ledger is at hand.
    public func review(of baseline: Baseline, weights: BaselineWeights? = nil) -> [BaselineFinding] {
        let uses = (weights?.neverUsed ?? []).map { BaselineReview.Use(blank: $0.blank, offered: $0.optional, filled: $0.answeredOptional) }
        return BaselineReview(of: forms[baseline.form], in: catalog).findings(in: baseline, after: measured.earlier(than: baseline), uses: uses)
    }

    /// The baselines as they stand under another list of who may freeze, such as one an auditor was given apart from this folder.
    public func measured(trusting freezers: [Freezer]) -> DeclaredBaselines {
        DeclaredBaselines(measured.all, atoms: catalog.vocabulary, freezers: freezers, freezes: texts.filter { DeclaredBaselines.isFreezeFile($0.key) })
    }

    /// Has somebody's key sign a baseline as it stands.
    ///
    /// - Parameters:
    ///   - day: `2026-11-29`.
    ///   - freezer: as `FormSchemas/freezers.yaml` names them.
    /// - Throws: `FreezeRefusal`; what the cryptography library throws when the key cannot be used.
    public func freeze(_ baseline: Baseline, on day: String, designer: String, freezer: String, key: FreezerKey) throws -> BaselineFreeze {
        guard let form = forms[baseline.form], checked[baseline.form] != nil,
              !diagnostics.contains(where: { $0.severity == .error && $0.position.file == baseline.file })
        else { throw FreezeRefusal.lintErrors }
        let statement = BaselineFreeze.Statement(
            baseline: baseline.id, form: baseline.form.rawValue, status: baseline.status.rawValue, legal: baseline.text, replaces: baseline.replaces,
            contentHash: measured.hash(of: baseline), formHash: hashes[form.identity.file] ?? "", frozenOn: day, designer: designer, freezer: freezer,
            publicKey: key.publicKey)
        let freeze = try BaselineFreeze(statement, key: key)
        // What does not hold at once is not written.
        switch FreezeState(of: freeze, beside: baseline, hash: statement.contentHash, freezers: measured.freezers) {
        case .signed: return freeze
        case .broken(let faults, _): throw FreezeRefusal.wouldNotHold(faults)
        case .unsigned: throw FreezeRefusal.wouldNotHold([.unreadable])
        }
    }
}

/// Why a baseline is not frozen.
public enum FreezeRefusal: Error, Sendable, Hashable {
    /// Its form, or the baseline itself, does not pass lint.
    case lintErrors
    case wouldNotHold([FreezeFault])
}

extension DeclaredBaselines {
    /// Hashes of the baselines that stand on another legal text than the one they replaced and were signed by somebody who may: that
    /// they demand more is the text's doing, and vouched for.
    public var attested: Set<String> {
        Set(all.filter { baseline in
            guard case .signed = state(of: baseline), let before = earlier(than: baseline).first else { return false }
            return TextFolding.key(before.text) != TextFolding.key(baseline.text)
        }.map { hash(of: $0) })
    }
}
