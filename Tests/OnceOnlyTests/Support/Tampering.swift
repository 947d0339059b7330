import Expressions
import Formats
import Forms
import Foundation
import Measurement
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Vocabulary

/// One dossier that would be accepted as it stands, to be tampered with: nothing here changes it.
struct Tampering: Sendable {
    let checked: CheckedForm
    let baseline: Baseline
    let state: DossierState
    let filled: FilledForm
    let receipt: Receipt
    let signer: ReceiptSigner
    let said: Answers
    let now: Int

    /// What came of all cases.
    struct Tally: Sendable {
        var cases: [String: Int] = [:]
        /// Cases that ended otherwise than they must; codes and leaves, no values.
        var failures: [String] = []
        /// Fields some case was about.
        var fields: Set<FieldID> = []
        /// Honest changes accepted, by type and way.
        var honest: [String: Int] = [:]

        mutating func formUnion(_ other: Tally) {
            cases.merge(other.cases, uniquingKeysWith: +)
            failures += other.failures
            fields.formUnion(other.fields)
            honest.merge(other.honest, uniquingKeysWith: +)
        }

        var count: Int { cases.values.reduce(0, +) }
    }

    /// One leaf's class: leaves of one field and class need no second look.
    struct LeafClass: Hashable, Sendable {
        let field: FieldID
        let outcome: Outcome
        let isLocked: Bool
        let disclosure: FilledLeaf.Disclosure
        let isAnswered: Bool

        init(_ leaf: FilledLeaf) {
            (field, outcome, isLocked, disclosure) = (leaf.field, leaf.outcome, leaf.isLocked, leaf.disclosure)
            isAnswered = leaf.answered != nil
        }
    }

    private var others: OtherValue { OtherValue(checked.vocabulary, on: state.asOf) }

    func check(_ answers: Answers, receipt: Receipt? = nil, of state: DossierState? = nil, now: Int? = nil) -> SubmissionResult {
        Submission(checked, baseline: CountedBaseline(baseline, hash: "")).check(
            receipt ?? self.receipt, of: state ?? self.state, answers: answers, now: now ?? self.now, verifier: signer.verifier)
    }

    func check(_ change: (inout Answers) -> Void) -> SubmissionResult {
        var answers = said
        change(&answers)
        return check(answers)
    }

    private func concept(_ leaf: FilledLeaf) -> Concept? { checked.vocabulary[leaf.means.concept] }

    // MARK: one leaf

    /// Every way to send something else for a leaf than what stands there.
    func tamper(with leaf: FilledLeaf, _ tally: inout Tally) {
        tally.fields.insert(leaf.field)
        guard let concept = concept(leaf) else { return tally.failures.append("\(leaf.leaf): no concept") }
        if leaf.outcome == .notApplicable { return refused(leaf, ["x"], as: "not applicable", [.notApplicable], &tally) }
        if leaf.disclosure != .shown { return guess(at: leaf, concept, &tally) }
        let wrong = others.wrongTypes(for: concept)
        if wrong.isEmpty { tally.failures.append("\(leaf.leaf): any value reads") }
        refused(leaf, wrong, as: "another type", [.invalid], &tally)
        guard let value = leaf.value else { return open(leaf, &tally) }
        let codes: Set<Violation.Code> = leaf.isLocked || leaf.outcome == .outside ? [.locked] : [.changed]
        let different = others.others(than: value, as: concept)
        if different.isEmpty { tally.failures.append("\(leaf.leaf): no other value to try") }
        let kind = leaf.outcome == .prefilled ? "a filled value" : "a \(leaf.outcome.rawValue) value"
        if value != ["none": true] {
            refused(leaf, different.prefix(1) + [""], as: kind, codes, &tally)
            refused(leaf, [["none": true]], as: "emptied", codes, &tally)
        } else {
            refused(leaf, different.prefix(1).map(\.self), as: kind, codes, &tally)
        }
        change(leaf, concept, different, &tally)
    }

