extension Duration {
    /// A length of time as manifests and the command line write it: `500ms`, `2s`, `10m`, `1h`.
    ///
    /// - Returns: `nil` for anything else, for none, and for more than `longest`.
    package init?(written text: String, upTo longest: Duration) {
        let units: [(name: String, length: Duration)] = [("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3600))]
        for unit in units where text.hasSuffix(unit.name) {
            guard let number = Int(text.dropLast(unit.name.count)), (1...100_000_000).contains(number), unit.length * number <= longest else { continue }
            self = unit.length * number
            return
        }
        return nil
    }
}
