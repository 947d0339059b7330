import Foundation
import OnceOnly
import Sourcing

/// Reading, checking and coverage as the declarations grow: the shipped forms, many times over under other names, each with
/// its baseline and with grants of its own purpose.
struct GrowthWithForms {
    let effort: Effort
    let scratch: URL

    func table() async throws -> MeasureTable {
        var measures: [Measure] = []
        for copies in effort.copies {
            let folder = scratch.appending(path: "copies-\(copies)")
            defer { try? FileManager.default.removeItem(at: folder) }
            try write(copies, into: folder)
            let read = try DeclarationFolder(folder.path)
            guard read.checked.count == read.forms.count, read.forms.count % copies == 0 else { throw WorkFailed(name: "\(copies) copies") }
            let cells = ["\(read.forms.count)", "\(read.catalog.grants.count)"]
            let few = Effort(leastSamples: copies > 5 ? 5 : effort.leastSamples / 4, leastTime: .zero, provinces: [], documents: [], events: 0, reports: [], batches: [], copies: [])
            measures.append(try await Measure.of("read and check", few, cells: cells) { try DeclarationFolder(folder.path) })
            let forms = read.checked.sorted { $0.key < $1.key }.map(\.value)
            measures.append(await Measure.each("coverage of a form", of: forms, cells: cells) { SourcingGraph($0).coverage() })
        }
        return MeasureTable(title: "Growth with forms", columns: ["forms", "grants"], measures: measures)
    }

    private func write(_ copies: Int, into folder: URL) throws {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["FormSchemas", "Connectors"] { try files.copyItem(at: URL(filePath: name), to: folder.appending(path: name)) }
        guard copies > 1 else { return }
        for part in ["forms", "baselines"] {
            let place = folder.appending(path: "FormSchemas/\(part)")
            for name in try files.contentsOfDirectory(atPath: place.path).sorted() where name.hasSuffix(".yaml") {
                let text = try String(contentsOf: place.appending(path: name), encoding: .utf8)
                for copy in 2...copies {
                    // A frozen hash is of the one baseline it was taken of.
                    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
                        let isName = ["form: ", "baseline: ", "purpose: "].contains { line.hasPrefix($0) }
                        return isName ? line + "-\(copy)" : String(line.replacing(/, hash: [0-9a-f]{64}/, with: ""))
                    }
                    try Data(lines.joined(separator: "\n").utf8).write(to: place.appending(path: name.replacing(".yaml", with: "-\(copy).yaml")))
                }
            }
        }
        let file = folder.appending(path: "Connectors/grants.yaml")
        let grants = try String(contentsOf: file, encoding: .utf8)
        guard let start = grants.firstRange(of: "grants:\n")?.upperBound else { throw WorkFailed(name: "grants.yaml") }
        var text = grants
        for copy in 2...copies { text += "\n" + grants[start...].replacing(/(purpose: [^\s,}]+)/) { "\($0.output.1)-\(copy)" } }
        try Data(text.utf8).write(to: file)
    }
}
