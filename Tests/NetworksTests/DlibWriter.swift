/// Writes dlib's serialisation: the reader's counterpart, for files of the tests' own.
struct DlibWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ value: Int) {
    var magnitude = value.magnitude
    var digits: [UInt8] = []
    repeat {
      digits.append(UInt8(truncatingIfNeeded: magnitude))
      magnitude >>= 8
    } while magnitude > 0
    bytes.append(UInt8(digits.count) | (value < 0 ? 0x80 : 0))
    bytes += digits
  }

  mutating func integers(_ values: Int...) { values.forEach { integer($0) } }

  mutating func number(_ value: Double) {
    guard value != 0 else { return integers(0, 0) }
    integer(Int(value.significand * 0x1p52) * (value < 0 ? -1 : 1))
    integer(Int(value.exponent) - 52)
  }

  mutating func text(_ text: String) {
    integer(text.utf8.count)
    bytes += text.utf8
  }

  mutating func flags(_ flags: Bool...) {
    bytes += flags.map { UInt8(ascii: $0 ? "1" : "0") }
  }

  mutating func tensor(_ dimensions: [Int], _ values: [Float]) {
    integer(2)
    dimensions.forEach { integer($0) }
    values.forEach { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
    }
  }

  mutating func alias(_ dimensions: [Int]) {
    integer(1)
    dimensions.forEach { integer($0) }
  }

  mutating func matrix(_ values: [Float]) {
    integers(-values.count, -1)
    values.forEach { number(Double($0)) }
  }
}

extension DlibWriter {
  /// conv 1→2 2×2, affine or batch norm, relu, max pool, add, fc 2→3: a record of each kind.
  static func network(loss: String? = "loss_metric_2", folded: Bool = true) -> [UInt8] {
    var writer = DlibWriter()
    if let loss {
      writer.integer(1)
      writer.text(loss)
      if loss == "loss_metric_2" { [0.04, 0.6].forEach { writer.number($0) } }
    }
    writer.integers(2, 2, 1, 2, 2, 2, 3)
    writer.text("input_rgb_image_sized")
    [122.782, 117.001, 104.298].forEach { writer.number($0) }
    writer.integers(5, 5)
    writer.convolution()
    writer.state(innermost: true)
    folded ? writer.affine() : writer.batchNormalisation()
    writer.state()
    writer.text("relu_")
    writer.state()
    writer.text("max_pool_2")
    writer.integers(3, 3, 2, 2, 0, 0)
    writer.state()
    writer.text("add_prev_")
    writer.state()
    writer.dense()
    writer.state()
    return writer.bytes
  }

  private mutating func convolution() {
    text("con_4")
    tensor([10, 1, 1, 1], (1...10).map(Float.init))
    integers(2, 2, 2, 1, 3, 0, 1)
    alias([2, 1, 2, 2])
    alias([1, 2, 1, 1])
    (0..<4).forEach { _ in number(1) }
  }

  private mutating func affine() {
    text("affine_")
    tensor([4, 1, 1, 1], [2, 3, -1, 0.5])
    alias([1, 2, 1, 1])
    alias([1, 2, 1, 1])
    integer(0)
  }

  private mutating func batchNormalisation() {
    text("bn_con2")
    tensor([4, 1, 1, 1], [2, 3, -1, 0.5])
    alias([1, 2, 1, 1])
    alias([1, 2, 1, 1])
    tensor([0, 0, 0, 0], [])
    tensor([0, 0, 0, 0], [])
    tensor([1, 2, 1, 1], [10, 20])
    tensor([1, 2, 1, 1], [3.75, 8.75])
    integers(7, 100)
    (0..<4).forEach { _ in number(1) }
    number(0.25)
  }

  private mutating func dense() {
    text("fc_2")
    integers(3, 2)
    tensor([6, 1, 1, 1], [1, 2, 3, 4, 5, 6])
    alias([2, 3, 1, 1])
    alias([0, 0, 0, 0])
    integer(1)
    (0..<4).forEach { _ in number(1) }
  }

  private mutating func state(innermost: Bool = false) {
    flags(true, true, false)
    (0..<3).forEach { _ in tensor([0, 0, 0, 0], []) }
    if innermost { integer(1) }
  }
}

extension DlibWriter {
  /// Two landmarks, two stages of two trees with one question each.
  ///
  /// Every question compares the pixel of the first landmark with that of the second; the brighter
  /// side moves the first landmark by `step` in x.
  static func shapePredictor(threshold: Double = 10, step: Float = 0.125) -> [UInt8] {
    var writer = DlibWriter()
    writer.integer(1)
    writer.matrix([0, 0, 1, 1])
    writer.integer(2)
    for _ in 0..<2 {
      writer.integer(2)
      for _ in 0..<2 { writer.tree(threshold, step) }
    }
    writer.integer(2)
    for _ in 0..<2 { writer.integers(2, 0, 1) }
    writer.integer(2)
    for _ in 0..<2 {
      writer.integer(2)
      (0..<4).forEach { _ in writer.number(0) }
    }
    return writer.bytes
  }

  private mutating func tree(_ threshold: Double, _ step: Float) {
    integers(1, 0, 1)
    number(threshold)
    integer(2)
    matrix([step, 0, 0, 0])
    matrix([0, 0, 0, -0.5])
  }
}
