/// A batch of feature maps in row-major order, as the reference evaluator holds them.
struct Maps {
  let batch: Int
  let shape: Shape
  var values: [Float]

  init(batch: Int, shape: Shape) {
    self.batch = batch
    self.shape = shape
    values = Array(repeating: 0, count: batch * shape.count)
  }

  func index(_ sample: Int, _ channel: Int, _ row: Int, _ column: Int) -> Int {
    ((sample * shape.channels + channel) * shape.height + row) * shape.width + column
  }

  subscript(_ sample: Int, _ channel: Int, _ row: Int, _ column: Int) -> Float {
    get { values[index(sample, channel, row, column)] }
    set { values[index(sample, channel, row, column)] = newValue }
  }

  /// Whether a cell lies on the map.
  func contains(_ channel: Int, _ row: Int, _ column: Int) -> Bool {
    (0..<shape.channels).contains(channel) && (0..<shape.height).contains(row)
      && (0..<shape.width).contains(column)
  }

  /// Sets every value to a function of sample, channel, row and column.
  mutating func fill(_ value: (Int, Int, Int, Int) -> Float) {
    for n in 0..<batch {
      for c in 0..<shape.channels {
        for y in 0..<shape.height {
          for x in 0..<shape.width { self[n, c, y, x] = value(n, c, y, x) }
        }
      }
    }
  }
}
