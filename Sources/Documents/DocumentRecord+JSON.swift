import Expressions
public import Formats
import Vocabulary

extension DocumentRecord {
    /// The whole record, keys of its subjects and all: for the seal and for the office.
    public var json: JSON {
        var object: JSONObject = [
            "id": .string(id), "kind": .string(kind.rawValue), "subjects": .array(subjects.map(\.json)), "particulars": particulars.json,
            "provenance": provenance.json, "file": file.json, "signature": signature.json,
        ]
        if !facts.isEmpty { object["facts"] = .array(facts.map(\.json)) }
        if let restriction = standing.restriction { object["restriction"] = ["ground": .string(restriction.ground.rawValue), "since": .string("\(restriction.since)")] }
        if let revoked = standing.revokedOn { object["revokedOn"] = .string("\(revoked)") }
        if let retention = standing.retention { object["retention"] = retention.json }
        return .object(object)
    }

    /// Reads what `json` writes.
    ///
    /// - Parameter isFiled: whether it stands in a dossier that is filed. Where its signature passed before signers were held against a
    ///   list, such a dossier keeps what was decided; anywhere else it is undetermined until somebody looks.
    /// - Returns: `nil` where it is something else.
    public init?(json: JSON, isFiled: Bool = false) {
        guard let id = json["id"]?.string, let kind = json["kind"]?.string, let subjects = json["subjects"]?.all({ DocumentSubject(json: $0) }), !subjects.isEmpty,
            let particulars = json["particulars"].flatMap({ Particulars(json: $0) }), let provenance = json["provenance"].flatMap({ Provenance(json: $0) }),
            let file = json["file"].flatMap({ FileDescription(json: $0) }),
            let signature = json["signature"].flatMap({ SignatureRecord(json: $0, filedFor: isFiled ? .some(particulars.issuer) : nil) })
        else { return nil }
        var facts: [ProvenFact] = []
        if let written = json["facts"] {
            guard let read = written.all({ ProvenFact(json: $0) }) else { return nil }
            facts = read
        }
        guard let standing = DocumentStanding(json: json) else { return nil }
        self.init(
            id: id, kind: EvidenceID(kind), subjects: subjects, particulars: particulars, provenance: provenance, file: file, signature: signature,
            facts: facts, standing: standing)
    }
}

extension JSON {
    /// The elements of an array, each read; `nil` where one does not read.
    fileprivate func all<Element>(_ read: (JSON) -> Element?) -> [Element]? {
        guard let items = array else { return nil }
        let elements = items.compactMap(read)
        return elements.count == items.count ? elements : nil
    }

    /// A day under a key: `nil` where there is none, `.some(nil)` where what is there is no date.
    fileprivate func day(_ key: String) -> PartialDate?? {
        guard let member = self[key] else { return .some(nil) }
        guard let day = member.string.flatMap({ PartialDate($0) }) else { return nil }
        return .some(day)
    }
}

extension DocumentRecord.Particulars {
    fileprivate var json: JSON {
        var object = JSONObject()
        if let number { object["number"] = .string(number) }
        if let issuer { object["issuer"] = .string(issuer.name) }
        if let issued { object["issued"] = .string("\(issued)") }
        if let validUntil { object["validUntil"] = .string("\(validUntil)") }
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard json.object != nil, let issued = json.day("issued"), let validUntil = json.day("validUntil") else { return nil }
        var issuer: Issuer?
        if let name = json["issuer"] {
            guard let read = name.string.flatMap({ Issuer(name: $0) }) else { return nil }
            issuer = read
        }
        self.init(number: json["number"]?.string, issuer: issuer, issued: issued, validUntil: validUntil)
    }
}

extension DocumentRecord.Provenance {
    fileprivate var json: JSON {
        var object: JSONObject = ["origin": .string(origin.rawValue), "depositedOn": .string("\(depositedOn)")]
        if let dossier { object["dossier"] = .string(dossier) }
        if let purpose { object["purpose"] = .string(purpose) }
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard let origin = json["origin"]?.string.flatMap(DocumentOrigin.init(rawValue:)), let deposited = json.day("depositedOn") ?? nil else { return nil }
        self.init(origin: origin, dossier: json["dossier"]?.string, purpose: json["purpose"]?.string, depositedOn: deposited)
    }
}

extension DocumentRecord.FileDescription {
    fileprivate var json: JSON { ["format": .string(format.rawValue), "size": .number("\(size)"), "sha256": .string(sha256)] }

    fileprivate init?(json: JSON) {
        guard let format = json["format"]?.string.flatMap(DocumentFormat.init(rawValue:)), let size = json["size"]?.number.flatMap({ Int($0) }),
            let sha256 = json["sha256"]?.string
        else { return nil }
        self.init(format: format, size: size, sha256: sha256)
    }
}

extension SignatureRecord {
    fileprivate var json: JSON {
        // That it passed is said only where somebody is known to be listed: in a filed dossier it would be believed.
        let isJudged = verdict != .passed || listing != nil
        var object: JSONObject = ["verdict": .string(isJudged ? verdict.rawValue : Verdict.undetermined.rawValue)]
        if let reason = isJudged ? reason : Self.signerNotJudged { object["reason"] = .string(reason) }
        if let checkedOn { object["checkedOn"] = .string("\(checkedOn)") }
        if !signers.isEmpty { object["signatures"] = .array(signers.map(\.json)) }
        if let listing, !listing.predatesLists { object["listed"] = listing.json }
        return .object(object)
    }

