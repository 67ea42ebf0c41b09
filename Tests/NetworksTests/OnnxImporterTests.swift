import Tensors
import Testing

@testable import Networks

@Suite struct OnnxImporterTests {
  private func read(_ writer: OnnxWriter, version: Int = 13) throws -> OnnxNetwork {
    try OnnxNetwork(bytes: writer.file(version: version), name: "net.onnx")
  }

  private func run(_ network: OnnxNetwork, _ values: [Float]) throws -> [Tensor] {
    let shape = [1, network.input.channels, network.input.height, network.input.width]
    let executor = try Executor(network.graph, parameters: network.parameters)
    return network.arrays(of: try executor(Tensor(dimensions: shape, values: values)))
  }

  private func ramp(_ count: Int) -> [Float] { (0..<count).map { Float($0 % 17) / 17 - 0.5 } }

  /// A product behind a transposed map reads the map's values in the transposed order.
  @Test func productsFollowTheLayout() throws {
    let network = try read(.sample)
    let image = ramp(3 * 64)
    let found = try run(network, image)[0]
    #expect(found.dimensions == [1, 5])
    // By hand: the convolution, its functions, then the product over rows, columns, channels.
    var expected: [Float] = Array(repeating: 0, count: 5)
    let (bias, slope): ([Float], [Float]) = ([0.1, -0.2, 0.3, 0], [0.1, 0.2, 0.3, 0.4])
    for (y, x, c) in cells() {
      var sum = bias[c]
      for (k, i, j) in taps() {
        let (row, column) = (2 * y + i - 1, 2 * x + j - 1)
        guard (0..<8).contains(row), (0..<8).contains(column) else { continue }
        let weight = Float((((c * 3 + k) * 3 + i) * 3 + j) % 7) / 7 - 0.4
        sum += weight * image[(k * 8 + row) * 8 + column]
      }
      let rectified = sum > 0 ? sum : slope[c] * sum
      let value = rectified * Float(Reference.logistic(Double(rectified)))
      for output in 0..<5 {
        let place = ((y * 4 + x) * 4 + c) * 5 + output
        expected[output] += value * (Float(place % 11) / 11 - 0.5)
      }
    }
    for (a, b) in zip(found.values, expected) { #expect(abs(a - b) < 1e-4) }
  }

  private func cells() -> [(Int, Int, Int)] {
    (0..<64).map { ($0 / 16, $0 / 4 % 4, $0 % 4) }
  }

  private func taps() -> [(Int, Int, Int)] { (0..<27).map { ($0 / 9, $0 / 3 % 3, $0 % 3) } }

  /// Images whose channels come last are read in place, and results given in that order.
  @Test func channelsLast() throws {
    var writer = OnnxWriter()
    writer.input("image", [1, 5, 7, 3])
    writer.node("Transpose", ["image"], "planes", lists: ["perm": [0, 3, 1, 2]])
    writer.node("Relu", ["planes"], "r")
    writer.node("Transpose", ["r"], "y", lists: ["perm": [0, 2, 3, 1]])
    writer.output("y")
    let network = try read(writer)
    #expect(network.input == Shape(channels: 3, height: 5, width: 7))
    let image = ramp(105)
    let found = try run(network, image)[0]
    #expect(found.dimensions == [1, 5, 7, 3])
    for index in 0..<105 {
      let (cell, channel) = index.quotientAndRemainder(dividingBy: 3)
      #expect(found.values[index] == max(0, image[channel * 35 + cell]))
    }
  }

  /// Shapes that the file computes from shapes are known when it is read.
  @Test func foldsShapes() throws {
    var writer = OnnxWriter()
    writer.input("image", [1, 2, 4, 6])
    writer.list("two", [2])
    writer.list("index", [2])
    writer.list("first", [0])
    writer.list("second", [2])
    writer.node("Shape", ["image"], "s")
    writer.node("Gather", ["s", "index"], "height")
    writer.node("Mul", ["height", "two"], "doubled")
    writer.node("Slice", ["s", "first", "second"], "head")
    writer.list("width", [12])
    writer.node("Concat", ["head", "doubled", "width"], "sizes", ["axis": 0])
    writer.node(
      "Resize", ["image", "", "", "sizes"], "y",
      texts: ["mode": "nearest", "coordinate_transformation_mode": "asymmetric"])
    writer.output("y")
    let network = try read(writer)
    let image = ramp(48)
    let found = try run(network, image)[0]
    #expect(found.dimensions == [1, 2, 8, 12])
    #expect(found.values[0..<4] == [image[0], image[0], image[1], image[1]])
    #expect(found.values[12..<16] == [image[0], image[0], image[1], image[1]])
  }

  @Test func refusesByName() throws {
    var writer = OnnxWriter()
    writer.input("image", [1, 3, 8, 8])
    writer.node("Einsum", ["image"], "y")
    writer.output("y")
    let expected = OnnxError.unknownOperator(file: "net.onnx", node: "node-y", kind: "Einsum")
    #expect(throws: expected) { try read(writer) }
    #expect("\(expected)".contains("node-y") && "\(expected)".contains("Einsum"))
  }

  @Test func refusesWhatDoesNotFit() throws {
    var writer = OnnxWriter()
    writer.input("image", [1, 3, 8, 8])
    writer.tensor("b", [5], [1, 2, 3, 4, 5])
    writer.node("Add", ["image", "b"], "y")
    writer.output("y")
    #expect(throws: OnnxError.self) { try read(writer) }
    var missing = OnnxWriter()
    missing.input("image", [1, 3, 8, 8])
    missing.node("Relu", ["nothing"], "y")
    missing.output("y")
    #expect(
      throws: OnnxError.missingValue(file: "net.onnx", node: "node-y", value: "nothing")
    ) { try read(missing) }
  }

  @Test func viewsSplitAndJoin() throws {
    let map = OnnxView.map(channels: 8, height: 2, width: 3)
    let last = try #require(map.transposed([2, 3, 0, 1]))
    let rows = try #require(last.reshaped(to: [12, 4]))
    #expect(rows.extents == [12, 4])
    // Anchor a of cell (y, x) holds channels 4a to 4a + 3.
    let places = rows.places(sample: 48, height: 2, width: 3)
    for (index, place) in places.enumerated() {
      let (row, channel) = index.quotientAndRemainder(dividingBy: 4)
      let (cell, anchor) = row.quotientAndRemainder(dividingBy: 2)
      #expect(place == (4 * anchor + channel) * 6 + cell)
    }
    #expect(map.reshaped(to: [5, 10]) == nil)
    #expect(map.reshaped(to: []) == nil)
  }
}

extension Reference {
  fileprivate static func logistic(_ value: Double) -> Double {
    // By its series of powers of e, with the constant to the precision of doubles.
    var (power, term) = (1.0, 1.0)
    for step in 1...40 {
      term *= -value / Double(step)
      power += term
    }
    return 1 / (1 + power)
  }
}
