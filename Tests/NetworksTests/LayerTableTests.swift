import Tensors
import Testing

@testable import Networks

/// The layers against the tables of the papers that describe them.
@Suite struct LayerTableTests {
  /// A row as a paper prints it; figures in units of the last digit that it shows.
  struct Printed: Sendable {
    var name: String
    var output: Shape
    var parameters: Double
    var operations: Double
    var unit: (parameters: Double, operations: Double)

    /// Parameters in thousands, operations in millions.
    init(_ name: String, _ side: Int, _ channels: Int, _ parameters: Double, _ operations: Double) {
      self.name = name
      output = Shape(channels: channels, height: side, width: side)
      self.parameters = parameters * 1e3
      self.operations = operations * 1e6
      unit = (
        parameters == 1600 || parameters >= 34_000 ? parameters == 1600 ? 1e5 : 1e6 : 1e3,
        operations < 1 ? 1e5 : 1e6
      )
    }
  }

  /// FaceNet's table 1, without the rows that have no weights.
  static let nn1 = [
    Printed("conv1", 110, 64, 9, 115), Printed("conv2a", 55, 64, 4, 13),
    Printed("conv2", 55, 192, 111, 335), Printed("conv3a", 28, 192, 37, 29),
    Printed("conv3", 28, 384, 664, 521), Printed("conv4a", 14, 384, 148, 29),
    Printed("conv4", 14, 256, 885, 173), Printed("conv5a", 14, 256, 66, 13),
    Printed("conv5", 14, 256, 590, 116), Printed("conv6a", 14, 256, 66, 13),
    Printed("conv6", 14, 256, 590, 116), Printed("fc1", 1, 8192, 103_000, 103),
    Printed("fc2", 1, 8192, 34_000, 34), Printed("fc7128", 1, 128, 524, 0.5),
  ]

  /// FaceNet's table 2, likewise.
  static let nn2 = [
    Printed("conv1", 112, 64, 9, 119), Printed("2", 56, 192, 115, 360),
    Printed("3a", 28, 256, 164, 128), Printed("3b", 28, 320, 228, 179),
    Printed("3c", 14, 640, 398, 108), Printed("4a", 14, 640, 545, 107),
    Printed("4b", 14, 640, 595, 117), Printed("4c", 14, 640, 654, 128),
    Printed("4d", 14, 640, 722, 142), Printed("4e", 7, 1024, 717, 56),
    Printed("5a", 7, 1024, 1600, 78), Printed("5b", 7, 1024, 1600, 78),
    Printed("fc", 1, 128, 131, 0.1),
  ]

