import Testing

@testable import Tensors

@Suite struct PoolingTests {
  static let kinds: [PoolingKind] = [
    .maximum, .average(countingPadding: true), .average(countingPadding: false), .euclidean,
  ]

  @Test(arguments: kinds, [Rounding.down, .up])
  func agreesOnRandomGeometry(_ kind: PoolingKind, _ rounding: Rounding) throws {
    for seed in 0..<40 {
      var random = Seeded(UInt64(seed))
      let window = Extent(
        height: .random(in: 1...4, using: &random), width: .random(in: 1...4, using: &random))
      let padding = Padding(
        top: .random(in: 0..<window.height, using: &random),
        left: .random(in: 0..<window.width, using: &random),
        bottom: .random(in: 0..<window.height, using: &random),
        right: .random(in: 0..<window.width, using: &random))
      let stride = Extent(
        height: .random(in: 1...3, using: &random), width: .random(in: 1...3, using: &random))
      let shape = Shape(
        channels: [3, 10, 16, 32].randomElement(using: &random) ?? 1,
        height: window.height + .random(in: 0...9, using: &random),
        width: window.width + .random(in: 0...9, using: &random))
      let operation = Operation.pooling(
        kind, window: window, stride: stride, padding: padding, rounding: rounding)
      try expectAgreement(.of(operation, on: shape), "\(shape) \(operation)")
      try expectAgreement(convolved(operation, shape), "\(shape) \(operation) convolved")
    }
  }

  /// The pooling on a map in the layout convolutions leave.
  private func convolved(_ operation: Tensors.Operation, _ shape: Shape) -> Graph {
    var graph = Graph()
    let input = graph.add(.input(shape), to: [], named: "input")
    let map = graph.convolve(input, shape.channels, 32, Extent(1), named: "conv")
    graph.outputs = [graph.add(operation, to: [map], named: "pool")]
    return graph
  }
}
