/// Writes ONNX files for tests, in protobuf's wire format.
struct OnnxWriter {
  private(set) var graph: [UInt8] = []

  /// A file with this graph.
  func file(version: Int = 13) -> [UInt8] {
    Self.number(1, 8) + Self.message(7, graph) + Self.message(8, Self.number(2, version))
  }

  mutating func input(_ name: String, _ extents: [Int]) {
    graph += Self.message(11, Self.info(name, extents))
  }

  mutating func output(_ name: String) { graph += Self.message(12, Self.text(1, name)) }

  mutating func tensor(_ name: String, _ extents: [Int], _ values: [Float]) {
    let raw = values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    graph += Self.message(
      5, Self.extents(extents) + Self.number(2, 1) + Self.text(8, name) + Self.message(9, raw))
  }

  mutating func list(_ name: String, _ values: [Int]) {
    let packed = values.flatMap { Self.varint(UInt64(bitPattern: Int64($0))) }
    graph += Self.message(
      5,
      Self.extents([values.count]) + Self.number(2, 7) + Self.message(7, packed)
        + Self.text(8, name))
  }

  /// A node with settings of integers and lists of integers.
  mutating func node(
    _ kind: String, _ inputs: [String], _ output: String, _ numbers: [String: Int] = [:],
    lists: [String: [Int]] = [:], texts: [String: String] = [:]
  ) {
    var node = inputs.flatMap { Self.text(1, $0) } + Self.text(2, output)
    node += Self.text(3, "node-\(output)") + Self.text(4, kind)
    for (name, value) in numbers.sorted(by: { $0.key < $1.key }) {
      node += Self.message(5, Self.text(1, name) + Self.number(3, value))
    }
    for (name, values) in lists.sorted(by: { $0.key < $1.key }) {
      node += Self.message(5, Self.text(1, name) + values.flatMap { Self.number(8, $0) })
    }
    for (name, value) in texts.sorted(by: { $0.key < $1.key }) {
      node += Self.message(5, Self.text(1, name) + Self.text(4, value))
    }
    graph += Self.message(1, node)
  }

  private static func info(_ name: String, _ extents: [Int]) -> [UInt8] {
    let shape = extents.flatMap { message(1, number(1, $0)) }
    return text(1, name) + message(2, message(1, number(1, 1) + message(2, shape)))
  }

  private static func extents(_ values: [Int]) -> [UInt8] { values.flatMap { number(1, $0) } }

  private static func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + varint(value >> 7)
  }

  private static func number(_ field: Int, _ value: Int) -> [UInt8] {
    varint(UInt64(field << 3)) + varint(UInt64(bitPattern: Int64(value)))
  }

  private static func text(_ field: Int, _ value: String) -> [UInt8] {
    message(field, Array(value.utf8))
  }

  private static func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(UInt64(field << 3 | 2)) + varint(UInt64(bytes.count)) + bytes
  }
}

extension OnnxWriter {
  /// A small network of many operators.
  static var sample: OnnxWriter {
    var writer = OnnxWriter()
    writer.input("image", [1, 3, 8, 8])
    writer.tensor("w", [4, 3, 3, 3], (0..<108).map { Float($0 % 7) / 7 - 0.4 })
    writer.tensor("b", [4], [0.1, -0.2, 0.3, 0])
    writer.tensor("slope", [4, 1, 1], [0.1, 0.2, 0.3, 0.4])
    writer.tensor("m", [64, 5], (0..<320).map { Float($0 % 11) / 11 - 0.5 })
    writer.list("flat", [0, -1])
    writer.list("axes", [0])
    writer.node(
      "Conv", ["image", "w", "b"], "c", lists: ["strides": [2, 2], "pads": [1, 1, 1, 1]])
    writer.node("PRelu", ["c", "slope"], "p")
    writer.node("Sigmoid", ["p"], "s")
    writer.node("Mul", ["p", "s"], "x")
    writer.node("Concat", ["x"], "joined", ["axis": 1])
    writer.node("Transpose", ["joined"], "t", lists: ["perm": [0, 2, 3, 1]])
    writer.node("Reshape", ["t", "flat"], "f")
    writer.node("MatMul", ["f", "m"], "y")
    writer.output("y")
    return writer
  }
}
