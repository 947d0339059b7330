import Formats

/// What a SOAP 1.1 request to the population database asks for.
struct SOAPRequest: Equatable {
    enum Operation: String, CaseIterable {
        case citizen = "TraCuuCongDan"
        case household = "TraCuuHoGiaDinh"

        var keyElement: String {
            switch self {
            case .citizen: "SoDinhDanh"
            case .household: "SoHoGiaDinh"
            }
        }
    }
    let operation: Operation
    let key: String

    /// Reads the one operation and key of the body; nil when the bytes are no such envelope.
    init?(_ bytes: [UInt8]) {
        guard let document = try? XMLDocument(parsing: bytes),
            document.root.is("Envelope", in: PopulationMessages.envelope),
            let body = document.root.elements.first(where: { $0.is("Body", in: PopulationMessages.envelope) }),
            let call = body.elements.first, body.elements.count == 1,
            call.namespace == PopulationMessages.namespace, let operation = Operation(rawValue: call.localName),
            let key = call.elements.first, call.elements.count == 1,
            key.is(operation.keyElement, in: PopulationMessages.namespace)
        else { return nil }
        self.operation = operation
        self.key = key.text.filter { !$0.isWhitespace }
    }
}

extension XMLNode {
    fileprivate func `is`(_ name: String, in namespace: String) -> Bool {
        localName == name && self.namespace == namespace
    }
}