    private func refused(_ leaf: FilledLeaf, _ values: [JSON], as name: String, _ codes: Set<Violation.Code>, _ tally: inout Tally) {
        for value in values {
            let result = check { $0.answers[leaf.leaf] = value }
            tally.cases[name, default: 0] += 1
            expect(result, at: leaf.leaf.rawValue, codes, name, &tally)
        }
    }

    private func expect(_ result: SubmissionResult, at leaf: String, _ codes: Set<Violation.Code>, _ name: String, _ tally: inout Tally) {
        guard result.violations.contains(where: { $0.leaf == leaf && codes.contains($0.code) }) else {
            let found = result.violations.map { "\($0.leaf) \($0.code.rawValue)" }.joined(separator: ", ")
            return tally.failures.append("\(checked.form.id) \(leaf): \(name): \(found.isEmpty ? "accepted" : found)")
        }
        if result.packet != nil || result.fact != nil { tally.failures.append("\(leaf): refused, and still filed") }
    }

    /// An open leaf: emptied where it must be answered, and changed by a word that is for filled leaves.
    private func open(_ leaf: FilledLeaf, _ tally: inout Tally) {
        for isDispute in [false, true] {
            let result = check { answers in
                let change = Answers.Change(value: leaf.answered ?? "x", reason: "sai")
                if isDispute { answers.disputes[leaf.leaf] = change } else { answers.corrections[leaf.leaf] = change }
            }
            tally.cases["a change of what nobody filled", default: 0] += 1
            let codes: Set<Violation.Code> = leaf.outcome == .open ? [.unknownLeaf, .invalid] : [.locked, .unknownLeaf, .invalid]
            if leaf.outcome == .open { expect(result, at: leaf.leaf.rawValue, codes, "a change of what nobody filled", &tally) }
        }
        let field = checked.form.field(leaf.field)
        guard leaf.answered != nil, field?.demand.required ?? false, field?.outside == nil, concept(leaf)?.type != .tick, field?.authorship.ifNone == nil else { return }
        let none: [JSON] = field?.authorship.mayBeNone ?? false ? [] : [["none": true]]
        guard leaf.reason == .key else { return refused(leaf, ["", .null] + none, as: "emptied", [.required], &tally) }
        // The key that was typed stands, in its blank too.
        guard let concept = concept(leaf) else { return }
        refused(leaf, [""] + none + others.others(than: leaf.answered, as: concept).prefix(1), as: "another key than the one typed", [.required, .changed, .keyMismatch, .rows], &tally)
    }

    /// A leaf the applicant's side may not see: whatever is sent, right or wrong, has the same answer, before submission too.
    private func guess(at leaf: FilledLeaf, _ concept: Concept, _ tally: inout Tally) {
        // A name typed to verify a key was said to match already; saying it once more tells nothing.
        let isVerified = checked.form.role(leaf.means.role)?.verify.contains(leaf.means.concept) ?? false
        let right = isVerified ? [] : leaf.value.map { [$0] } ?? []
        let values = right + others.others(than: leaf.value, as: concept).prefix(2) + others.wrongTypes(for: concept).prefix(1) + [["none": true], ""]
        var verdicts: Set<String> = [], views: Set<String> = []
        for value in values {
            if let answered = leaf.answered, answered == value { continue }
            var tampered = state
            tampered.answers.answers[leaf.leaf] = value
            for way in [0, 1, 2] where way == 0 || value != "" {
                let result = check { answers in
                    switch way {
                    case 0: answers.answers[leaf.leaf] = value
                    case 1: answers.corrections[leaf.leaf] = .init(value: value, reason: "sai")
                    default: answers.disputes[leaf.leaf] = .init(value: value, reason: "sai")
                    }
                }
                tally.cases["a guess at what is withheld", default: 0] += 1
                expect(result, at: leaf.leaf.rawValue, [.withheld], "a guess", &tally)
                verdicts.insert(result.violations.map { $0.json.serialized(.canonical) }.joined())
            }
            let view = PrefillEngine(checked, executor: Executor(connectors: [])).read(tampered).json(.applicant, receipt: nil)
            views.insert(Self.withoutAnswer(view, leaf.leaf).serialized(.canonical))
            tally.cases["a guess before submission", default: 0] += 1
        }
        if verdicts.count > 1 { tally.failures.append("\(checked.form.id) \(leaf.leaf): \(verdicts.count) different verdicts on guesses") }
        if views.count > 1 { tally.failures.append("\(checked.form.id) \(leaf.leaf): guesses change the view") }
    }

