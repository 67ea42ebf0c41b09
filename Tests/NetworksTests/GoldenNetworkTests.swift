import Tensors
import Testing

@testable import Networks

/// What the original programs answer on inputs that a formula makes: facenet-pytorch 2.6.0 for
/// MTCNN's networks, dlib 20.0.1 for the ResNet. Skipped without the model files.
@Suite struct GoldenNetworkTests {
  /// An image whose channel k, row r, column c is `pixel(k, r, c)`, as the network is fed with it.
  private func input(
    of network: Network, pixel: (Int, Int, Int) -> Int
  ) -> Tensor {
    let shape = network.input
    var values: [Float] = []
    for k in 0..<shape.channels {
      for r in 0..<shape.height {
        for c in 0..<shape.width {
          let value = Float(pixel(k, r, c)) - network.normalisation.mean[k]
          values.append(value * network.normalisation.scale)
        }
      }
    }
    return Tensor(dimensions: [1, shape.channels, shape.height, shape.width], values: values)
  }

  private func expect(
    _ network: Network, weights: String, answers: [[Float]], within tolerance: Float,
    pixel: (Int, Int, Int) -> Int
  ) throws {
    let parameters = try network.parameters(path: ModelFiles.path(weights))
    let samples = input(of: network, pixel: pixel)
    for outputs in [
      try Reference(network.graph, parameters: parameters)(samples),
      try Executor(network.graph, parameters: parameters)(samples),
    ] {
      try #require(outputs.map(\.values.count) == answers.map(\.count))
      for (found, expected) in zip(outputs, answers) {
        let distance = zip(found.values, expected).map { abs($0 - $1) }.max() ?? 0
        #expect(distance <= tolerance)
      }
    }
  }

  private func probe(k: Int, r: Int, c: Int) -> Int { (7 * c + 13 * r + 31 * k) % 256 }

  @Test(.enabled(if: ModelFiles.exist("pnet.pt")))
  func pnet() throws {
    try expect(
      PNet.network, weights: "pnet.pt",
      answers: [[0.013574, 0.083190, -0.014530, 0.263974], [0.991866, 0.008134]],
      within: 2e-6, pixel: probe)
  }

  @Test(.enabled(if: ModelFiles.exist("rnet.pt")))
  func rnet() throws {
    try expect(
      RNet.network, weights: "rnet.pt",
      answers: [[-0.015954, -0.044825, 0.023109, 0.185171], [0.997879, 0.002121]],
      within: 2e-6, pixel: probe)
  }

  @Test(.enabled(if: ModelFiles.exist("onet.pt")))
  func onet() throws {
    try expect(
      ONet.network, weights: "onet.pt",
      answers: [
        [-0.070905, -0.045374, 0.021397, 0.094953],
        [
          0.349752, 0.693204, 0.544291, 0.351526, 0.637425, 0.393985, 0.331529, 0.686634,
          0.802484, 0.761720,
        ],
        [0.998093, 0.001907],
      ], within: 2e-6, pixel: probe)
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.resNet)))
  func resNetOnStripes() throws {
    try expect(ResNetAnswers.stripes) { k, r, c in (7 * r + 13 * c + 31 * k) % 256 }
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.resNet)))
  func resNetOnGrey() throws {
    try expect(ResNetAnswers.grey) { _, _, _ in 128 }
  }

  @Test(.enabled(if: ModelFiles.exist(ModelFiles.resNet)))
  func resNetOnABoard() throws {
    try expect(ResNetAnswers.board) { k, r, c in
      (r / 10 + c / 10 + k).isMultiple(of: 2) ? 40 : 200
    }
  }

  private func expect(_ answer: [Float], pixel: (Int, Int, Int) -> Int) throws {
    try expect(
      DlibResNet.network, weights: ModelFiles.resNet, answers: [answer], within: 1e-4,
      pixel: pixel)
  }
}
