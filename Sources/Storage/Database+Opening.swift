import GRDB

extension DatabasePool {
    /// A file with a write-ahead log whose commits are on disk when they return; of a throwaway nobody waits for the disk.
    ///
    /// - Parameter overwrites: what is deleted is overwritten with zeros in the file.
    static func durable(at path: String, isThrowaway: Bool = false, overwrites: Bool = false) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA synchronous = \(isThrowaway ? "OFF" : "FULL")")
            if overwrites { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        }
        return try DatabasePool(path: path, configuration: configuration)
    }
}

extension DatabaseQueue {
    /// One connection more to a file that a `DatabasePool` keeps, to read with; it waits for nobody.
    static func besides(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .immediateError
        // Not `readonly`: whoever is the last to close the file puts its log away.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