    private static func withoutAnswer(_ view: JSON, _ leaf: LeafID) -> JSON {
        guard var object = view.object else { return view }
        object["fields"] = .array((view["fields"]?.array ?? []).map { field in
            guard field["leaf"]?.string == leaf.rawValue, var object = field.object else { return field }
            object["answered"] = nil
            return .object(object)
        })
        return .object(object)
    }

    // MARK: honest changes

    /// A registered value that is wrong: corrected where it is not locked, disputed where it is, and counted as declared.
    private func change(_ leaf: FilledLeaf, _ concept: Concept, _ values: [JSON], _ tally: inout Tally) {
        let name = OtherValue.name(of: concept, leaf.value)
        guard leaf.outcome == .prefilled || leaf.outcome == .derived else {
            for value in values.prefix(1) {
                let result = check { $0.disputes[leaf.leaf] = .init(value: value, reason: "sai") }
                tally.cases["a change of what follows another blank", default: 0] += 1
                expect(result, at: leaf.leaf.rawValue, [.locked], "a change of a \(leaf.outcome.rawValue) leaf", &tally)
            }
            return
        }
        if leaf.isLocked, let value = values.first {
            let result = check { $0.corrections[leaf.leaf] = .init(value: value, reason: "sai") }
            tally.cases["a correction of a locked value", default: 0] += 1
            expect(result, at: leaf.leaf.rawValue, [.locked], "a correction of a locked value", &tally)
        }
        for wrong in others.wrongTypes(for: concept).prefix(1) {
            let result = check { $0.disputes[leaf.leaf] = .init(value: wrong, reason: "sai") }
            tally.cases["a dispute that does not read", default: 0] += 1
            expect(result, at: leaf.leaf.rawValue, [.invalid], "a dispute that does not read", &tally)
        }
        for way in leaf.isLocked ? ["dispute"] : ["correction", "dispute"] {
            tally.cases["an honest \(way)", default: 0] += 1
            var seen: [String] = []
            let accepted = values.lazy.map { value in
                check { answers in
                    let change = Answers.Change(value: value, reason: "sai")
                    if way == "dispute" { answers.disputes[leaf.leaf] = change } else { answers.corrections[leaf.leaf] = change }
                }
            }.first { result in
                seen += result.violations.map { "\($0.leaf) \($0.code.rawValue) \($0.detail ?? "")" }
                return result.violations.isEmpty
            }
            guard let fact = accepted?.fact, let packet = accepted?.packet else {
                // Another path through the form may ask more; the changed leaf itself is never what is wrong.
                if seen.isEmpty || seen.contains(where: { $0.hasPrefix("\(leaf.leaf) ") && !$0.contains(" check") }) {
                    tally.failures.append("\(checked.form.id) \(leaf.leaf): honest \(way) of \(name): \(seen.joined(separator: ", "))")
                }
                tally.honest["\(name), \(way) that leads on", default: 0] += 1
                continue
            }
            tally.honest["\(name), \(way)", default: 0] += 1
            isCounted(leaf, fact, packet, &tally)
        }
    }

