// swift-tools-version: 6.1
import PackageDescription

/// An intake service in two programs: one opens, resumes and submits; the other has a public key and checks what it is shown.
let package = Package(
    name: "Intake",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "OnceOnly", path: "../..")],
    targets: [
        .executableTarget(name: "Intake", dependencies: [.product(name: "OnceOnly", package: "OnceOnly")]),
        .executableTarget(name: "VerifyReceipt", dependencies: [.product(name: "OnceOnly", package: "OnceOnly")]),
    ])
