extension Array where Element: Sendable {
    /// What becomes of each element, in order; at most `width` at a time, as at a busy office.
    func concurrentMap<Result: Sendable>(width: Int = 8, _ transform: @escaping @Sendable (Element) async throws -> Result) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [(Int, Result)] = []
            for (index, element) in enumerated() {
                if index >= width, let result = try await group.next() { results.append(result) }
                group.addTask { (index, try await transform(element)) }
            }
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