    /// In the ledger as given, its atom no saving; in the packet with the register's value beside it.
    private func isCounted(_ leaf: FilledLeaf, _ fact: SubmittedFact, _ packet: JSON, _ tally: inout Tally) {
        let changed = packet["fields"]?.array?.first { $0["leaf"]?.string == leaf.leaf.rawValue }
        let expected: Set<String> = ["corrected", "disputed", "overridden"]
        if !expected.contains(changed?["outcome"]?.string ?? "") || changed?["registered"] != leaf.value {
            tally.failures.append("\(checked.form.id) \(leaf.leaf): the packet does not show what the register said")
        }
        let row = leaf.leaf.rawValue.contains("[")
        let mine = fact.current.filter { ($0.leaf == leaf.field.rawValue || row && $0.leaf.hasPrefix(leaf.field.rawValue + "#")) && $0.outcome.isGiven }
        guard let given = mine.first else { return tally.failures.append("\(checked.form.id) \(leaf.leaf): not counted as given") }
        let count = DossierCount(of: fact)
        if count.saved.contains(where: { $0.atom == given.atom }) { tally.failures.append("\(checked.form.id) \(leaf.leaf): changed, and counted as saved") }
    }

    // MARK: what is not there

    /// Leaves, rows, roles, papers nobody knows; `field`s that have no leaf in this dossier.
    func tamperWithNames(_ tally: inout Tally) {
        func refused(_ leaf: String, _ name: String, _ codes: Set<Violation.Code>, _ change: (inout Answers) -> Void) {
            tally.cases[name, default: 0] += 1
            expect(check(change), at: leaf, codes, name, &tally)
        }
        refused("nobody.asks_this", "an unknown leaf", [.unknownLeaf]) { $0.answers[LeafID("nobody.asks_this")] = "x" }
        refused("nobody.asks_this", "an unknown leaf", [.unknownLeaf]) { $0.corrections[LeafID("nobody.asks_this")] = .init(value: "x", reason: nil) }
        refused("nobody.asks_this", "an unknown leaf", [.unknownLeaf]) { $0.disputes[LeafID("nobody.asks_this")] = .init(value: "x", reason: nil) }
        for role in checked.form.roles {
            let near = role.id.rawValue + "x"
            refused("roles.\(near)", "an unknown role", [.unknownName]) { $0.roles[near] = .nobody }
            if checked.form.rows(of: role.id) == nil {
                let result = check { $0.roles[role.id.rawValue] = .candidate("c0123456789abcdef") }
                tally.cases["a candidate nobody offers", default: 0] += 1
                if result.violations.isEmpty, role.when == nil { tally.failures.append("\(checked.form.id) \(role.id): a candidate nobody offers is accepted") }
            }
        }
        refused("declined.(35 characters)", "an unknown paper", [.unknownName]) { $0.declined.insert("a paper this form never asked for..") }
        for rows in checked.form.groups {
            let group = rows.group.rawValue
            let leaves = checked.form.sections.filter { $0.rows?.group == rows.group }.flatMap(\.fields)
            for field in leaves {
                let leaf = "\(group)[nowhere].\(field.id)"
                tally.fields.insert(field.id)
                refused(leaf, "a leaf of a row that does not exist", [.unknownLeaf]) { $0.answers[LeafID(leaf)] = "x" }
            }
            let result = check { $0 = Self.adding(["row": "nowhere", "candidate": "c0123456789abcdef"], to: group, of: $0) }
            tally.cases["a row that does not exist", default: 0] += 1
            if !result.violations.contains(where: { $0.leaf.hasPrefix(group) }) { tally.failures.append("\(checked.form.id) \(group): a row that does not exist is accepted") }
        }
    }

    private static func adding(_ row: JSON, to group: String, of answers: Answers) -> Answers {
        var object = answers.json.object ?? JSONObject()
        var rows = object["rows"]?.object ?? JSONObject()
        rows[group] = .array((rows[group]?.array ?? []) + [row])
        object["rows"] = .object(rows)
        return (try? Answers(json: .object(object))) ?? answers
    }

    /// Two rows exchange their values, or the subjects they are of.
    /// Another value, not the same written otherwise: a commune under its old code.
    private func isOther(_ leaf: FilledLeaf, than one: FilledLeaf) -> Bool {
        let coding = ValueCoding(checked.vocabulary), comparison = Comparison(checked.vocabulary, asOf: state.asOf)
        guard let concept = checked.vocabulary[one.means.concept], let (a, b) = try? (one.value.map { try coding.value($0, as: concept) }, leaf.value.map { try coding.value($0, as: concept) }),
              let a, let b
        else { return false }
        return !comparison.areEqual(a, b, as: concept)
    }

