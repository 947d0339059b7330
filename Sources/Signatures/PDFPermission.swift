/// What a signer lets follow. Source: ISO 32000-2, 12.7.5.5, 12.8.2.2 and 12.8.2.4.
struct PDFPermission {
    enum Level: Equatable {
        /// It says nothing.
        case unsaid
        /// 1 nothing, 2 filling in and signing, 3 annotations too.
        case limited(Int)
        /// It says something that is none of these.
        case unclear
    }

    private(set) var level = Level.unsaid
    /// Whether it locks fields.
    private(set) var locksFields = false

    /// The strictest of what the signature and the lock of its field say, in the revision that was signed.
    init(of signature: PDFSignature, in file: PDFFile, _ fields: [PDFField]) throws(PDFFault) {
        for value in try file.resolved(signature.dictionary["Reference"], in: 0)?.array ?? [] {
            guard let transform = try file.resolved(value, in: 0)?.dictionary else { continue }
            let method = transform["TransformMethod"]?.name, parameters = try file.resolved(transform["TransformParams"], in: 0)?.dictionary
            guard method == "DocMDP" || method == "FieldMDP" else { continue }
            locksFields = locksFields || method == "FieldMDP"
            limit(try file.resolved(parameters?["P"], in: 0) ?? (method == "DocMDP" ? .integer(2) : nil))
        }
        for field in fields where field.isSignature && field.dictionary["Lock"] != nil {
            guard let value = try file.resolved(field.dictionary["V"], in: 0)?.dictionary, value.place == signature.dictionary.place else { continue }
            locksFields = true
            limit(try file.resolved(file.resolved(field.dictionary["Lock"], in: 0)?.dictionary?["P"], in: 0))
        }
    }

    private mutating func limit(_ value: PDFValue?) {
        guard let value else { return }
        guard let number = value.integer, (1...3).contains(number), level != .unclear else {
            level = .unclear
            return
        }
        if case .limited(let known) = level { level = .limited(min(known, number)) } else { level = .limited(number) }
    }
}
