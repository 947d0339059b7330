import Foundation
import Hummingbird
import NIOCore

/// The HTTP services over the stored replies: who may ask, what the paths are, how each says no.
struct ProvinceServices: Sendable {
    private let tokens: [String: String]
    private let population: StoredReplies, civilStatus: StoredReplies
    private let business: StoredReplies, insurance: StoredReplies
    private let identity: StoredReplies

    init(_ directory: URL) throws {
        tokens = try ProvinceFile.read(from: directory).tokens
        population = try StoredReplies(directory.appending(path: "population.sqlite"))
        civilStatus = try StoredReplies(directory.appending(path: "civil_status.sqlite"))
        business = try StoredReplies(directory.appending(path: "business.sqlite"))
        insurance = try StoredReplies(directory.appending(path: "social_insurance.sqlite"))
        identity = try StoredReplies(directory.appending(path: "identity.sqlite"))
    }

    /// The variables manifests refer to.
    func variables(port: Int, directory: URL) -> [String: String] {
        var variables = [
            "LAND_DB": directory.appending(path: "land.sqlite").path,
            "BUDGET_CSV": directory.appending(path: "budget.csv").path,
        ]
        for register in Register.allCases where register.isService {
            variables[register.variablePrefix + "_URL"] = "http://127.0.0.1:\(port)"
            variables[register.variablePrefix + "_TOKEN"] = tokens[register.rawValue] ?? ""
        }
        return variables
    }

    func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("soap") { request, context in
            guard allows(request, .population) else {
                return xml(PopulationMessages.fault("Client", "Unauthorized"), .unauthorized)
            }
            // A look-up is a few hundred bytes; whoever sends more has not read the interface.
            guard let body = try? await request.body.collect(upTo: 64 * 1024) else {
                return xml(PopulationMessages.fault("Client", "Request too large"), .contentTooLarge)
            }
            return try await lookUp(SOAPRequest(Array(body.readableBytesView)))
        }
        addJSON(
            router, .civilStatus, civilStatus,
            [
                "civil/persons/:key/birth", "civil/persons/:key/marriages", "civil/persons/:key/marital-status",
                "civil/events/:key",
            ])
        addJSON(router, .business, business, ["business/companies/:key", "business/persons/:key/companies"])
        addJSON(
            router, .socialInsurance, insurance,
            ["insurance/participants/:key", "insurance/mothers/:key/birth-notes", "insurance/birth-notes/:key"])
        addJSON(router, .identity, identity, ["identity/cards/:key", "identity/former-numbers/:key"])
    }

    private func lookUp(_ request: SOAPRequest?) async throws -> Response {
        guard let request else {
            return xml(PopulationMessages.fault("Client", "Malformed request"), .internalServerError)
        }
        let record: String?
        switch request.operation {
        case .citizen:
            guard request.key.utf8.count == 12, request.key.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return xml(PopulationMessages.fault("Client", "SoDinhDanh is not twelve digits"), .internalServerError)
            }
            record = try await population.body("citizen/\(request.key)")
        case .household:
            record = try await population.body("household/\(request.key)")
        }
        return xml(PopulationMessages.reply(to: request.operation.rawValue, record: record), .ok)
    }

    private func addJSON(
        _ router: Router<BasicRequestContext>, _ register: Register, _ replies: StoredReplies, _ paths: [String]
    ) {
        for path in paths {
            router.get("\(path)") { request, context in
                guard allows(request, register) else {
                    return json(#"{"error":"unauthorized"}"#, .unauthorized)
                }
                guard let body = try await replies.body(request.uri.path.removingPercentEncoding ?? request.uri.path)
                else {
                    return json(#"{"error":"not found"}"#, .notFound)
                }
                return json(body, .ok)
            }
        }
    }

    private func allows(_ request: Request, _ register: Register) -> Bool {
        guard let token = tokens[register.rawValue] else { return false }
        return request.headers[.authorization] == "Bearer \(token)"
    }

    private func xml(_ text: String, _ status: HTTPResponse.Status) -> Response {
        reply(text, "text/xml; charset=utf-8", status)
    }

    private func json(_ text: String, _ status: HTTPResponse.Status) -> Response {
        reply(text, "application/json; charset=utf-8", status)
    }

    private func reply(_ text: String, _ type: String, _ status: HTTPResponse.Status) -> Response {
        var response = Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        response.headers[.contentType] = type
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}
