public import Expressions
public import Vocabulary

extension DocumentRecord {
    /// Whether the paper holds on a day, by what it says of itself and its kind's rule. That a newer one takes its place is
    /// `isSuperseded(by:)`.
    ///
    /// - Returns: `false` also where a date that decides is missing or not known to the day: what may have run out is not reused.
    public func holds(on day: PartialDate, under rule: EvidenceValidity?, for purpose: String? = nil) -> Bool {
        if let revoked = standing.revokedOn, day.isBefore(revoked) != true { return false }
        if let issued = particulars.issued, day.isBefore(issued) == true { return false }
        if let last = particulars.validUntil, last.isBefore(day) != false { return false }
        switch rule {
        case nil: return false
        case .untilDate: return particulars.validUntil != nil
        case .whileNoNewer: return true
        case .perPurpose: return purpose != nil && provenance.purpose == purpose
        case .lasting(let period):
            guard let issued = particulars.issued, let last = period.after(issued) else { return false }
            return last.isBefore(day) == false
        }
    }

    /// Whether another of the same kind about the same subjects in the same roles was issued later.
    ///
    /// A paper with a number of its own gives way to a newer one all the same: a certificate issued again gets another number.
    public func isSuperseded(by other: DocumentRecord) -> Bool {
        guard other.id != id, other.kind == kind, other.standing.revokedOn == nil, Set(other.subjects) == Set(subjects),
            let own = particulars.issued, let newer = other.particulars.issued
        else { return false }
        return own.isBefore(newer) == true
    }
}

extension Sequence<DocumentRecord> {
    /// Those no other of them supersedes.
    public var current: [DocumentRecord] {
        let all = Array(self)
        return all.filter { record in !all.contains { record.isSuperseded(by: $0) } }
    }
}
