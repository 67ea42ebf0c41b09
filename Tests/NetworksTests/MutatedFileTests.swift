import AllocationMeter
import Testing

@testable import Networks

/// Damaged files end in a typed error or a valid result: the process lives, no result is larger
/// than its file allows, and no reader ever holds more than twice the file and 64 MB.
///
/// All readers together meet more than 100,000 damaged files, the same ones every time.
@Suite(.timeLimit(.minutes(3))) struct MutatedFileTests {
  @Test(arguments: DamagedFile.written)
  func readersBear(_ file: DamagedFile) throws {
    let counts = try read(file, copies: 15_000)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  /// Heads of large files, where their structure stands, and whole small ones.
  @Test(arguments: DamagedFile.installed)
  func readersBearRealFiles(_ file: DamagedFile) throws {
    _ = try read(file, copies: file.copies)
  }

  /// Whole files of a hundred megabytes keep to the bound, too.
  @Test(arguments: DamagedFile.large) func largeFilesKeepToTheBound(_ file: DamagedFile) throws {
    let bytes = try file.bytes()
    allocation_meter_start()
    try file.read(bytes)
    let peak = Int(allocation_meter_peak())
    #expect(peak <= 2 * bytes.count + 64 << 20, "\(peak) bytes for \(bytes.count)")
  }

  @Test func theMeterCounts() {
    allocation_meter_start()
    let block = [UInt8](repeating: 1, count: 1 << 20)
    #expect(allocation_meter_peak() >= block.count)
  }

  /// Reads damaged copies; returns how many were read and how many refused.
  private func read(_ file: DamagedFile, copies: Int) throws -> (valid: Int, refused: Int) {
    var generator = SplitMix(seed: file.seed)
    let bytes = try file.bytes()
    var refused = 0
    for copy in 0..<copies {
      let damaged = Mutation.damaged(bytes, limit: file.limit, using: &generator)
      allocation_meter_start()
      do { try file.read(damaged) } catch is WeightFileError { refused += 1 } catch is OnnxError {
        refused += 1
      }
      let peak = Int(allocation_meter_peak())
      try #require(peak <= 2 * damaged.count + 64 << 20, "copy \(copy) takes \(peak) bytes")
    }
    return (copies - refused, refused)
  }
}

/// A file to be damaged, with the reader that has to bear it.
struct DamagedFile: CustomTestStringConvertible, Sendable {
  let name: String
  let seed: UInt64
  /// Damages stand in so many bytes from the beginning.
  var limit = Int.max
  var copies = 0
  let bytes: @Sendable () throws -> [UInt8]
  let read: @Sendable ([UInt8]) throws -> Void

  var testDescription: String { name }

  /// Small files of every format.
  static let written = [
    DamagedFile(
      name: "dlib network", seed: 1, bytes: { DlibWriter.network(folded: true) },
      read: readWeights),
    DamagedFile(
      name: "dlib network, not folded", seed: 1, bytes: { DlibWriter.network(folded: false) },
      read: readWeights),
    DamagedFile(
      name: "PyTorch, legacy", seed: 2, bytes: { TorchWriter.file(TorchWriter.sample) },
      read: readWeights),
    DamagedFile(
      name: "shape predictor", seed: 3, bytes: { DlibWriter.shapePredictor() },
      read: runPredictor),
    DamagedFile(
      name: "PyTorch, zip", seed: 7, bytes: { SavedFiles.torchArchive }, read: readWeights),
    DamagedFile(
      name: "safetensors", seed: 8, bytes: { SavedFiles.safetensors }, read: readWeights),
    DamagedFile(
      name: "ONNX", seed: 9, bytes: { OnnxWriter.sample.file() }, read: readGraph),
  ]

  /// Files of models that are in place; those that are absent are left out.
  static let installed: [DamagedFile] = [
    head("pnet.pt", 2_000, copies: 2_000, seed: 4, readWeights),
    head(ModelFiles.detector, 200, copies: 500, seed: 5, readWeights),
    head(ModelFiles.fivePoints, 400, copies: 100, seed: 6, runPredictor),
    shared("yunet.onnx"), shared("scrfd-500m.onnx"), shared("mobilefacenet-int8.onnx"),
  ].compactMap { $0 }

  static let large: [DamagedFile] = [
    head("facenet-vggface2.pt", .max, copies: 0, seed: 0, readWeights),
    head("shape_predictor_68_face_landmarks.dat", .max, copies: 0, seed: 0, runPredictor),
    head(ModelFiles.resNet, .max, copies: 0, seed: 0, readWeights),
  ].compactMap { $0 }

  private static func head(
    _ name: String, _ limit: Int, copies: Int, seed: UInt64,
    _ read: @escaping @Sendable ([UInt8]) throws -> Void
  ) -> DamagedFile? {
    guard ModelFiles.exist(name) else { return nil }
    return DamagedFile(
      name: name, seed: seed, limit: limit, copies: copies,
      bytes: { try contents(ofFile: ModelFiles.path(name)) }, read: read)
  }

  private static func shared(_ name: String) -> DamagedFile? {
    guard let path = ModelFiles.shared("weights/\(name)") else { return nil }
    return DamagedFile(
      name: name, seed: 10, copies: 60, bytes: { try contents(ofFile: path) }, read: readGraph)
  }
}

// MARK: - Readers, with what must hold of all that they read

@Sendable private func readWeights(_ bytes: [UInt8]) throws {
  let file = try WeightFile(bytes: bytes, name: "damaged")
  let size = file.tensors.values.reduce(0) { $0 + 4 * $1.values.count }
  #expect(size <= 2 * bytes.count)
  for tensor in file.tensors.values {
    #expect(tensor.values.count == tensor.dimensions.reduce(1, *))
  }
}

@Sendable private func readGraph(_ bytes: [UInt8]) throws {
  let network = try OnnxNetwork(bytes: bytes, name: "damaged")
  #expect(network.outputs.count == network.graph.outputs.count)
}

@Sendable private func runPredictor(_ bytes: [UInt8]) throws {
  let predictor = try ShapePredictor(bytes: bytes, name: "damaged")
  let pixels = (0..<3 * 16 * 16).map { UInt8(truncatingIfNeeded: 37 * $0) }
  let points = pixels.withUnsafeBufferPointer {
    predictor(
      PixelGrid(width: 16, height: 16, pixels: $0),
      box: PixelBox(left: -3, top: 2, right: 18, bottom: 12))
  }
  #expect(points.count == predictor.landmarkCount)
}