    func swapRows(_ tally: inout Tally) {
        for rows in checked.form.groups {
            let leaves = filled.leaves.filter { $0.leaf.rawValue.hasPrefix("\(rows.group)[") }
            for (_, twins) in Dictionary(grouping: leaves, by: \.field) {
                let filled = twins.filter { $0.value != nil && $0.disclosure == .shown && $0.outcome == .prefilled }
                guard let one = filled.first, let two = filled.first(where: { isOther($0, than: one) }) else { continue }
                let result = check { answers in (answers.answers[one.leaf], answers.answers[two.leaf]) = (two.value, one.value) }
                for leaf in [one, two] {
                    tally.cases["two rows with each other's values", default: 0] += 1
                    expect(result, at: leaf.leaf.rawValue, [.locked, .changed, .invalid], "swapped rows", &tally)
                }
            }
            guard let sent = said.json["rows"]?[rows.group.rawValue]?.array, sent.count > 1, rows.role != nil,
                leaves.contains(where: { $0.answered != nil && $0.outcome == .open }),
                // New subjects are told apart by their rows alone.
                Set(sent.map { $0["candidate"] ?? $0["key"] ?? .null }).count > 1
            else { continue }
            // The rows change places; what was answered for one subject is not the other's.
            var object = JSONObject()
            let turned = zip(sent, sent.dropFirst() + sent.prefix(1)).map { row, other -> JSON in
                var members = other.object ?? JSONObject()
                members["row"] = row["row"]
                return .object(members)
            }
            object["rows"] = .object(JSONObject([(key: rows.group.rawValue, value: .array(turned))]))
            let result = (try? Answers(json: .object(object))).map { check($0) }
            tally.cases["two rows with each other's subjects", default: 0] += 1
            if result?.violations.contains(where: { $0.code == .moved || $0.code == .locked || $0.code == .changed }) != true {
                tally.failures.append("\(checked.form.id) \(rows.group): rows exchanged their subjects")
            }
        }
    }

    // MARK: the receipt

