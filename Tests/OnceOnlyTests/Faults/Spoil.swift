@testable import Connectors
import Expressions
import Formats
import Foundation
import Receipts
import Staging
import Vocabulary

/// A fault put into the answers of one register, and what is to be said of each of its concepts then.
struct Spoil: Sendable {
    typealias Reasons = @Sendable (Connectors.Operation, Supplied) -> Set<Reason>

    struct Supplied: Sendable {
        let concept: ConceptID
        var part: String?
    }

    enum Site: Sendable {
        /// A service that answers so when it is asked for a sample, or for what none of them is about.
        case service(@Sendable (SampledRegister.Reply?, ManualClock) -> CannedServer.Answer)
        /// Nothing stands at the address.
        case nowhere
        /// A file to be made; what comes back lets go of it.
        case file(@Sendable (URL, ManualClock) throws -> @Sendable () -> Void)
    }

    /// Of the fault, or of one of its ways.
    let name: String
    let site: Site
    /// Why a concept that an operation supplies, or a part of it, is not filled by it; empty where it is as it was.
    let reasons: Reasons
    /// What happens before the second call: whether the file is made then.
    var comesBack = false
    /// How long values may be used, put on everything the register supplies.
    var freshFor: CalendarPeriod?
    /// How long the register says that it is to be left alone.
    var asksToWait: Duration?
    /// How far the clock jumps when a call is on its way.
    var jump: Duration?
    /// What is called otherwise now, of a field that is renamed.
    var renamed: String?
    /// A part of a composite may be lost without the others.
    var isOfParts = false

    /// Every way a fault can be put into a register.
    ///
    /// - Parameter asked: what it is asked for where all is well.
    static func all(_ fault: Fault, of register: SampledRegister, asked: [ConnectorRequest], on day: PartialDate, _ vocabulary: Vocabulary) -> [Spoil] {
        let spoils = switch register.kind {
        case .json, .xml: SpoiltReplies(register, asked: asked, on: day, vocabulary).spoils(fault)
        case .sql, .table: SpoiltTables(register, asked: asked, on: day, vocabulary).spoils(fault)
        }
        guard fault == .clockJump else { return spoils }
        return spoils.flatMap { spoil in
            [("forward", Duration.seconds(86_400)), ("back", .seconds(-3_600))].map { way, jump in
                Spoil(name: "\(spoil.name) \(way)", site: spoil.site, reasons: spoil.reasons, jump: jump)
            }
        }
    }

    /// For a fault that befalls whole answers.
    static func whole(_ reason: Reason?) -> Reasons {
        { _, _ in reason.map { [$0] } ?? [] }
    }
}

/// What an operation reads where, as far as it is asked for.
struct AskedPaths {
    let operation: Connectors.Operation
    let supplies: [Supply]
    let opens: [Opens]

    init?(_ request: ConnectorRequest, _ manifest: ConnectorManifest) {
        guard let operation = manifest.operation(request.operation) else { return nil }
        self.operation = operation
        opens = operation.opens.filter { request.relations.contains($0.relation) }
        supplies = operation.supplies.filter { request.concepts.contains($0.concept) }
    }

    private static func names(_ paths: [FieldPath?]) -> Set<String> {
        Set(paths.compactMap(\.self).flatMap { path -> [String] in
            switch path {
            case .json(let path): path.source.matches(of: /\.([A-Za-z_]\w*)/).map { String($0.1) }
            case .xml(let path): path.source.matches(of: /[a-z]+:\w+/).map { String($0.0) }
            case .column(let name): name == "rows" ? [] : [name]
            }
        })
    }

    /// Names on the way to values and links.
    var all: Set<String> { supplies.reduce(into: ofLinks) { $0.formUnion(Self.names($1.reading.paths)) } }

    var ofLinks: Set<String> {
        Self.names(opens.flatMap { opens in [opens.list] + opens.keys.values.map(Optional.some) + opens.supplies.flatMap(\.reading.paths) })
    }

