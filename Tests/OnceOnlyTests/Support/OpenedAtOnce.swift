import Formats
import OnceOnly
import Prefill

/// Dossiers opened with every answer a person would give.
enum OpenedAtOnce {
    /// The office's views, in the order of the applicants, a few at a time.
    static func views(of applicants: [Applicant], with service: IntakeService) async throws -> [JSON] {
        try await views(of: applicants) { try await service.open($0.form, $0.opening, answers: $0.answers, asOf: Province.asOf) }
    }

    /// The same after stage upon stage, until nothing the applicant knows is left.
    static func lastViews(of applicants: [Applicant], with service: IntakeService) async throws -> [JSON] {
        try await views(of: applicants) { try await $0.file(with: service).opened }
    }

    private static func views(of applicants: [Applicant], _ open: @escaping @Sendable (Applicant) async throws -> IntakeService.Opened) async throws -> [JSON] {
        try await withThrowingTaskGroup(of: (Int, JSON).self) { group in
            var views: [(Int, JSON)] = []
            for (index, one) in applicants.enumerated() {
                if index >= 8, let view = try await group.next() { views.append(view) }
                group.addTask {
                    return (index, try await open(one).json(.office))
                }
            }
            for try await view in group { views.append(view) }
            return views.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
