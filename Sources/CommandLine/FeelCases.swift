import Diagnostics
import Expressions
import Formats
import Foundation

/// Reads conformance cases.
enum FeelCases {
    /// - Throws: a failure that says where the text stops being JSON, or which case lacks what.
    static func read(_ path: String) throws -> [ConformanceCase] {
        let json = try Input.json(path)
        do {
            return try JSONDecoder().decode([ConformanceCase].self, from: Data(json.serialized(.compact).utf8))
        } catch let error as DecodingError {
            let (place, why) = (place(of: error), words(error))
            throw CommandFailure.input(
                vi: "\(path)\(place.vietnamese): \(why.vietnamese); cần một danh sách {id, expression, inputs, resultType?, expected}",
                en: "\(path)\(place.text(in: .english)): \(why.text(in: .english)); it takes a list of {id, expression, inputs, resultType?, expected}")
        }
    }

    /// `, case 2, expected.type`, cases counted from one.
    private static func place(of error: DecodingError) -> LocalizedText {
        let path: [any CodingKey] = switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context.codingPath
        case .keyNotFound(let key, let context): context.codingPath + [key]
        @unknown default: []
        }
        guard let number = path.first?.intValue else { return LocalizedText(vi: "", en: "") }
        let rest = path.dropFirst().map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }.joined(separator: ".")
        let end = rest.isEmpty ? "" : ", \(rest)"
        return LocalizedText(vi: ", ca \(number + 1)\(end)", en: ", case \(number + 1)\(end)")
    }

    private static func words(_ error: DecodingError) -> LocalizedText {
        switch error {
        case .keyNotFound, .valueNotFound: LocalizedText(vi: "thiếu mục này", en: "this is missing")
        case .typeMismatch: LocalizedText(vi: "sai kiểu", en: "this is of the wrong type")
        case .dataCorrupted: LocalizedText(vi: "không đọc được giá trị này", en: "this value cannot be read")
        @unknown default: LocalizedText(vi: "không đọc được", en: "this cannot be read")
        }
    }
}
