import Expressions
import Formats
import Forms
import Foundation

/// Who a role of one dossier truly is, from people.jsonl and links.jsonl alone.
enum TrueRole: Equatable {
    case nobody
    /// No register knows it; `looked`: one that could was asked and had none.
    case new(looked: Bool)
    case subject(SubjectName)
    /// By the names of the rows, where the applicant gave them; else every one of these, each in one row.
    case rows([String: SubjectName])
    case all(Set<SubjectName>)
    case newRows
}

/// The roles of the forms, written down by hand from the forms' papers: nothing of the engine is used.
struct TrueRoles {
    let applicant: Applicant
    let links: LinkTable
    /// Needed where a sheet names a thing by a key that no link has.
    var truth: TruthTable? = nil

    private var sheet: JSON { applicant.sheet }
    private func answer(_ leaf: String) -> String? { sheet["answers"]?[leaf]?.string }
    private func first(_ relation: String, of subject: SubjectName?) -> SubjectName? {
        subject.flatMap { links.subjects(relation, of: $0).first }
    }

    /// Roles whose subject nobody named to the applicant's side but by a typed key.
    var typedKeys: Set<String> {
        var typed: Set<String> = []
        for (role, answer) in sheet["roles"]?.object?.members ?? [] {
            // A key of one part may choose from a list; a name to verify it, or a key of several parts, was typed.
            if answer["key"]?["full_name"] != nil || answer["key"]?["parcel_commune_code"] != nil { typed.insert(role) }
        }
        return typed
    }

    func roles() -> [String: TrueRole] {
        switch applicant.form.rawValue {
        case "cu-tru-ct01": residence
        case "ho-tich-khai-sinh": birth
        case "dat-dai-tach-hop-thua": land
        case "hkd-dang-ky-thanh-lap": householdBusiness
        case "bhxh-tk1-ts": insurance
        case "ho-tich-xac-nhan-tinh-trang-hon-nhan": maritalStatus
        case "btxh-tro-giup-xa-hoi-1d": socialAssistance
        case "dat-dai-dang-ky-lan-dau": firstRegistration
        case "gt-gplx-doi-cap-lai": drivingLicence
        case "xd-giay-phep-nha-o-rieng-le": buildingPermit
        case "dn-dang-ky-tnhh-mtv": company
        case "thue-05-dk-tct": taxRegistration
        case "tu-phap-ly-lich-tu-phap": judicialRecord
        default: budgetUnit
        }
    }

    /// Those who live with the applicant: offered in lists, whoever is chosen.
    var household: Set<SubjectName> {
        let households = [applicant.actorName, applicant.subjectName].compactMap { first("household", of: $0) }
        return Set(households.flatMap { links.subjects("members", of: $0) })
    }

    private var householdHead: SubjectName? { first("head", of: first("household", of: applicant.subjectName)) }

    /// The subject of a role as the sheet names it by key.
    private func keyed(_ role: String, _ kind: String = "person") -> SubjectName? {
        guard let key = sheet["roles"]?[role]?["key"]?.object?.members.first(where: { $0.key != "full_name" })?.value.string else { return nil }
        return SubjectName(kind: kind, id: key)
    }

    /// A parcel chosen from a list, typed by commune, sheet and number, or new.
    private func keyedParcel() -> TrueRole {
        guard let key = sheet["roles"]?["parcel"]?["key"] else { return .new(looked: true) }
        let place = ["parcel_commune_code", "map_sheet_number", "parcel_number"].compactMap { key[$0]?.string }
        return place.count == 3 ? .subject(SubjectName(kind: "parcel", id: place.joined(separator: "/"))) : keyedOrNobody("parcel", "parcel")
    }

    private func keyedOrNobody(_ role: String, _ kind: String = "person") -> TrueRole {
        keyed(role, kind).map { .subject($0) } ?? .nobody
    }

