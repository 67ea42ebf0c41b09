// swift-tools-version: 6.0
import PackageDescription

// Targets stand in the order of the data's way; each imports only targets above it.
let package = Package(
  name: "likeness",
  products: [.executable(name: "likeness", targets: ["likeness"])],
  targets: [
    // MARK: - C libraries of the system

    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
    .target(
      name: "CImages", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
    .target(name: "CLinear", linkerSettings: [.linkedLibrary("linear")]),
    .target(name: "CHNSW"),
    .systemLibrary(name: "CSQLite"),
    .target(
      name: "CNCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .systemLibrary(name: "CChafa", pkgConfig: "chafa"),

    // MARK: - The engine: numbers to embeddings

    .target(name: "Tensors", dependencies: ["COneDNN"]),
    .target(name: "Networks", dependencies: ["Tensors"]),

    // MARK: - From a photo to a verdict

    .target(name: "Imaging", dependencies: ["CImages"]),
    .target(name: "Verification", dependencies: ["Tensors", "CLinear", "CHNSW"]),
    .target(name: "Faces", dependencies: ["Imaging", "Networks", "Verification"]),
    .target(name: "Gallery", dependencies: ["Faces", "CSQLite"]),

    // MARK: - From folders of faces to a network

    .target(
      name: "Training", dependencies: ["COneDNN", "Imaging", "Networks", "Verification"]),

    // MARK: - The screen, and figures for print

    .target(name: "Figures"),
    .target(name: "Terminal", dependencies: ["Imaging", "Figures", "CNCurses", "CChafa"]),
    .target(name: "Laboratory", dependencies: ["Gallery", "Training", "Figures", "Terminal"]),
    .executableTarget(name: "likeness", dependencies: ["Figures", "Laboratory", "Training"]),

    // MARK: - Tests, a bundle for each target

    .target(name: "ProgramSupport", dependencies: ["Terminal"], path: "Tests/ProgramSupport"),

    .target(name: "AllocationMeter", path: "Tests/AllocationMeter"),

    .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    .testTarget(
      name: "NetworksTests", dependencies: ["Networks", "AllocationMeter"], exclude: ["Golden"]),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging"], exclude: ["Fixtures"]),
    .testTarget(
      name: "VerificationTests", dependencies: ["Verification"], exclude: ["Golden"]),
    .testTarget(name: "FacesTests", dependencies: ["Faces"], exclude: ["Golden"]),
    .testTarget(name: "GalleryTests", dependencies: ["Gallery"]),
    .testTarget(name: "TrainingTests", dependencies: ["Training"], exclude: ["Golden"]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures"]),
    .testTarget(name: "TerminalTests", dependencies: ["Figures", "Terminal", "ProgramSupport"]),
    .testTarget(
      name: "LaboratoryTests", dependencies: ["Laboratory"], exclude: ["Snapshots"]),
    .testTarget(name: "ProgramTests", dependencies: ["likeness", "ProgramSupport"]),
  ]
)
