import Foundation
import Hummingbird
import NIOCore

/// The HTTP services over the stored replies: who may ask, what the paths are, how each says no.
struct ProvinceServices: Sendable {
    private let tokens: [String: String]
    private let replies: [Register: StoredReplies]

    init(_ directory: URL) throws {
        tokens = try ProvinceFile.read(from: directory).tokens
        var replies: [Register: StoredReplies] = [:]
        for register in Register.allCases {
            let file = directory.appending(path: register.fileName)
            guard FileManager.default.fileExists(atPath: file.path) else { throw ProvinceError.notAProvince(directory.path) }
            if register.isService { replies[register] = try StoredReplies(file) }
        }
        self.replies = replies
    }

    /// The variables manifests refer to.
    func variables(port: Int, directory: URL) -> [String: String] {
        var variables: [String: String] = [:]
        for register in Register.allCases {
            if let variable = register.fileVariable {
                variables[variable] = directory.appending(path: register.fileName).path
            } else {
                variables[register.variablePrefix + "_URL"] = "http://127.0.0.1:\(port)"
                variables[register.variablePrefix + "_TOKEN"] = tokens[register.rawValue] ?? ""
            }
        }
        return variables
    }

    func addRoutes(to router: Router<BasicRequestContext>) {
        for (register, replies) in replies {
            guard case .service(let service) = register.door else { continue }
            switch service.style {
            case .soap(let path): addSOAP(router, register, replies, path)
            case .json(let paths): for path in paths { addJSON(router, register, replies, path) }
            }
        }
    }

    private func addSOAP(_ router: Router<BasicRequestContext>, _ register: Register, _ replies: StoredReplies, _ path: String) {
        router.post("\(path)") { request, context in
            guard allows(request, register) else {
                return xml(PopulationMessages.fault("Client", "Unauthorized"), .unauthorized)
            }
            // A look-up is a few hundred bytes; whoever sends more has not read the interface.
            guard let body = try? await request.body.collect(upTo: 64 * 1024) else {
                return xml(PopulationMessages.fault("Client", "Request too large"), .contentTooLarge)
            }
            return try await lookUp(SOAPRequest(Array(body.readableBytesView)), replies)
        }
    }

    private func lookUp(_ request: SOAPRequest?, _ replies: StoredReplies) async throws -> Response {
        guard let request else {
            return xml(PopulationMessages.fault("Client", "Malformed request"), .internalServerError)
        }
        let record: String?
        switch request.operation {
        case .citizen:
            guard request.key.utf8.count == 12, request.key.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return xml(PopulationMessages.fault("Client", "SoDinhDanh is not twelve digits"), .internalServerError)
            }
            record = try await replies.body("citizen/\(request.key)")
        case .household:
            record = try await replies.body("household/\(request.key)")
        }
        return xml(PopulationMessages.reply(to: request.operation.rawValue, record: record), .ok)
    }

    private func addJSON(_ router: Router<BasicRequestContext>, _ register: Register, _ replies: StoredReplies, _ path: String) {
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
