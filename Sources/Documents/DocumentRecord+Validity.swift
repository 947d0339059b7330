public import Expressions
public import Vocabulary

extension DocumentRecord {
    /// Whether the paper holds on a day, by what it says of itself and its kind's rule. That a newer one takes its place is
    /// `isSuperseded(by:)`.
    ///
    /// - Returns: `false` also where a date that decides is missing or not known to the day: what may have run out is not reused.
    public func holds(on day: PartialDate, under rule: EvidenceValidity?, for purpose: String? = nil) -> Bool {
        obstaclesOfTime(on: day, under: rule, for: purpose).isEmpty
    }

    /// What the same comes to, one by one: revoked, expired, made for another purpose.
    func obstaclesOfTime(on day: PartialDate, under rule: EvidenceValidity?, for purpose: String?) -> Set<ReuseObstacle> {
        var obstacles: Set<ReuseObstacle> = []
        if let revoked = standing.revokedOn, day.isBefore(revoked) != true { obstacles.insert(.revoked) }
        if let issued = particulars.issued, day.isBefore(issued) == true { obstacles.insert(.expired) }
        if let last = particulars.validUntil, last.isBefore(day) != false { obstacles.insert(.expired) }
        switch rule {
        case nil: obstacles.insert(.expired)
        case .untilDate: if particulars.validUntil == nil { obstacles.insert(.expired) }
        case .whileNoNewer: break
        case .perPurpose: if purpose == nil || provenance.purpose != purpose { obstacles.insert(.purposeNotGranted) }
        case .lasting(let period):
            let last = particulars.issued.flatMap { period.after($0) }
            if last?.isBefore(day) != false { obstacles.insert(.expired) }
        }
        return obstacles
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

    /// The same where doubt counts: also by one in other roles, one that names fewer or more of them, one that was revoked since, and
    /// one that is not shown to be as old.
    ///
    /// - Parameter name: the same for the same subject, whichever of its keys it is filed under.
    func mayBeSuperseded(by other: DocumentRecord, naming name: (DocumentSubject) -> String) -> Bool {
        let mine = Set(subjects.map(name)), others = Set(other.subjects.map(name))
        guard other.id != id, other.kind == kind, mine.isSubset(of: others) || mine.isSuperset(of: others) else { return false }
        // A file that was deposited twice is no newer paper.
        if other.file.sha256 == file.sha256, other.particulars == particulars { return false }
        guard let own = particulars.issued, let newer = other.particulars.issued else { return true }
        return newer.isBefore(own) != true && newer.isSameDay(as: own) != true
    }
}

extension Sequence<DocumentRecord> {
    /// Those no other of them supersedes.
    public var current: [DocumentRecord] {
        let all = Array(self)
        return all.filter { record in !all.contains { record.isSuperseded(by: $0) } }
    }
}