    /// What the elements of lists of XML are called.
    var ofElements: Set<String> {
        Set(opens.compactMap { opens in
            guard case .xml(let path)? = opens.list else { return nil }
            return path.source.split(separator: "/").last.map(String.init)
        })
    }

    /// Names without which there is no record, or nobody's.
    var ofRecord: Set<String> { Self.names([operation.record.path] + operation.identifies.values.map(Optional.some)) }

    /// What says that a record must not be used, where it says so of every record.
    var ofWorth: Set<String> { operation.reply.invalidWhen.map { $0.values.isEmpty ? [] : Self.names([$0.path]) } ?? [] }

    /// What the reply says of itself.
    var ofReply: Set<String> { Self.names([operation.reply.invalidWhen?.path, operation.reply.recordedAt]) }

    /// Names on the way to one concept, or to one part of it.
    func names(of supplied: Spoil.Supplied) -> Set<String> {
        func paths(_ supply: Supply) -> [FieldPath] {
            guard case .parts(let parts) = supply.reading, let part = supplied.part else { return supply.reading.paths }
            return parts.filter { $0.name == part }.flatMap(\.reading.paths)
        }
        let ofLists = opens.flatMap { opens in
            opens.supplies.filter { $0.concept == supplied.concept }.flatMap { Self.names(paths($0) + [opens.list].compactMap(\.self)) }
        }
        return Set(ofLists).union(operation.supply(supplied.concept).map { Self.names(paths($0)) } ?? [])
    }
}

extension Supply.Reading {
    var paths: [FieldPath] {
        switch self {
        case .at(let path, _): [path]
        case .parts(let parts): parts.flatMap(\.reading.paths)
        case .computed(_, let reads, _): Array(reads.values)
        }
    }
}

extension PartialDate {
    /// As a register writes it: `yyyy`, `MM`, `dd`, quoted text; a time of day is morning.
    func written(_ layout: String?) -> String {
        let day = description
        let parts: [(String, String)] = [
            ("yyyy", String(day.prefix(4))), ("MM", String(day.dropFirst(5).prefix(2))), ("dd", String(day.dropFirst(8))), ("HH", "08"), ("mm", "30"), ("ss", "00"), ("'", ""),
        ]
        return parts.reduce(layout ?? "yyyy-MM-dd") { $0.replacing($1.0, with: $1.1) }
    }
}

extension ConnectorManifest {
    /// The same register whose values may be used, or kept, so long.
    func limited(freshFor: CalendarPeriod? = nil, cacheFor: Duration? = nil) -> ConnectorManifest {
        func limited(_ supply: Supply) -> Supply {
            Supply(
                concept: supply.concept, reading: supply.reading, authority: supply.authority, freshFor: freshFor ?? supply.freshFor,
                cacheFor: cacheFor ?? supply.cacheFor, isComplete: supply.isComplete, invalidWhen: supply.invalidWhen,
                position: supply.position)
        }
        let operations = operations.map { operation in
            Operation(
                id: operation.id, about: operation.about, keys: operation.keys, request: operation.request, record: operation.record,
                pages: operation.pages, identifies: operation.identifies, supplies: operation.supplies.map(limited), verifies: operation.verifies,
                opens: operation.opens.map { opens in
                    Opens(
                        relation: opens.relation, kind: opens.kind, keys: opens.keys, list: opens.list, isComplete: opens.isComplete,
                        cacheFor: cacheFor ?? opens.cacheFor, supplies: opens.supplies.map(limited), position: opens.position)
                },
                documents: operation.documents, reply: operation.reply, paths: operation.paths, position: operation.position, places: operation.places)
        }
        return ConnectorManifest(
            id: id, title: title, publisher: publisher, legalBasis: legalBasis, transport: transport, operations: operations, places: places)
    }
}
