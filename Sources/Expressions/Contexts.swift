/// Functions on contexts; their values may be unknown (DMN 1.5, clause 10.3.4.10).
enum Contexts {
    static func result(of call: Call) throws(EvaluationError) -> Value {
        if let open = call.arguments.prefix(call.function == .contextPut ? 2 : 3).first(where: \.isUnknown) {
            return open
        }
        switch call.function {
        case .getValue: return try value(call)
        case .getEntries:
            return .list(
                try call.context(0).sorted { $0.key < $1.key }.map {
                    .context(["key": .string($0.key), "value": $0.value])
                })
        case .context: return try made(call)
        case .contextPut:
            return .context(try put(call, call.value(2) ?? .none, at: try keys(call)[...], in: try call.context(0)))
        default:
            var merged: [String: Value] = [:]
            for item in try call.list(0) {
                if item.isUnknown { return item }
                guard case .context(let entries) = item else { throw call.mismatch(item) }
                merged.merge(entries) { $1 }
            }
            return .context(merged)
        }
    }

    private static func value(_ call: Call) throws(EvaluationError) -> Value {
        var value: Value = .context(try call.context(0))
        for key in try keys(call) {
            if value.isUnknown { return value }
            guard case .context(let entries) = value, let entry = entries[key] else { throw call.failure(.noSuchEntry) }
            value = entry
        }
        return value
    }

    /// One key, or the keys of a way into nested contexts.
    private static func keys(_ call: Call) throws(EvaluationError) -> [String] {
        if case .string(let key) = call.value(1) { return [key] }
        guard case .list(let items) = call.value(1), !call.namesKey else { throw call.mismatch(call.value(1)) }
        var keys: [String] = []
        for item in items {
            guard case .string(let key) = item else { throw call.mismatch(item) }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw call.failure(.outOfRange) }
        return keys
    }

    private static func put(
        _ call: Call, _ value: Value, at keys: ArraySlice<String>, in entries: [String: Value]
    ) throws(EvaluationError) -> [String: Value] {
        guard let key = keys.first else { throw call.failure(.outOfRange) }
        var entries = entries
        if keys.count == 1 {
            entries[key] = value
        } else {
            guard case .context(let inner) = entries[key] else { throw call.failure(.noSuchEntry) }
            entries[key] = .context(try put(call, value, at: keys.dropFirst(), in: inner))
        }
        return entries
    }

    private static func made(_ call: Call) throws(EvaluationError) -> Value {
        var entries: [String: Value] = [:]
        for item in try call.list(0) {
            if item.isUnknown { return item }
            guard case .context(let entry) = item, let value = entry["value"] else { throw call.mismatch(item) }
            if let key = entry["key"], key.isUnknown { return key }
            guard case .string(let key) = entry["key"] else { throw call.mismatch(entry["key"]) }
            guard entries[key] == nil else { throw call.failure(.outOfRange) }
            entries[key] = value
        }
        return .context(entries)
    }
}