  @Test(arguments: [(NN1.network, nn1), (NN2.network, nn2)])
  func equalsTheRowsOfFaceNet(network: Network, printed: [Printed]) throws {
    let rows = try LayerTable(network).rows.filter { $0.parameters > 0 }
    try #require(rows.map(\.name) == printed.map(\.name))
    for (row, printed) in zip(rows, printed) {
      #expect(row.output == printed.output, "\(row.name)")
      // The paper cuts some figures where it rounds others.
      #expect(
        abs(Double(row.parameters) - printed.parameters) < printed.unit.parameters, "\(row.name)")
      let operations = Double(row.multiplyAdds + row.biasAdds)
      #expect(abs(operations - printed.operations) < printed.unit.operations, "\(row.name)")
    }
  }

  @Test func namesTheKernelsOfNN1() throws {
    let rows = try LayerTable(NN1.network).rows
    #expect(rows.prefix(4).map(\.kernel) == ["input", "7×7×3, 2", "max 3×3, 2", "norm"])
    #expect(rows.suffix(3).map(\.kernel) == ["maxout p=2", "fully connected", "L2"])
  }

  /// Totals in millions that FaceNet states, and the last digits that it gives.
  private static let totals: [(Network, Double, Double, Double, Double)] = [
    (NN1.network, 140, 1, 1600, 100), (NN2.network, 7.5, 0.1, 1600, 100),
    (NN3.network, 7.5, 0.1, 816, 1), (NN4.network, 6.6, 0.1, 285, 1),
    (NNS1.network, 26, 1, 220, 1), (NNS2.network, 4.3, 0.1, 20, 1),
  ]

  @Test func reachesTheStatedTotals() throws {
    for (network, parameters, unit, operations, step) in Self.totals {
      let table = try LayerTable(network)
      #expect(abs(Double(table.parameters) / 1e6 - parameters) <= unit / 2, "\(network)")
      let found = Double(table.multiplyAdds + table.biasAdds) / 1e6
      #expect(abs(found - operations) <= step / 2, "\(network)")
      #expect(table.parameters == network.parameterCount)
    }
  }

  /// Both sides of a column have the same arrays, and each its own products.
  @Test func countsSharedArraysOnce() throws {
    let table = try LayerTable(SmallFaceNet.columns)
    let parameters = [3 * 16, 16 * 32, 32 * 64, 64 * 64].map { 9 * $0 }.reduce(0, +)
    let scales = 3 * (16 + 32 + 64 + 64)
    let dense = 6 * (7 * 6) + 2 * (5 * 6)
    #expect(table.parameters == 8 * (parameters + scales + 128) + dense * 64 * 128)
    #expect(table.parameters == SmallFaceNet.columns.parameterCount)
    #expect(table.rows.filter { $0.parameters > 0 }.map(\.name) == (1...8).map { "column\($0)" })
  }

  @Test func countsProductsWithoutBiases() throws {
    #expect(try LayerTable(InceptionResNetV1.network).multiplyAdds == 1_417_662_304)
    #expect(try LayerTable(DlibResNet.network).multiplyAdds / 100_000 == 2708)
  }

  @Test func countsTheLayersOfDeepFace() throws {
    let rows = try LayerTable(DeepFace.network).rows.filter { $0.parameters > 0 }
    let expected = [
      ("C1", 11_648), ("C3", 41_488), ("L4", 62_774_800), ("L5", 7_850_000), ("L6", 2_829_456),
      ("F7", 28_905_472), ("F8", 16_510_910),
    ]
    #expect(rows.map(\.name) == expected.map(\.0))
    #expect(rows.map(\.parameters) == expected.map(\.1))
    let heavy = rows.suffix(5).reduce(0) { $0 + $1.parameters }
    #expect(Double(heavy) > 0.95 * Double(DeepFace.network.parameterCount))
  }

  @Test func countsTheStagesOfInceptionResNet() throws {
    let rows = try LayerTable(InceptionResNetV1.network).rows
    let parameters = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0.parameters) })
    let expected = [
      "conv2d_1a": 928, "conv2d_2a": 9_280, "conv2d_2b": 18_560, "conv2d_3b": 5_280,
      "conv2d_4a": 138_624, "conv2d_4b": 442_880, "repeat_1": 5 * 77_440, "mixed_6a": 1_710_080,
      "repeat_2": 10 * 690_048, "mixed_7a": 3_346_176, "repeat_3": 5 * 1_600_768,
      "block8": 1_600_768, "last_linear": 917_504, "last_bn": 1_024,
    ]
    for (name, count) in expected { #expect(parameters[name] == count, "\(name)") }
  }

  @Test func hasTheMapsOfDeepID2() throws {
    let rows = try LayerTable(DeepID2.network).rows
    let outputs = rows.filter { $0.parameters > 0 || $0.kernel.hasPrefix("max") }.map(\.output)
    #expect(
      outputs == [
        Shape(channels: 20, height: 52, width: 44), Shape(channels: 20, height: 26, width: 22),
        Shape(channels: 40, height: 24, width: 20), Shape(channels: 40, height: 12, width: 10),
        Shape(channels: 60, height: 10, width: 8), Shape(channels: 60, height: 5, width: 4),
        Shape(channels: 80, height: 4, width: 3), Shape(channels: 160), Shape(channels: 8192),
      ])
    #expect(rows.contains { $0.kernel == "local 3×3×40, 1 in 2×2" })
  }
}
