import Foundation
import Tensors
import Testing

@testable import Networks

/// What facenet-pytorch 2.6.0 answers with the VGGFace2 weights.
@Suite struct FaceNetGoldenTests {
  private static let weights = ModelFiles.shared("weights/facenet-vggface2.pt")
  private static let answers = ModelFiles.shared("golden/facenet.json")

  private struct Answers: Decodable {
    var pattern_embedding: [Float]
  }

  // Skipped where weights or answers are absent.
  @Test(.enabled(if: weights != nil && answers != nil), arguments: [1, 2, 5])
  func embedsThePattern(batch: Int) throws {
    let file = try #require(Self.answers)
    let answers = try JSONDecoder().decode(
      Answers.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    let network = InceptionResNetV1.network
    let parameters = try network.parameters(path: #require(Self.weights))
    let found = try Executor(network.graph, parameters: parameters)(pattern(batch))[0]
    #expect(found.dimensions == [batch, 512])
    for sample in 0..<batch {
      let embedding = found.values[sample * 512..<(sample + 1) * 512]
      let distance = zip(embedding, answers.pattern_embedding).map { abs($0 - $1) }.max()
      #expect(try #require(distance) <= 1e-5)
    }
  }

  /// Channel k, row r, column c: (7r + 13c + 31k) mod 256, as the network is fed with it.
  private func pattern(_ batch: Int) -> Tensor {
    let sample = (0..<3 * 160 * 160).map { index in
      let (k, cell) = index.quotientAndRemainder(dividingBy: 160 * 160)
      let (r, c) = cell.quotientAndRemainder(dividingBy: 160)
      return (Float((7 * r + 13 * c + 31 * k) % 256) - 127.5) / 128
    }
    return Tensor(
      dimensions: [batch, 3, 160, 160], values: (0..<batch).flatMap { _ in sample })
  }
}
