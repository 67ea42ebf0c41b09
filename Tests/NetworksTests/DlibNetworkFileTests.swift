import Tensors
import Testing

@testable import Networks

@Suite struct DlibNetworkFileTests {
  @Test func readsEveryKindOfLayerInTheOrderOfEvaluation() throws {
    let file = try DlibNetworkFile(ByteReader(DlibWriter.network(), file: "net.dat"))
    #expect(file.loss == "loss_metric_2")
    #expect(
      file.layers == [
        .input(mean: [122.782, 117.001, 104.298]),
        .convolution(
          weight: Tensor(dimensions: [2, 1, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8]),
          bias: Tensor(dimensions: [2], values: [9, 10]),
          stride: Extent(height: 1, width: 3), padding: Padding(vertical: 0, horizontal: 1)),
        .affine(
          scale: Tensor(dimensions: [2], values: [2, 3]),
          shift: Tensor(dimensions: [2], values: [-1, 0.5])),
        .relu,
        .pooling(.maximum, window: Extent(3), stride: Extent(2), padding: .none),
        .add,
        .dense(weight: Tensor(dimensions: [3, 2], values: [1, 4, 2, 5, 3, 6]), bias: nil),
      ])
  }

  @Test func namesArraysByKindAndCount() throws {
    let file = try WeightFile(bytes: DlibWriter.network(), name: "net.dat")
    #expect(
      file.tensors.keys.sorted() == [
        "affine1.scale", "affine1.shift", "con1.bias", "con1.weight", "fc1.weight",
      ])
  }

  @Test func foldsBatchNormalisation() throws {
    let bytes = DlibWriter.network(folded: false)
    let file = try WeightFile(bytes: bytes, name: "net.dat")
    // γ/√(3.75+0.25) = 1 and γ/√(8.75+0.25) = 1; β − γ'·mean.
    #expect(file.tensors["affine1.scale"]?.values == [1, 1])
    #expect(file.tensors["affine1.shift"]?.values == [-11, -19.5])
  }

  @Test func readsANetworkWithoutLoss() throws {
    let reader = ByteReader(DlibWriter.network(loss: nil), file: "net.dat")
    #expect(try DlibNetworkFile(reader).loss == nil)
  }

  @Test func refusesAnUnknownLossByNameAndOffset() {
    let bytes = DlibWriter.network(loss: "loss_odd_")
    #expect(
      throws: WeightFileError.unsupported(file: "net.dat", offset: 2, .record("loss_odd_"))
    ) { try WeightFile(bytes: bytes, name: "net.dat") }
  }

  @Test func refusesEveryTruncation() throws {
    let bytes = DlibWriter.network()
    for count in 0..<bytes.count {
      #expect(throws: WeightFileError.self, "\(count) bytes") {
        try WeightFile(bytes: Array(bytes[..<count]), name: "net.dat")
      }
    }
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.detector)))  // Skipped without the model file.
  func readsTheDetector() throws {
    let path = ModelFiles.path(ModelFiles.detector)
    let file = try DlibNetworkFile(ByteReader(contents(ofFile: path), file: path))
    let strides = file.layers.compactMap { layer -> Int? in
      guard case .convolution(_, _, let stride, _) = layer else { return nil }
      return stride.width
    }
    #expect(file.loss == "loss_mmod_")
    #expect(strides == [2, 2, 2, 1, 1, 1, 1])
    #expect(file.tensors["con7.weight"]?.dimensions == [1, 45, 9, 9])
    #expect(file.layers.count { $0 == .relu } == 6)
  }
}
