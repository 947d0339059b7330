import Formats
import Foundation
import Hummingbird
import NIOCore

/// The HTTP services over the stored replies: who may ask, what the paths are, how each says no.
struct ProvinceServices: Sendable {
    private let tokens: [String: String]
    private let replies: [Register: StoredReplies]

    private let misbehaviours: Misbehaviours

    init(_ directory: URL, misbehaving misbehaviours: Misbehaviours = Misbehaviours()) throws {
        self.misbehaviours = misbehaviours
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
    ///
    /// - Parameter files: where each register that is a file stands.
    func variables(port: Int, files: [Register: String]) -> [String: String] {
        var variables: [String: String] = [:]
        for register in Register.allCases {
            if let variable = register.fileVariable {
                variables[variable] = files[register]
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
            if let confirmation = service.confirmation { add(confirmation, router, register, replies) }
            if let question = service.question { add(question, router, register, replies) }
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
            return try await lookUp(SOAPRequest(Array(body.readableBytesView)), register, replies)
        }
    }

    private func lookUp(_ request: SOAPRequest?, _ register: Register, _ replies: StoredReplies) async throws -> Response {
        guard let request else {
            return xml(PopulationMessages.fault("Client", "Malformed request"), .internalServerError)
        }
        let shape: String
        switch request.operation {
        case .citizen:
            guard request.key.utf8.count == 12, request.key.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return xml(PopulationMessages.fault("Client", "SoDinhDanh is not twelve digits"), .internalServerError)
            }
            shape = "citizen/"
        case .household: shape = "household/"
        }
        return try await conduct(register, shape + request.key, shape: shape + "*", replies) { record, manner in
            let records = [record].compactMap(\.self)
            return xml(
                PopulationMessages.reply(
                    to: request.operation.rawValue, records: manner == .duplicate ? records + records : records), .ok, manner)
        }
    }

    private func addJSON(_ router: Router<BasicRequestContext>, _ register: Register, _ replies: StoredReplies, _ path: String) {
        let shape = "/" + path.replacing(":key", with: "*")
        router.get("\(path)") { request, context in
            guard allows(request, register) else {
                return json(#"{"error":"unauthorized"}"#, .unauthorized)
            }
            let key = request.uri.path.removingPercentEncoding ?? request.uri.path
            return try await conduct(register, key, shape: shape, replies) { body, manner in
                guard let body else { return json(#"{"error":"not found"}"#, .notFound) }
                return json(manner == .duplicate ? doubled(body) : body, .ok, manner)
            }
        }
    }

    private func add(_ confirmation: Confirmation, _ router: Router<BasicRequestContext>, _ register: Register, _ replies: StoredReplies) {
        router.post("\(confirmation.path)") { request, context in
            guard allows(request, register) else { return json(#"{"error":"unauthorized"}"#, .unauthorized) }
            guard let body = try? await request.body.collect(upTo: 64 * 1024), let (number, claims) = confirmation.request(Array(body.readableBytesView)) else {
                return json(#"{"error":"bad request"}"#, .badRequest)
            }
            let stem = "/\(confirmation.path)/"
            return try await conduct(register, stem + number, shape: stem + "*", replies) { stored, manner in
                guard let reply = confirmation.reply(to: claims, holding: stored) else { return json(#"{"error":"not found"}"#, .notFound) }
                return json(manner == .duplicate ? doubled(reply) : reply, .ok, manner)
            }
        }
    }

    private func add(_ question: ListQuestion, _ router: Router<BasicRequestContext>, _ register: Register, _ replies: StoredReplies) {
        router.post("\(question.path)") { request, context in
            guard allows(request, register) else { return json(#"{"error":"unauthorized"}"#, .unauthorized) }
            guard let body = try? await request.body.collect(upTo: 64 * 1024), let keys = question.keys(Array(body.readableBytesView)) else {
                return json(#"{"error":"bad request"}"#, .badRequest)
            }
            return try await conduct(register, keys, shape: question.stem + "*", replies) { stored, manner in
                let reply = question.reply(stored.compactMap(\.self))
                return json(manner == .duplicate ? doubled(reply) : reply, .ok, manner)
            }
        }
    }

    private func conduct(
        _ register: Register, _ key: String, shape: String, _ replies: StoredReplies,
        _ answer: (_ stored: String?, _ manner: Misbehaviour?) -> Response
    ) async throws -> Response {
        try await conduct(register, [key], shape: shape, replies) { stored, manner in answer(stored[0], manner) }
    }

    /// Answers as the register should, or as it was told to misbehave.
    private func conduct(
        _ register: Register, _ keys: [String], shape: String, _ replies: StoredReplies,
        _ answer: (_ stored: [String?], _ manner: Misbehaviour?) -> Response
    ) async throws -> Response {
        let manner = misbehaviours[register]
        switch manner {
        case .slow: try await Task.sleep(for: misbehaviours.delay)
        // Until the caller or the server goes.
        case .silent: while true { try await Task.sleep(for: .seconds(3_600)) }
        case .serverError: return reply("<html><body><h1>503 Service Unavailable</h1></body></html>", "text/html", .serviceUnavailable)
        case .wrongSubject, .malformed, .cut, .empty, .duplicate, nil: break
        }
        var stored: [String?] = []
        for key in keys { stored.append(try await manner == .wrongSubject ? replies.otherBody(than: key, shape: shape) : replies.body(key)) }
        return answer(stored, manner)
    }

    private func allows(_ request: Request, _ register: Register) -> Bool {
        guard let token = tokens[register.rawValue] else { return false }
        return request.headers[.authorization] == "Bearer \(token)"
    }

    private func xml(_ text: String, _ status: HTTPResponse.Status, _ manner: Misbehaviour? = nil) -> Response {
        reply(text, "text/xml; charset=utf-8", status, manner)
    }

    private func json(_ text: String, _ status: HTTPResponse.Status, _ manner: Misbehaviour? = nil) -> Response {
        reply(text, "application/json; charset=utf-8", status, manner)
    }

    private func reply(_ text: String, _ type: String, _ status: HTTPResponse.Status, _ manner: Misbehaviour? = nil) -> Response {
        var response = Response(status: status, body: body(text, manner))
        response.headers[.contentType] = type
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    private func body(_ text: String, _ manner: Misbehaviour?) -> ResponseBody {
        switch manner {
        case .empty: return ResponseBody()
        case .malformed: return ResponseBody(byteBuffer: ByteBuffer(string: String(text.dropLast())))
        case .cut:
            return ResponseBody(contentLength: text.utf8.count) { writer in
                try await writer.write(ByteBuffer(bytes: Array(text.utf8.prefix(text.utf8.count / 2))))
                throw Cut()
            }
        case .slow, .silent, .serverError, .wrongSubject, .duplicate, nil:
            return ResponseBody(byteBuffer: ByteBuffer(string: text))
        }
    }
}

/// Closes a connection in the middle of a reply.
private struct Cut: Error {}

/// A reply with every element of its lists twice, and its records, which are members of the whole, as lists of two.
private func doubled(_ text: String) -> String {
    guard let whole = try? JSON(parsing: text).object else { return text }
    func twice(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): .array(items.flatMap { [twice($0), twice($0)] })
        case .object(let object): .object(JSONObject(object.members.map { ($0.key, twice($0.value)) }))
        case .null, .bool, .number, .string: json
        }
    }
    let members = whole.members.map { member -> (String, JSON) in
        let value = twice(member.value)
        return (member.key, value.object == nil ? value : .array([value, value]))
    }
    return JSON.object(JSONObject(members)).serialized(.compact)
}
