import CZLib

/// The data of streams, as far as the structure of files needs them. Source: ISO 32000-2, 7.4.
extension PDFFile {
    /// A stream's data, unpacked; only FlateDecode, which the structure of files uses.
    func content(of object: PDFObject) throws(PDFFault) -> [UInt8] {
        guard let place = object.stream, let dictionary = object.value.dictionary else { throw .unreadable }
        let filters = dictionary["Filter"].map { $0.array ?? [$0] } ?? []
        guard !filters.isEmpty else {
            try store.budget.spend(inflated: place.count)
            return Array(bytes[place])
        }
        guard filters == [.name("FlateDecode")] else { throw .unreadable }
        let data = try inflate(bytes[place])
        let parameters = dictionary["DecodeParms"].map { $0.array ?? [$0] } ?? []
        guard parameters.count <= 1 else { throw .unreadable }
        guard let parameter = parameters.first, parameter != .null else { return data }
        guard let settings = parameter.dictionary else { throw .unreadable }
        let predictor = settings["Predictor"]?.integer ?? 1
        guard predictor >= 10 else {
            guard predictor == 1 else { throw .unreadable }
            return data
        }
        guard settings["Colors"]?.integer ?? 1 == 1, settings["BitsPerComponent"]?.integer ?? 8 == 8, let columns = settings["Columns"]?.integer, (1...64).contains(columns) else { throw .unreadable }
        return try Self.unpredicted(data, columns)
    }

    private func inflate(_ packed: ArraySlice<UInt8>) throws(PDFFault) -> [UInt8] {
        var stream = z_stream()
        guard onceonly_inflate_start(&stream) == Z_OK else { throw .tooLarge }
        defer { inflateEnd(&stream) }
        var source = Array(packed), output: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 14), status = Z_OK
        let room = store.budget.room
        source.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            while status == Z_OK, output.count <= room {
                let written = buffer.withUnsafeMutableBufferPointer { buffer in
                    stream.next_out = buffer.baseAddress
                    stream.avail_out = UInt32(buffer.count)
                    status = CZLib.inflate(&stream, Z_NO_FLUSH)
                    return buffer.count - Int(stream.avail_out)
                }
                output += buffer[..<written]
            }
        }
        try store.budget.spend(inflated: output.count)
        guard status == Z_STREAM_END else { throw .unreadable }
        return output
    }

    /// PNG prediction of one byte a sample. Source: ISO 32000-2, 7.4.4.4; RFC 2083, 6.
    private static func unpredicted(_ data: [UInt8], _ columns: Int) throws(PDFFault) -> [UInt8] {
        guard data.count % (columns + 1) == 0 else { throw .unreadable }
        var output: [UInt8] = [], above = [UInt8](repeating: 0, count: columns)
        output.reserveCapacity(data.count)
        for start in stride(from: 0, to: data.count, by: columns + 1) {
            var row = [UInt8](repeating: 0, count: columns)
            for column in 0..<columns {
                let left = column > 0 ? row[column - 1] : 0, corner = column > 0 ? above[column - 1] : 0
                let guess: UInt8
                switch data[start] {
                case 0: guess = 0
                case 1: guess = left
                case 2: guess = above[column]
                case 3: guess = UInt8((Int(left) + Int(above[column])) / 2)
                case 4:
                    let estimate = Int(left) + Int(above[column]) - Int(corner)
                    let (a, b, c) = (abs(estimate - Int(left)), abs(estimate - Int(above[column])), abs(estimate - Int(corner)))
                    guess = a <= b && a <= c ? left : b <= c ? above[column] : corner
                default: throw .unreadable
                }
                row[column] = data[start + 1 + column] &+ guess
            }
            output += row
            above = row
        }
        return output
    }
}
