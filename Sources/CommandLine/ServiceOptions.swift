import ArgumentParser
import Diagnostics
import Drivers
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Storage

/// Where registers, keys and dossiers are.
struct ServiceOptions: ParsableArguments {
    @Option(name: .long, help: .said(
        vi: "Tỉnh giả lập có các sổ trả lời cho lệnh này; nếu không, địa chỉ lấy từ biến môi trường.",
        en: "A generated province whose registers answer for this command; else addresses come from the environment."))
    var sandbox: String?

    @OptionGroup var place: StoreOption

    @OptionGroup var recordings: ReplayOption

    /// Starts the sandbox where one is named, runs `body` with a service, and stops both.
    func withService<Result: Sendable>(
        _ folder: DeclarationFolder, _ policy: ExecutionPolicy = ExecutionPolicy(), _ body: @escaping @Sendable (IntakeService) async throws -> Result
    ) async throws -> Result {
        if let fixtures = try recordings.fixtures(folder) { return try await Self.run(folder, [:], place, policy, isSimulated: true, replaying: fixtures, body) }
        guard let sandbox else { return try await Self.run(folder, ProcessInfo.processInfo.environment, place, policy, isSimulated: false, body) }
        let place = self.place
        return try await ProvinceServer.serving(URL(filePath: sandbox, directoryHint: .isDirectory)) { variables in
            try await Self.run(folder, variables, place, policy, isSimulated: true, body)
        }
    }

    private static func run<Result: Sendable>(
        _ folder: DeclarationFolder, _ variables: [String: String], _ place: StoreOption, _ policy: ExecutionPolicy, isSimulated: Bool, replaying fixtures: [Fixture]? = nil,
        _ body: (IntakeService) async throws -> Result
    ) async throws -> Result {
        let service = try place.service(folder, variables: variables, policy: policy, isSimulated: isSimulated, replaying: fixtures)
        do {
            let result = try await body(service)
            await service.close()
            return result
        } catch {
            await service.close()
            throw error
        }
    }
}

/// The installation's own folder.
struct StoreOption: ParsableArguments {
    @Option(name: .long, help: .said(vi: "Thư mục chứa khóa, hồ sơ và sổ cái.", en: "The folder for keys, dossiers and ledger."))
    var store = ".onceonly"

    @Option(name: .long, help: .said(
        vi: "Nơi thứ hai, ghi các điểm chốt của sổ cái; nên ở đĩa hoặc máy khác. Mặc định: thư mục checkpoints trong kho.",
        en: "The second place, where checkpoints of the ledger are published; better on another disk or machine. By default checkpoints in the store."))
    var checkpoints: String?

    /// Where checkpoints are published.
    var checkpointFolder: String { checkpoints ?? store + "/" + SQLiteLedger.checkpointFolder }

    /// - Throws: a failure that names the folder where it cannot be used.
    func service(
        _ folder: DeclarationFolder, variables: [String: String], policy: ExecutionPolicy = ExecutionPolicy(), isSimulated: Bool = false, keepsDocuments: Bool = false,
        replaying fixtures: [Fixture]? = nil
    ) throws -> IntakeService {
        do {
            return try IntakeService(folder, variables: variables, store: store, keepsDocuments: keepsDocuments, checkpoints: checkpoints, policy: policy, surroundings: .init(isSimulated: isSimulated), replaying: fixtures)
        } catch {
            let why = CommandFailure(error)?.text
            throw CommandFailure.input(
                vi: "không dùng được kho '\(store)'" + (why.map { ": \($0.vietnamese)" } ?? ""),
                en: "the store '\(store)' cannot be used" + (why.map { ": \($0.text(in: .english))" } ?? ""))
        }
    }

    /// - Throws: a failure where no dossier was ever kept: a mistyped folder is no new store.
    func requireExisting() throws {
        guard FileManager.default.fileExists(atPath: store + "/keys.json") else {
            throw CommandFailure.input(
                vi: "trong '\(store)' chưa có kho hồ sơ; chỉ thư mục của lệnh prefill bằng --store",
                en: "there is no store in '\(store)'; name the folder prefill used with --store")
        }
    }

    /// - Throws: a failure where no ledger was ever written.
    func ledgerPath(of tenant: String = "main") throws -> String { try Self.ledgerPath(in: store, of: tenant) }

    static func ledgerPath(in store: String, of tenant: String = "main") throws -> String {
        let path = try SQLiteLedger.path(in: store, tenant: tenant)
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure.input(
                vi: "trong '\(store)' chưa có sổ cái; chỉ thư mục bằng --store", en: "there is no ledger in '\(store)'; name the folder with --store")
        }
        return path
    }
}