    /// - Parameter filed: the issuer of a paper in a filed dossier; `nil` anywhere else.
    fileprivate init?(json: JSON, filedFor filed: Issuer??) {
        guard let verdict = json["verdict"]?.string.flatMap(Verdict.init(rawValue:)), let checkedOn = json.day("checkedOn") else { return nil }
        var signers: [Signer] = []
        if let written = json["signatures"] {
            guard let read = written.all({ Signer(json: $0) }) else { return nil }
            signers = read
        }
        var listing: Listing?
        if let written = json["listed"] {
            guard let read = Listing(json: written) else { return nil }
            listing = read
        }
        // Recorded before signers were held against a list: it says that somebody signed. What the check said stands with the signers.
        if verdict == .passed, listing == nil {
            guard let issuer = filed else {
                self.init(verdict: .undetermined, reason: Self.signerNotJudged, signers: signers, checkedOn: checkedOn)
                return
            }
            listing = Listing(issuer: issuer, capacities: [.issuer, .conversion], predatesLists: true)
        }
        self.init(verdict: verdict, reason: json["reason"]?.string, signers: signers, checkedOn: checkedOn, listing: listing)
    }
}

extension SignatureRecord.Listing {
    fileprivate var json: JSON {
        var object: JSONObject = ["as": .array(capacities.map(\.rawValue).sorted().map { .string($0) })]
        if let issuer { object["issuer"] = .string(issuer.name) }
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard let capacities = json["as"]?.all({ $0.string.flatMap(AcceptedSignature.init(rawValue:)) }), !capacities.isEmpty else { return nil }
        var issuer: Issuer?
        if let name = json["issuer"] {
            guard let read = name.string.flatMap({ Issuer(name: $0) }) else { return nil }
            issuer = read
        }
        self.init(issuer: issuer, capacities: Set(capacities))
    }
}

extension SignatureRecord.Signer {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "signer": name.map { .string($0) } ?? .null, "signedAt": signedAt.map { .string($0) } ?? .null, "timeProven": .bool(isTimeProven),
            "coversWholeFile": .bool(coversWholeFile), "reason": .string(reason),
        ]
        if let identity { object["certificate"] = identity.json }
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard let isTimeProven = json["timeProven"]?.bool, let coversWholeFile = json["coversWholeFile"]?.bool, let reason = json["reason"]?.string else { return nil }
        var identity: SignerIdentity?
        if let written = json["certificate"] {
            guard let read = SignerIdentity(json: written) else { return nil }
            identity = read
        }
        self.init(
            name: json["signer"]?.string, signedAt: json["signedAt"]?.string, isTimeProven: isTimeProven, coversWholeFile: coversWholeFile, reason: reason, identity: identity)
    }
}

extension ProvenFact {
    fileprivate var json: JSON {
        [
            "role": .string(role.rawValue), "concept": .string(concept.rawValue), "value": value, "confirmedBy": .string(confirmedBy),
            "confirmedOn": .string("\(confirmedOn)"),
        ]
    }

    fileprivate init?(json: JSON) {
        guard let role = json["role"]?.string, let concept = json["concept"]?.string, let value = json["value"], let confirmedBy = json["confirmedBy"]?.string,
            let confirmedOn = json.day("confirmedOn") ?? nil
        else { return nil }
        self.init(role: RoleID(role), concept: ConceptID(concept), value: value, confirmedBy: confirmedBy, confirmedOn: confirmedOn)
    }
}

extension DocumentStanding {
    fileprivate init?(json: JSON) {
        guard let revokedOn = json.day("revokedOn") else { return nil }
        var (restriction, retention): (Restriction?, Retention?) = (nil, nil)
        if let written = json["restriction"] {
            guard let ground = written["ground"]?.string.flatMap(Restriction.Ground.init(rawValue:)), let since = written.day("since") ?? nil else { return nil }
            restriction = Restriction(ground: ground, since: since)
        }
        if let written = json["retention"] {
            guard let read = Retention(json: written) else { return nil }
            retention = read
        }
        self.init(restriction: restriction, revokedOn: revokedOn, retention: retention)
    }
}

extension Retention {
    private static let permanent = "permanent"

    fileprivate var json: JSON {
        var object: JSONObject = ["legal": .string(legal)]
        if let keepUntil { object["keepUntil"] = .string("\(keepUntil)") }
        switch archive {
        case nil: break
        case .permanent: object["archiveUntil"] = .string(Self.permanent)
        case .until(let day): object["archiveUntil"] = .string("\(day)")
        }
        if let archivedOn { object["archivedOn"] = .string("\(archivedOn)") }
        return .object(object)
    }

    fileprivate init?(json: JSON) {
        guard let legal = json["legal"]?.string, let keepUntil = json.day("keepUntil"), let archivedOn = json.day("archivedOn") else { return nil }
        var archive: Archive?
        if json["archiveUntil"]?.string == Self.permanent {
            archive = .permanent
        } else {
            guard let last = json.day("archiveUntil") else { return nil }
            archive = last.map { .until($0) }
        }
        self.init(keepUntil: keepUntil, archive: archive, legal: legal, archivedOn: archivedOn)
    }
}
