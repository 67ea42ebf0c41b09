import Foundation
import Tensors
import Testing

@testable import Networks

/// What ONNX Runtime 1.32 answers on a pattern.
@Suite struct OnnxGoldenTests {
  private static let answers = ModelFiles.shared("golden/onnx.json")

  /// ONNX Runtime's logistic function is off by up to 1.35e-7, several times the probabilities of
  /// 1e-8 that YuNet's `obj_8` holds on the pattern; computed in doubles from ONNX Runtime's own
  /// arguments, their sum is 2.7756e-4, not 2.8038e-4.
  private static let slack = 1.35e-7

  private struct Answers: Decodable {
    var models: [Model]

    struct Model: Decodable {
      var file: String
      var shape: [Int]
      var outputs: [Output]
    }

    struct Output: Decodable {
      var name: String
      var shape: [Int]
      var first: [Double]
      var sum: Double
      var l2: Double
    }
  }

  // Skipped where weights or answers are absent.
  @Test(
    .enabled(if: answers != nil),
    arguments: ["mobilefacenet.onnx", "scrfd-500m.onnx", "yunet.onnx"])
  func agrees(_ name: String) throws {
    let (model, found) = try run(name)
    try #require(found.count == model.outputs.count)
    for (output, found) in zip(model.outputs, found) {
      #expect(found.dimensions == output.shape, "\(name) \(output.name)")
      let values = found.values.map(Double.init)
      let l2 = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let largest = values.map(abs).max() ?? 0
      let slack = Self.slack * Double(values.count).squareRoot()
      #expect(abs(l2 - output.l2) <= 1e-3 * output.l2 + slack, "\(name) \(output.name)")
      let sum = values.reduce(0, +)
      let magnitude = values.reduce(0) { $0 + abs($1) }
      let drift = 1e-3 * magnitude + Self.slack * Double(values.count)
      #expect(abs(sum - output.sum) <= drift, "\(name) \(output.name)")
      // Single values are given to six places.
      for (value, expected) in zip(values, output.first) {
        #expect(abs(value - expected) <= 1e-3 * largest + Self.slack + 5e-7)
      }
    }
  }

  // Skipped where weights or answers are absent. Only the beginning of the embedding is known.
  @Test(.enabled(if: answers != nil))
  func quantisedAgrees() throws {
    let (model, found) = try run("mobilefacenet-int8.onnx")
    let output = try #require(model.outputs.first)
    let values = try #require(found.first).values.map(Double.init)
    #expect(values.count == 512)
    let head = zip(values, output.first)
    let dot = head.reduce(0) { $0 + $1.0 * $1.1 }
    let norm = head.reduce(0) { $0 + $1.0 * $1.0 } * head.reduce(0) { $0 + $1.1 * $1.1 }
    #expect(dot / norm.squareRoot() >= 0.999)
    let l2 = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(l2 - output.l2) <= 0.02 * output.l2)
  }

  // Skipped where weights or answers are absent.
  @Test(
    .enabled(if: answers != nil),
    arguments: ["mobilefacenet.onnx", "mobilefacenet-int8.onnx", "scrfd-500m.onnx"])
  func samplesOfABatchAreIndependent(_ name: String) throws {
    let path = try #require(ModelFiles.shared("weights/\(name)"))
    let network = try OnnxNetwork(path: path, size: Extent(96 + (name.hasPrefix("m") ? 16 : 0)))
    let sample = pattern(network.input)
    let other = sample.map { -$0 }
    let executor = try Executor(network.graph, parameters: network.parameters)
    let shape = [network.input.channels, network.input.height, network.input.width]
    let both = try executor(Tensor(dimensions: [2] + shape, values: other + sample))
    let alone = try executor(Tensor(dimensions: [1] + shape, values: sample))
    for (both, alone) in zip(both, alone) {
      let second = both.values.suffix(alone.values.count)
      let difference = zip(second, alone.values).map { abs($0 - $1) }.max() ?? 0
      #expect(difference <= 1e-4 * (alone.values.map(abs).max() ?? 0))
    }
  }

  private func run(_ name: String) throws -> (Answers.Model, [Tensor]) {
    let file = try #require(Self.answers)
    let answers = try JSONDecoder().decode(
      Answers.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    let model = try #require(answers.models.first { $0.file == name })
    let path = try #require(ModelFiles.shared("weights/\(name)"))
    let size = Extent(height: model.shape[2], width: model.shape[3])
    let network = try OnnxNetwork(path: path, size: size)
    #expect(network.outputs.map(\.name) == model.outputs.map(\.name))
    let executor = try Executor(network.graph, parameters: network.parameters)
    let samples = Tensor(dimensions: model.shape, values: pattern(network.input))
    return (model, network.arrays(of: try executor(samples)))
  }

  /// Channel k, row r, column c: (7r + 13c + 31k) mod 256, then (v − 127.5) / 128.
  private func pattern(_ shape: Shape) -> [Float] {
    (0..<shape.count).map { index in
      let (k, cell) = index.quotientAndRemainder(dividingBy: shape.height * shape.width)
      let (r, c) = cell.quotientAndRemainder(dividingBy: shape.width)
      return (Float((7 * r + 13 * c + 31 * k) % 256) - 127.5) / 128
    }
  }
}
