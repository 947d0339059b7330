/// The land register: parcels, and who holds them; beside it the cadastral map, for land without a certificate.
let landDatabase = RegisterDatabase(
    tables: """
        create table parcel (
          id text primary key, old_commune text not null, sheet text not null, number text not null,
          area_m2 text not null, legal_area_m2 text not null,
          street text, commune text not null, province text not null,
          uses text, uses_2014 text, origin text, term text,
          certificate_serial text not null, certificate_register text not null, certificate_date text not null,
          updated_at text not null,
          unique (old_commune, sheet, number)
        ) without rowid;
        create table holding (
          parcel_id text not null references parcel (id), holder_kind text not null, holder_id text not null,
          holder_name text, share text,
          primary key (parcel_id, holder_id)
        ) without rowid;
        create table surveyed_parcel (
          id text primary key, old_commune text not null, sheet text not null, number text not null, area_m2 text not null,
          place text, commune text not null, province text not null, uses text not null,
          user_id text, user_name text, surveyed_at text not null,
          unique (old_commune, sheet, number)
        ) without rowid;
        """,
    indices: """
        create index holding_by_holder on holding (holder_id, holder_kind);
        create index parcel_by_certificate on parcel (certificate_serial);
        create index surveyed_parcel_by_user on surveyed_parcel (user_id);
        """
) { family, _ in
    family.parcels.flatMap { parcel in
        [(table: "parcel", values: row(of: parcel))]
            + parcel.holders.map { (table: "holding", values: row(of: $0, parcel, family)) }
    }
        + family.listed.surveyed.filter(\.isOnMap).map { (table: "surveyed_parcel", values: row(of: $0, family)) }
}

/// A name without a number where the land book knows no more of the user.
private func row(of parcel: SurveyedParcel, _ family: Family) -> [String?] {
    let user = family.people[parcel.user]
    return [
        parcel.id, parcel.old.code, parcel.sheet, parcel.number, parcel.area, parcel.address.street, parcel.address.commune,
        parcel.address.province, parcel.uses.joined(separator: ";"), parcel.namesUser ? user.id : nil, user.name.text,
        parcel.surveyed.iso,
    ]
}

private func row(of parcel: Parcel) -> [String?] {
    [
        parcel.id, parcel.old.code, parcel.sheet, parcel.number, parcel.area, parcel.legalArea,
        parcel.address.street, parcel.address.commune, parcel.address.province,
        parcel.recordedUses.map { $0.joined(separator: ";") }, parcel.usesOf2014.map { $0.joined(separator: ";") },
        parcel.uses[0] == "RSX" ? "DG-KTT" : "CNQ-CTT",
        ["ODT", "ONT"].contains(parcel.uses[0]) ? "Lâu dài" : "2064-07-01",
        parcel.certificate?.serial ?? "-/-", parcel.certificate?.register ?? "-/-",
        parcel.certificate?.issued.iso ?? "-/-", parcel.updated.iso,
    ]
}

private func row(of holder: Holder, _ parcel: Parcel, _ family: Family) -> [String?] {
    let share = parcel.holders.count > 1 ? "chung" : "riêng"
    return switch holder {
    case .person(let index):
        [
            parcel.id, "person", family.people[index].flaws.landNumber ?? family.people[index].id,
            family.people[index].name.text, share,
        ]
    case .company(let index):
        [parcel.id, "organisation", family.companies[index].code, family.companies[index].name, share]
    }
}

extension Parcel {
    /// The list of 2024 holds since 1 August 2024: what was written before has codes of the list of 2014.
    private var isOfOldList: Bool { updated < CivilDay(2024, 8, 1) }
    /// What the register has in codes of today.
    var recordedUses: [String]? { isOfOldList && !isRecoded ? nil : uses }
    /// What it has in codes of 2014.
    var usesOf2014: [String]? { isOfOldList ? uses.map { $0 == "HNK" ? "BHK" : $0 } : nil }
}
