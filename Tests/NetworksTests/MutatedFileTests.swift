import Testing

@testable import Networks

/// Damaged files end in a typed error or a valid result: the process lives, and no result is
/// larger than its file allows.
@Suite(.timeLimit(.minutes(1))) struct MutatedFileTests {
  /// Reads `count` damaged copies; returns how many were read and how many refused.
  private func readDamaged(
    _ bytes: [UInt8], count: Int, limit: Int = .max, seed: UInt64,
    _ read: ([UInt8]) throws -> Void
  ) throws -> (valid: Int, refused: Int) {
    var generator = SplitMix(seed: seed)
    var refused = 0
    for _ in 0..<count {
      let damaged = Mutation.damaged(bytes, limit: limit, using: &generator)
      do { try read(damaged) } catch is WeightFileError { refused += 1 } catch is OnnxError {
        refused += 1
      }
    }
    return (count - refused, refused)
  }

  private func readWeights(_ bytes: [UInt8]) throws {
    let file = try WeightFile(bytes: bytes, name: "damaged")
    let size = file.tensors.values.reduce(0) { $0 + 4 * $1.values.count }
    #expect(size <= 2 * bytes.count)
    for tensor in file.tensors.values {
      #expect(tensor.values.count == tensor.dimensions.reduce(1, *))
    }
  }

  private func runPredictor(_ bytes: [UInt8]) throws {
    let predictor = try ShapePredictor(bytes: bytes, name: "damaged")
    let pixels = (0..<3 * 16 * 16).map { UInt8(truncatingIfNeeded: 37 * $0) }
    let points = pixels.withUnsafeBufferPointer {
      predictor(
        PixelGrid(width: 16, height: 16, pixels: $0),
        box: PixelBox(left: -3, top: 2, right: 18, bottom: 12))
    }
    #expect(points.count == predictor.landmarkCount)
  }

  @Test(arguments: [true, false])
  func dlibNetwork(folded: Bool) throws {
    let bytes = DlibWriter.network(folded: folded)
    let counts = try readDamaged(bytes, count: 5_000, seed: 1, readWeights)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  @Test func torchFile() throws {
    let bytes = TorchWriter.file(TorchWriter.sample)
    let counts = try readDamaged(bytes, count: 10_000, seed: 2, readWeights)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  @Test func torchArchive() throws {
    let counts = try readDamaged(SavedFiles.torchArchive, count: 10_000, seed: 7, readWeights)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  @Test func safetensors() throws {
    let counts = try readDamaged(SavedFiles.safetensors, count: 10_000, seed: 8, readWeights)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  private func readGraph(_ bytes: [UInt8]) throws {
    let network = try OnnxNetwork(bytes: bytes, name: "damaged")
    let size = network.parameters.values.reduce(0) { $0 + 4 * $1.values.count }
    #expect(size <= 2 * bytes.count + 64 << 20)
    #expect(network.outputs.count == network.graph.outputs.count)
  }

  @Test func onnx() throws {
    let bytes = OnnxWriter.sample.file()
    let counts = try readDamaged(bytes, count: 20_000, seed: 9, readGraph)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  @Test(
    .enabled(if: ModelFiles.shared("weights/yunet.onnx") != nil),  // Skipped where absent.
    arguments: ["yunet.onnx", "scrfd-500m.onnx", "mobilefacenet-int8.onnx"])
  func onnxFiles(_ name: String) throws {
    let bytes = try contents(ofFile: #require(ModelFiles.shared("weights/\(name)")))
    _ = try readDamaged(bytes, count: 60, seed: 10, readGraph)
  }

  @Test func shapePredictor() throws {
    let bytes = DlibWriter.shapePredictor()
    let counts = try readDamaged(bytes, count: 10_000, seed: 3, runPredictor)
    #expect(counts.valid > 100 && counts.refused > 100)
  }

  @Test(.enabled(if: ModelFiles.exist("pnet.pt")))  // Skipped without the model file.
  func headOfPNet() throws {
    let bytes = try contents(ofFile: ModelFiles.path("pnet.pt"))
    _ = try readDamaged(bytes, count: 2_000, limit: 2_000, seed: 4, readWeights)
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.detector)))  // Skipped without the model file.
  func headOfTheDetector() throws {
    let bytes = try contents(ofFile: ModelFiles.path(ModelFiles.detector))
    _ = try readDamaged(bytes, count: 500, limit: 200, seed: 5, readWeights)
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.fivePoints)))  // Skipped without the model file.
  func headOfTheFivePointModel() throws {
    let bytes = try contents(ofFile: ModelFiles.path(ModelFiles.fivePoints))
    _ = try readDamaged(bytes, count: 100, limit: 400, seed: 6, runPredictor)
  }
}
