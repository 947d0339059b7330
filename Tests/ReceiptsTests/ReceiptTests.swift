import Crypto
import Formats
import Receipts
import Testing

@Suite("Receipts")
struct ReceiptTests {
    /// A receipt with every member there can be.
    static let full = Receipt(
        id: "0123456789abcdef0123456789abcdef",
        binding: .init(dossier: "H38.2-260518-0200015", subject: "5ub", form: "f", version: "2026.1", pins: ["form": "a", "grants": "b"], issuedAt: 1_700_000_000, expiresAt: 1_700_086_400),
        leaves: [
            .init(leaf: LeafID("applicant.full_name"), outcome: .prefilled, isLocked: true, isWithheld: true, reason: nil, connector: "population", operation: "citizen", commitment: "c1"),
            .init(leaf: LeafID("members[r1].born"), outcome: .open, isLocked: false, isWithheld: false, reason: .sourceDown, connector: nil, operation: nil, commitment: "c2"),
        ],
        documents: [.init(id: "card", disposition: "replaced-by-data", by: "population"), .init(id: "photo", disposition: "upload", by: nil)])

    @Test("what is written is read back, for a thousand receipts")
    func roundTrip() throws {
        var maker = Maker(seed: 1)
        for _ in 0..<1_000 {
            let receipt = maker.receipt()
            #expect(try Receipt(json: receipt.json) == receipt)
            for style in JSON.Style.allCases { #expect(try Receipt(json: JSON(parsing: receipt.json.serialized(style))) == receipt) }
        }
    }

    @Test("what is signed is the same text wherever it was read from, and leaves only the signature out")
    func canonical() throws {
        let sealed = try ReceiptSigner(key: .init()).sealed(Self.full)
        let shuffled = JSON.object(JSONObject(sealed.json.object?.members.reversed() ?? []))
        #expect(try Receipt(json: shuffled).signedContent == sealed.signedContent)
        #expect(!Self.full.signedContent.contains(sealed.signature))
        #expect(Self.full.signedContent == Self.content)
    }

    /// Receipts are kept for years and must verify then: this text may never change for this receipt.
    private static let content = #"{"documents":[{"by":"population","disposition":"replaced-by-data","id":"card"},{"disposition":"upload","id":"photo"}],"dossier":"H38.2-260518-0200015","expiresAt":1700086400,"form":"f","id":"0123456789abcdef0123456789abcdef","issuedAt":1700000000,"leaves":[{"commitment":"c1","connector":"population","leaf":"applicant.full_name","locked":true,"operation":"citizen","outcome":"prefilled","withheld":true},{"commitment":"c2","leaf":"members[r1].born","outcome":"open","reason":"source-down"}],"pins":{"form":"a","grants":"b"},"schema":"onceonly/receipt/1","subject":"5ub","version":"2026.1"}"#

    @Test("a sealed receipt is authentic, and only for its own key")
    func authentic() throws {
        let signer = ReceiptSigner(key: .init()), sealed = try signer.sealed(Self.full)
        #expect(signer.verifier.isAuthentic(sealed))
        #expect(signer.verifier.isAuthentic(try Receipt(json: JSON(parsing: sealed.json.serialized()))))
        #expect(!ReceiptSigner(key: .init()).verifier.isAuthentic(sealed))
        #expect(!signer.verifier.isAuthentic(Self.full))
    }

    @Test("after any change of anything a receipt does not read, or is not authentic")
    func anyChange() throws {
        let signer = ReceiptSigner(key: .init()), sealed = try signer.sealed(Self.full)
        let changes = Changes.all(of: sealed.json)
        #expect(changes.count > 200)
        for change in changes {
            let isAccepted = (try? Receipt(json: change)).map(signer.verifier.isAuthentic) ?? false
            #expect(!isAccepted, "\(change.serialized())")
        }
    }

    @Test("a signature counts in the one spelling it was written in")
    func spelling() throws {
        let signer = ReceiptSigner(key: .init()), sealed = try signer.sealed(Self.full)
        let text = sealed.signature
        // 64 bytes leave four spare bits before "==".
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let last = try #require(text.dropLast(2).last.flatMap { letters.firstIndex(of: $0) })
        let spare = String(text.dropLast(3)) + String(letters[last ^ 1]) + "=="
        for other in [spare, text + "=", String(text.dropLast(2)), " " + text, text + "\n", text.lowercased(), ""] where other != text {
            let changed = Receipt(id: sealed.id, binding: sealed.binding, leaves: sealed.leaves, documents: sealed.documents, key: sealed.key, signature: other)
            #expect(!signer.verifier.isAuthentic(changed), "\(other)")
        }
    }

    @Test("members a receipt does not have are refused, at every level", arguments: [
        #""x": 1"#, #""locked": false"#, #""signed": "x""#,
    ])
    func unknown(_ member: String) throws {
        for text in [
            Self.full.json.serialized().replacing("{\"schema\"", with: "{\(member),\"schema\""), Self.full.json.serialized().replacing("{\"leaf\"", with: "{\(member),\"leaf\""),
            Self.full.json.serialized().replacing("\"id\":\"card\"", with: "\"id\":\"card\",\(member)"),
        ] {
            #expect(text != Self.full.json.serialized())
            guard let json = try? JSON(parsing: text) else { continue }
            #expect(throws: ReceiptFormatError.self) { try Receipt(json: json) }
        }
    }

    @Test("an error names a member and never says what stood there")
    func silence() {
        var maker = Maker(seed: 3)
        let secret = "Nguyễn Thị Hoa"
        for change in Changes.all(of: maker.receipt().json) {
            let text = change.serialized().replacing("x\"", with: secret + "\"")
            guard let json = try? JSON(parsing: text) else { continue }
            do { _ = try Receipt(json: json) } catch { #expect(!error.detail.contains(secret)) }
        }
    }
}

@Suite("Commitments")
struct CommitmentTests {
    private static let salt = [UInt8](0..<16)

    @Test("a commitment is 64 hexadecimal digits that never change")
    func golden() {
        #expect(Commitment.digest(leaf: LeafID("applicant.full_name"), value: "An", salt: Self.salt) == "9c2daf819d438b53427e0d2619f8c72c6d9090f248bf36c993efa1c68edd282d")
    }

    @Test("another leaf, another value or another salt is another commitment")
    func differs() {
        let values: [JSON?] = [nil, "", "An", "an", "A n", .bool(true), .bool(false), .string("true"), ["none": true], ["a": "b"], .array(["a"]), .array([]), "\u{E1}", "a\u{301}", .number("1"), "1"]
        let leaves = ["a", "b", "a.b", "g[r1].a", "g[r2].a", ""]
        let salts = [Self.salt, Self.salt.reversed(), [UInt8](repeating: 0, count: 16)]
        var seen: Set<String> = []
        for leaf in leaves {
            for value in values {
                for salt in salts {
                    let digest = Commitment.digest(leaf: LeafID(leaf), value: value, salt: salt)
                    #expect(digest.utf8.count == 64 && digest.allSatisfy(\.isHexDigit))
                    #expect(seen.insert(digest).inserted, "\(leaf) \(String(describing: value))")
                }
            }
        }
        #expect(seen.count == leaves.count * values.count * salts.count)
    }

    @Test("the order of members in a value does not matter")
    func order() {
        let a: JSON = ["street": "Số 1", "commune": "02647"], b: JSON = ["commune": "02647", "street": "Số 1"]
        #expect(Commitment.digest(leaf: LeafID("a"), value: a, salt: Self.salt) == Commitment.digest(leaf: LeafID("a"), value: b, salt: Self.salt))
    }
}
