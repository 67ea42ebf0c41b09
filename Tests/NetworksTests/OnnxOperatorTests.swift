import Foundation
import Tensors
import Testing

@testable import Networks

/// Small graphs against ONNX Runtime's answers, see Golden/operators.py.
@Suite struct OnnxOperatorTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var file: Data
    var shape: [Int]
    var shift: Float
    var dimensions: [Int]
    var values: [Float]

    var testDescription: String { name }

    static let all: [Case] = {
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/operators.json")
      let data = (try? Data(contentsOf: url)) ?? Data()
      return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
    }()
  }

  @Test func thereAreCases() { #expect(Case.all.count == 36) }

  @Test(arguments: Case.all) func answersAsOnnxRuntime(_ expected: Case) throws {
    let network = try OnnxNetwork(bytes: Array(expected.file), name: expected.name)
    var state: UInt64 = 1
    let values = (0..<expected.shape.reduce(1, *)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Double(state >> 40) / 16_777_216) + expected.shift
    }
    let executor = try Executor(network.graph, parameters: network.parameters)
    let samples = Tensor(dimensions: expected.shape, values: values)
    let found = network.arrays(of: try executor(samples))
    let answer = try #require(found.first)
    #expect(answer.dimensions == expected.dimensions)
    try #require(answer.values.count == expected.values.count)
    let errors = zip(answer.values, expected.values).map { abs($0 - $1) / max(1, abs($1)) }
    #expect((errors.max() ?? 1) < 2e-6)
  }
}
