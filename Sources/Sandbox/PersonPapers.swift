/// What follows from a person's birth and card: nothing here is drawn.
extension Person {
    /// The number of nine digits of those old enough to have had such a card; one in three never had one.
    ///
    /// 063 stands for Lào Cai and 060 for Yên Bái, as general knowledge has it.
    var oldNumber: String? {
        guard born < CivilDay(2003, 1, 1), serial % 3 != 0 else { return nil }
        return (id.hasPrefix("010") ? "063" : "060") + digits((serial &* 7_919 &+ 31_337) % 1_000_000, 6)
    }
}

extension IdentityCard {
    /// Code of the vocabulary's list `identity_document_types`.
    var type: String { isOfPolice ? "cccd_chip" : "can_cuoc" }
    var registerType: String { isOfPolice ? "CCCD_CHIP" : "CC" }
    /// Code of the vocabulary's list `identity_authorities`.
    var issuerCode: String { isOfPolice ? "C06" : "BCA" }
    private var isOfPolice: Bool { issued < CivilDay(2024, 7, 1) }

    /// Cards are renewed at 14, 25, 40 and 60; one issued in the two years before serves until the next age; nil: no end.
    ///
    /// - Source: Law on Identification 26/2023/QH15, article 21.
    func expires(born: CivilDay) -> CivilDay? {
        [14, 25, 40, 60].map { born.adding(years: $0) }.first { issued < $0.adding(years: -2) }
    }
}
