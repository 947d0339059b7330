// swift-tools-version: 6.1
import PackageDescription

/// Whether tests can reach into optimized rooms, which costs speed; debug builds let them anyway. Said in the environment and not to
/// the compiler, so that it holds of the rooms alone: packages from elsewhere would take longer to build. A package that
/// depends on this one does not meet the flag unless it sets the variable.
let testable: [SwiftSetting] = Context.environment["ONCEONLY_TESTABLE"] == "1" ? [.unsafeFlags(["-enable-testing"])] : []

/// Every room of the house with the rooms it may see, in the order of the rows of ARCHITECTURE.md.
/// Tests/ArchitectureTests holds the imports in Sources against the same table.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
] + testable

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioLocks = Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// Most tests are compiled as they stand, whatever the configuration: optimizing them takes longer than it saves. What they test is
/// optimized. No product has a test target in it, so that no package that depends on this one meets the flag.
///
/// - Parameters:
///   - data: files the tests read in place.
///   - calculates: of tests that work out much by themselves, such as models, attacks and random populations.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = [], calculates: Bool = false) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: calculates ? settings : settings + [.unsafeFlags(["-Onone"])])
}

let package = Package(
    name: "OnceOnly",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "OnceOnly", targets: ["OnceOnly", "Connectors", "Documents", "Sourcing", "Prefill", "Receipts", "Forms", "Formats", "Expressions"]),
        .executable(name: "onceonly", targets: ["CommandLine"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        // row 0
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZLib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CLibXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        room("Diagnostics", []),
        // row 1
        room("Declarations", ["Diagnostics", yams]),
        room("Expressions", ["Diagnostics"]),
        room("Formats", ["Diagnostics", "CLibXML2", "CLibZip"]),
        // row 2
        room("Vocabulary", ["Diagnostics", "Declarations", "Expressions", "Formats"]),
        // row 3
        room("Forms", ["Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary"]),
        room("Connectors", ["Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary", nioLocks]),
        room("Documents", ["Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary"]),
        room("Receipts", ["Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary", crypto]),
        // row 4
        room("Sourcing", ["Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary", "Forms", "Connectors", "Documents", "Receipts"]),
        room("Drivers", ["Diagnostics", "CLibPQ", "Expressions", "Formats", "Vocabulary", "Connectors", grdb, httpClient, nioCore, nioHTTP, nioLocks, nioTLS]),
        room("Signatures", ["Diagnostics", "CLibCrypto", "CZLib"]),
        room("Measurement", ["Diagnostics", "Formats", "Vocabulary", "Receipts"]),
        // row 5
        room("Prefill", ["Diagnostics", "Expressions", "Formats", "Vocabulary", "Forms", "Connectors", "Documents", "Receipts", "Sourcing", crypto, nioLocks]),
        room("Authoring", ["Diagnostics", "Expressions", "Formats", "Vocabulary", "Connectors", "Drivers"]),
        room("Storage", ["Diagnostics", "Expressions", "Formats", "Vocabulary", "Documents", "Receipts", "Measurement", grdb, crypto, nioLocks]),
        // row 6
        room("OnceOnly", ["Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary", "Forms", "Connectors", "Documents", "Receipts", "Sourcing", "Drivers", "Signatures", "Measurement", "Prefill", "Storage", crypto]),
        room("Sandbox", ["Diagnostics", "Formats", "Vocabulary", grdb, hummingbird, nioCore, logging]),
        room("Reports", ["Diagnostics", "CLibXLSXWriter", "Expressions", "Formats", "Vocabulary", "Forms", "Receipts", "Measurement", mustache]),
        // row 8
        .executableTarget(
            name: "CommandLine",
            dependencies: ["OnceOnly", "Sandbox", "Reports", "Diagnostics", "Expressions", "Formats", "Vocabulary", "Forms", "Connectors", "Documents", "Receipts", "Sourcing", "Drivers", "Measurement", "Prefill", "Storage", "Authoring", "Signatures", arguments, nioLocks],
            swiftSettings: settings),
        // how long the parts take: make bench
        .executableTarget(
            name: "Benchmarks",
            dependencies: ["OnceOnly", "Sandbox", "Drivers", "Prefill", "Sourcing", "Connectors", "Documents", "Forms", "Expressions", "Formats", "Receipts", "Storage", "Vocabulary", arguments, grdb, nioLocks],
            path: "Benchmarks", swiftSettings: settings),
        // tests, a room each
        tests("DiagnosticsTests", ["Diagnostics"]),
        tests("DeclarationsTests", ["ConformanceData", "Declarations", "Diagnostics", yams]),
        tests("VocabularyTests", ["Vocabulary", "Diagnostics", "Declarations", "Expressions", "Formats"]),
        tests("ExpressionsTests", ["ConformanceData", "Expressions", "Vocabulary"], data: ["decimals.py", "decimals.tsv", "feel-conformance.txt"], calculates: true),
        tests("FormsTests", ["Forms", "Diagnostics", "Declarations", "Documents", "Expressions", "Formats", "Vocabulary", "OnceOnly", "Connectors", "Sourcing"]),
        tests("ConnectorsTests", ["Connectors", "Staging", "Diagnostics", "Expressions", "Formats", "Vocabulary", nioLocks], calculates: true),
        tests("ReceiptsTests", ["Receipts", "Diagnostics", "Formats", crypto]),
        tests("FormatsTests", ["ConformanceData", "Formats", "Diagnostics", "CLibXML2"], calculates: true),
        tests("SandboxTests", ["Sandbox", "Diagnostics"], calculates: true),
        tests(
            "SourcingTests", ["OnceOnly", "Sourcing", "Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary", "Forms", "Connectors", "Documents", "Receipts"],
            data: ["ablation", "lint"]),
        tests("DriversTests", ["ConformanceData", "Drivers", "Staging", "Diagnostics", "Declarations", "Expressions", "Formats", "Vocabulary", "Connectors", grdb, nioCore, nioLocks, nioPosix, nioTLS], data: ["certificates"]),
        tests("PrefillTests", ["Prefill", "Staging", "Receipts", "Connectors", "Vocabulary", "Expressions", nioLocks]),
        tests("AuthoringTests", ["ConformanceData", "Authoring", "Declarations", "Drivers", "Connectors", "Vocabulary", "Expressions", "Formats", "Diagnostics", "OnceOnly", "Sourcing"]),
        tests("MeasurementTests", ["Measurement", "Receipts", "Formats", "Diagnostics"], calculates: true),
        tests(
            "SignaturesTests",
            ["Signatures", "Documents", "Storage", "OnceOnly", "Sourcing", "Vocabulary", "Expressions", "Sandbox", "Diagnostics", "ProgramUnderTest", "CommandLine", "Formats"],
            data: ["fixtures.py", "increments.py", "certificates.py", "requirements.txt"]),
        tests("DocumentsTests", ["Documents", "OnceOnly", "Sourcing", "Diagnostics", "Expressions", "Formats", "Vocabulary"]),
        tests("StorageTests", ["Storage", "Documents", "ProgramUnderTest", "CommandLine", "LedgerWriter", "Receipts", "Measurement", "Expressions", "Formats", "Vocabulary", "Diagnostics", grdb, crypto, nioLocks], calculates: true),
        // the built program, as people and newcomers run it
        .target(name: "ProgramUnderTest", path: "Tests/ProgramUnderTest", swiftSettings: settings),
        // a program that writes a ledger until it is killed
        .executableTarget(name: "LedgerWriter", dependencies: ["Storage", "Receipts"], path: "Tests/LedgerWriter", swiftSettings: settings),
        // conformance data beside the repository
        .target(name: "ConformanceData", path: "Tests/ConformanceData", swiftSettings: settings),
        // a server and a clock that do what a test says, and dice that fall the same for the same seed
        .target(name: "Staging", dependencies: [nioCore, nioLocks, nioPosix, nioTLS], path: "Tests/Staging", swiftSettings: settings),
        tests("CommandLineTests", ["ConformanceData", "ProgramUnderTest", "CommandLine", "Formats"]),
        tests("TutorialTests", ["ProgramUnderTest", "CommandLine"]),
        tests("ArchitectureTests", []),
        tests(
            "OnceOnlyTests",
            [
                "OnceOnly", "Sandbox", "Prefill", "Sourcing", "Connectors", "Drivers", "Receipts", "Forms", "Vocabulary", "Expressions",
                "Formats", "Storage", "Measurement", "Diagnostics", "Documents", "Signatures", "Reports", "ProgramUnderTest", "Staging", "ConformanceData", "CommandLine", grdb, nioLocks,
            ], data: ["types"]),
        tests("ReportsTests", ["ConformanceData", "Reports", "Measurement", "Receipts", "Formats", "Forms", "Diagnostics"], calculates: true),
    ])