    private func keyedRows(_ group: String, _ kind: String) -> TrueRole {
        var rows: [String: SubjectName] = [:]
        for row in sheet["rows"]?[group]?.array ?? [] {
            guard let name = row["row"]?.string, let key = row["key"]?.object?.members.first?.value.string else { continue }
            rows[name] = SubjectName(kind: kind, id: key)
        }
        return .rows(rows)
    }

    private var residence: [String: TrueRole] {
        let moves = answer("request.changes_household") == "yes"
        let head = !moves ? householdHead : answer("applicant.relationship_to_head") == "head" ? applicant.subjectName : keyed("head")
        return [
            "applicant": .subject(applicant.subjectName), "head": head.map { .subject($0) } ?? .nobody, "member": keyedRows("members", "person"),
            "dwelling_owner": moves ? keyedOrNobody("dwelling_owner") : .nobody, "guardian": keyedOrNobody("guardian"),
        ]
    }

    private var birth: [String: TrueRole] {
        let isMother = answer("applicant.relationship_to_child") == "mother"
        let mother = isMother ? applicant.actorName : keyed("mother") ?? first("spouse", of: applicant.actorName)
        let father = !isMother ? applicant.actorName : sheet["roles"]?["father"]?.string == "none" ? nil : keyed("father") ?? first("spouse", of: mother)
        let registered = [mother, father].map { parent in parent.map { Set(links.subjects("marriages", of: $0)) } ?? [] }
        let marriage = registered[0].intersection(registered[1]).first
        // From a mother known by a typed key alone no relation is followed: whether she gave birth is hers to tell.
        let isStranger = !isMother && keyed("mother") != nil && keyed("mother") != first("spouse", of: applicant.actorName)
        let child: TrueRole = isStranger ? .new(looked: false) : sheet["roles"]?["child"]?.string == "new" ? .new(looked: true) : keyedOrNobody("child")
        return [
            "applicant": .subject(applicant.actorName), "mother": mother.map { .subject($0) } ?? .nobody,
            "father": father.map { .subject($0) } ?? .nobody, "child": child,
            "parents_marriage": marriage.map { .subject($0) } ?? (sheet["roles"]?["parents_marriage"]?.string == "new" ? .new(looked: true) : .nobody),
        ]
    }

    /// A company the applicant acts for without representing it, and without an authorisation.
    var unproven: SubjectName? {
        let company = applicant.subjectName
        guard company.kind == "organisation", applicant.proof == nil, !links.subjects("legal_representative", of: company).contains(applicant.actorName)
        else { return nil }
        return company
    }

    /// A parcel of the owner's that is not in the list the applicant is shown, as the sheet names it.
    private var unlistedParcel: SubjectName? {
        guard let key = sheet["roles"]?["parcel"]?["key"], let sheetNumber = key["map_sheet_number"] else { return nil }
        let parcels = links.unregistered("parcels", of: applicant.subjectName) + links.subjects("parcels", of: applicant.subjectName)
        return parcels.first { parcel in
            guard let lines = try? truth?.lines(of: parcel) else { return false }
            return lines["parcel_commune_code"]?.value == key["parcel_commune_code"] && lines["map_sheet_number"]?.value == sheetNumber
                && lines["parcel_number"]?.value == key["parcel_number"]
        }
    }

    private var land: [String: TrueRole] {
        let kind = answer("request.kind")
        return [
            "owner": .subject(applicant.subjectName), "parcel": kind == "merge" ? .nobody : unlistedParcel.map { .subject($0) } ?? keyedOrNobody("parcel", "parcel"),
            "new_parcel": kind == "merge" ? .nobody : .newRows, "merged_parcel": kind == "split" ? .nobody : keyedRows("merged_parcels", "parcel"),
            "result_parcel": kind == "split" ? .nobody : .new(looked: false),
        ]
    }

    private var householdBusiness: [String: TrueRole] {
        [
            "head": .subject(applicant.actorName), "business": .new(looked: false),
            "member": answer("business.founder_type") == "household" ? keyedRows("members", "person") : .nobody,
        ]
    }

