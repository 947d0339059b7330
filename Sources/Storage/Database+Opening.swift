import GRDB

extension DatabasePool {
    /// A file with a write-ahead log whose commits are on disk when they return.
    static func durable(at path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return try DatabasePool(path: path, configuration: configuration)
    }
}
