public import Foundation
import Hummingbird
import Logging
import NIOCore

/// Serves what `ProvinceGenerator` wrote: the population database as SOAP, civil status, business
/// registration and social insurance as JSON, over HTTP on loopback with bearer tokens. The land
/// register and the budget directory are files and only need their paths.
///
/// All services share one port; their paths tell them apart. Nothing they are asked or answer is logged. Each register
/// may be told to misbehave.
public struct ProvinceServer: Sendable {
    private let services: ProvinceServices
    private let directory: URL
    private let misbehaviours: Misbehaviours

    /// - Throws: `ProvinceError.notAProvince` where the folder holds none, or SQLite's error.
    public init(directory: URL, misbehaving misbehaviours: Misbehaviours = Misbehaviours()) throws {
        self.directory = directory
        self.misbehaviours = misbehaviours
        services = try ProvinceServices(directory, misbehaving: misbehaviours)
    }

    /// Runs until the task is cancelled.
    ///
    /// - Throws: `ProvinceError` where the port cannot be had.
    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - onReady: called once, when requests are answered, with the variables manifests refer to:
    ///     `POPULATION_URL`, `POPULATION_TOKEN` and so on for each service, `LAND_DB`, `BUDGET_CSV`.
    public func run(port: Int = 0, onReady: @escaping @Sendable ([String: String]) async -> Void) async throws {
        guard (0...Int(UInt16.max)).contains(port) else {
            throw ProvinceError.badOption(vi: "không có cổng \(port); cổng là số từ 0 đến 65535", en: "there is no port \(port); a port is a number from 0 to 65535")
        }
        let router = Router()
        services.addRoutes(to: router)
        let services = services
        let files = try SpoiltFiles(misbehaviours, of: directory)
        defer { files.remove() }
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                await onReady(services.variables(port: channel.localAddress?.port ?? port, files: files.paths))
            },
            logger: Logger(label: "onceonly.sandbox") { _ in SwiftLogNoOpLogHandler() })
        do {
            try await application.run()
        } catch is CancellationError {
            return
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ProvinceError.portInUse(port)
        } catch let error as IOError where error.errnoCode == EACCES {
            throw ProvinceError.portRefused(port)
        }
    }

    /// Runs the servers while `body` works with the variables, and stops them after it.
    ///
    /// - Throws: what `body` throws, or why the servers could not start.
    public static func serving<R: Sendable>(
        _ directory: URL, misbehaving misbehaviours: Misbehaviours = Misbehaviours(), _ body: @escaping @Sendable ([String: String]) async throws -> R
    ) async throws -> R {
        let server = try ProvinceServer(directory: directory, misbehaving: misbehaviours)
        let (ready, announce) = AsyncStream.makeStream(of: [String: String].self)
        return try await withThrowingTaskGroup(of: R?.self) { group in
            group.addTask {
                defer { announce.finish() }
                try await server.run { variables in announce.yield(variables) }
                return nil
            }
            group.addTask {
                for await variables in ready { return try await body(variables) }
                try Task.checkCancellation()
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw ProvinceError.notAProvince(directory.path)
        }
    }
}