    private var insurance: [String: TrueRole] {
        let annex = answer("request.family_annex") == "yes"
        let household = first("household", of: applicant.subjectName)
        return [
            "insured": .subject(applicant.subjectName), "guardian": keyedOrNobody("guardian"),
            "head": annex ? householdHead.map { .subject($0) } ?? .nobody : .nobody,
            "member": annex ? .all(Set(household.map { links.subjects("members", of: $0) } ?? [])) : .nobody,
        ]
    }

    private var maritalStatus: [String: TrueRole] {
        let subject: SubjectName? = switch answer("applicant.relationship_to_subject") {
        case "self": applicant.actorName
        case "spouse": first("spouse", of: applicant.actorName)
        default: keyed("subject")
        }
        return ["applicant": .subject(applicant.actorName), "subject": subject.map { .subject($0) } ?? .nobody]
    }

    private var company: [String: TrueRole] {
        let isPerson = answer("company.owner_type") == "person"
        return [
            "applicant": .subject(applicant.actorName), "company": .new(looked: false), "owner": isPerson ? keyedOrNobody("owner") : .nobody,
            "owner_org": isPerson ? .nobody : keyedOrNobody("owner_org", "organisation"),
            "owner_rep": isPerson ? .nobody : keyedRows("owner_reps", "person"), "legal_rep": keyedRows("legal_reps", "person"),
            "director": keyedOrNobody("director"), "chief_accountant": keyedOrNobody("chief_accountant"),
        ]
    }

    private var taxRegistration: [String: TrueRole] {
        let payer = first("employer", of: applicant.subjectName)
        return [
            "taxpayer": .subject(applicant.subjectName), "agent": keyedOrNobody("agent", "organisation"),
            "payer": payer.map { .subject($0) } ?? .nobody,
        ]
    }

    private var judicialRecord: [String: TrueRole] {
        var roles: [String: TrueRole] = ["applicant": .subject(applicant.subjectName)]
        for relation in ["father", "mother", "spouse"] {
            let isWritten = sheet["roles"]?[relation]?.string == "new"
            roles[relation] = first(relation, of: applicant.subjectName).map { .subject($0) } ?? (isWritten ? .new(looked: true) : .nobody)
        }
        return roles
    }

    private var budgetUnit: [String: TrueRole] {
        [
            "unit": .new(looked: false), "parent_unit": keyedOrNobody("parent_unit", "organisation"),
            "funding_unit": answer("unit.has_funding_unit") == "yes" ? keyedOrNobody("funding_unit", "organisation") : .nobody,
            "sub_unit": answer("unit.has_sub_units") == "yes" ? .newRows : .nobody,
        ]
    }

    private var socialAssistance: [String: TrueRole] {
        [
            "subject": .subject(applicant.subjectName), "carer": .new(looked: false),
            "declarant": applicant.actorName == applicant.subjectName ? .nobody : .subject(applicant.actorName),
        ]
    }

    private var drivingLicence: [String: TrueRole] {
        let isNew = sheet["roles"]?["licence"]?.string == "new"
        return ["applicant": .subject(applicant.subjectName), "licence": isNew ? .new(looked: true) : keyedOrNobody("licence", "licence")]
    }

    private var firstRegistration: [String: TrueRole] {
        [
            "owner": .subject(applicant.subjectName), "parcel": keyedParcel(), "adjacent_parcel": .new(looked: false),
            "building": answer("request.building") == "yes" ? .new(looked: false) : .nobody,
        ]
    }

    private var buildingPermit: [String: TrueRole] {
        [
            "owner": .subject(applicant.subjectName), "parcel": unlistedParcel.map { .subject($0) } ?? keyedOrNobody("parcel", "parcel"), "building": .new(looked: false),
            "design_org": sheet["roles"]?["design_org"]?.string == "new" ? .new(looked: false) : keyedOrNobody("design_org", "organisation"),
            "verification_org": keyedOrNobody("verification_org", "organisation"),
        ]
    }
}
