import GRDB

extension DatabasePool {
    /// A file with a write-ahead log whose commits are on disk when they return; of a throwaway nobody waits for the disk.
    static func durable(at path: String, isThrowaway: Bool = false) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = \(isThrowaway ? "OFF" : "FULL")") }
        return try DatabasePool(path: path, configuration: configuration)
    }
}