    /// Any leaf and any member of the receipt changed: by a stranger, whose signature is not ours, and as if our own key had
    /// signed it, which must still differ from what is stored.
    func tamperWithReceipt(_ tally: inout Tally) throws {
        func refused(_ receipt: Receipt, at leaf: String, _ code: Violation.Code, _ name: String, now: Int? = nil) {
            tally.cases[name, default: 0] += 1
            expect(check(said, receipt: receipt, now: now), at: leaf, [code], name, &tally)
        }
        for index in receipt.leaves.indices {
            for changed in Self.changes(of: receipt.leaves[index]) {
                var leaves = receipt.leaves
                leaves[index] = changed
                let forged = Receipt(id: receipt.id, binding: receipt.binding, leaves: leaves, documents: receipt.documents, key: receipt.key, signature: receipt.signature)
                refused(forged, at: "@receipt", .receiptSignature, "a receipt with a leaf changed")
                refused(try signer.sealed(forged), at: changed.leaf.rawValue, .receiptMismatch, "a re-signed receipt with a leaf changed")
            }
        }
        for index in receipt.documents.indices {
            var documents = receipt.documents
            documents[index] = .init(id: documents[index].id, disposition: documents[index].disposition == "upload" ? "stored" : "upload", by: nil)
            let forged = Receipt(id: receipt.id, binding: receipt.binding, leaves: receipt.leaves, documents: documents, key: receipt.key, signature: receipt.signature)
            refused(forged, at: "@receipt", .receiptSignature, "a receipt with a paper changed")
            refused(try signer.sealed(forged), at: documents[index].id, .receiptMismatch, "a re-signed receipt with a paper changed")
        }
        if receipt.leaves.count > 1 {
            let short = Receipt(id: receipt.id, binding: receipt.binding, leaves: Array(receipt.leaves.dropLast()), documents: receipt.documents)
            let doubled = Receipt(id: receipt.id, binding: receipt.binding, leaves: receipt.leaves.dropLast() + receipt.leaves.prefix(1), documents: receipt.documents)
            for forged in [short, doubled] { refused(try signer.sealed(forged), at: "@receipt", .receiptMismatch, "a re-signed receipt with a leaf left out") }
        }
        for (binding, code) in Self.changes(of: receipt.binding) {
            let forged = Receipt(id: receipt.id, binding: binding, leaves: receipt.leaves, documents: receipt.documents, key: receipt.key, signature: receipt.signature)
            refused(forged, at: "@receipt", .receiptSignature, "a receipt bound to something else")
            if let code { refused(try signer.sealed(forged), at: "@receipt", code, "a re-signed receipt bound to something else") }
        }
        refused(Receipt(id: receipt.id + "0", binding: receipt.binding, leaves: receipt.leaves, documents: receipt.documents, key: receipt.key, signature: receipt.signature), at: "@receipt", .receiptSignature, "a receipt by another name")
        refused(receipt, at: "@receipt", .receiptExpired, "a receipt after its time", now: receipt.binding.expiresAt)
        refused(receipt, at: "@receipt", .receiptExpired, "a receipt before its time", now: receipt.binding.issuedAt - 1)
        let signature = [UInt8](Data(base64Encoded: receipt.signature) ?? Data())
        for index in signature.indices {
            var bytes = signature
            bytes[index] ^= 1
            let forged = Receipt(id: receipt.id, binding: receipt.binding, leaves: receipt.leaves, documents: receipt.documents, signature: Data(bytes).base64EncodedString())
            refused(forged, at: "@receipt", .receiptSignature, "a signature with a bit changed")
        }
    }

    private static func changes(of leaf: Receipt.Leaf) -> [Receipt.Leaf] {
        func with(outcome: Outcome? = nil, isLocked: Bool? = nil, isWithheld: Bool? = nil, connector: String? = nil, commitment: String? = nil) -> Receipt.Leaf {
            Receipt.Leaf(
                leaf: leaf.leaf, outcome: outcome ?? leaf.outcome, isLocked: isLocked ?? leaf.isLocked, isWithheld: isWithheld ?? leaf.isWithheld,
                reason: leaf.reason, connector: connector ?? leaf.connector, operation: leaf.operation, commitment: commitment ?? leaf.commitment)
        }
        let digit = leaf.commitment.hasPrefix("0") ? "1" : "0"
        return [
            with(outcome: leaf.outcome == .open ? .prefilled : .open), with(isLocked: !leaf.isLocked), with(isWithheld: !leaf.isWithheld),
            with(connector: (leaf.connector ?? "") + "x"), with(commitment: digit + leaf.commitment.dropFirst()),
        ]
    }

    private static func changes(of binding: Receipt.Binding) -> [(Receipt.Binding, Violation.Code?)] {
        func with(dossier: String? = nil, subject: String? = nil, form: String? = nil, version: String? = nil, pins: [String: String]? = nil, expiresAt: Int? = nil) -> Receipt.Binding {
            Receipt.Binding(
                dossier: dossier ?? binding.dossier, subject: subject ?? binding.subject, form: form ?? binding.form, version: version ?? binding.version,
                pins: pins ?? binding.pins, issuedAt: binding.issuedAt, expiresAt: expiresAt ?? binding.expiresAt)
        }
        return [
            (with(dossier: binding.dossier + "0"), .receiptOfOther), (with(subject: String(binding.subject.reversed())), .receiptOfOther),
            (with(form: binding.form + "x"), .versionChanged), (with(version: binding.version + ".1"), .versionChanged),
            (with(pins: binding.pins.mapValues { String($0.reversed()) }), .versionChanged),
            // Our own key may lengthen what it issued.
            (with(expiresAt: binding.expiresAt + 1), nil),
        ]
    }
}
