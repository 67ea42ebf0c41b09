/// A square matrix in double precision, row by row.
struct SquareMatrix: Sendable, Equatable {
  let size: Int
  var values: [Double]

  init(size: Int, values: [Double]) {
    precondition(values.count == size * size, "\(values.count) values are no square of \(size)")
    self.size = size
    self.values = values
  }

  /// The identity times a number.
  init(size: Int, diagonal: Double) {
    self.init(size: size, values: Array(repeating: 0, count: size * size))
    for i in 0..<size { values[i * size + i] = diagonal }
  }

  static func + (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix {
    SquareMatrix(size: a.size, values: zip(a.values, b.values).map { $0 + $1 })
  }

  static func - (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix { a + -1 * b }

  static func * (factor: Double, a: SquareMatrix) -> SquareMatrix {
    SquareMatrix(size: a.size, values: a.values.map { factor * $0 })
  }

  static func * (a: SquareMatrix, b: SquareMatrix) -> SquareMatrix {
    let size = a.size
    var product = SquareMatrix(size: size, diagonal: 0)
    product.values.withUnsafeMutableBufferPointer { product in
      b.values.withUnsafeBufferPointer { b in
        for i in 0..<size {
          for k in 0..<size {
            let factor = a.values[i * size + k]
            for j in 0..<size { product[i * size + j] += factor * b[k * size + j] }
          }
        }
      }
    }
    return product
  }

  func callAsFunction(_ vector: [Double]) -> [Double] {
    (0..<size).map { row in
      var sum = 0.0
      for k in 0..<size { sum += values[row * size + k] * vector[k] }
      return sum
    }
  }

  /// Adds a vector's product with itself.
  mutating func addSquare(of vector: [Double]) {
    for i in 0..<size {
      let factor = vector[i]
      for j in 0..<size { values[i * size + j] += factor * vector[j] }
    }
  }

  /// By Gauss and Jordan with partial pivots; `nil` for a singular matrix.
  var inverse: SquareMatrix? {
    var (left, right) = (self, SquareMatrix(size: size, diagonal: 1))
    for column in 0..<size {
      let candidates = column..<size
      let pivot = candidates.max { abs(left[$0, column]) < abs(left[$1, column]) } ?? column
      guard abs(left[pivot, column]) > .leastNormalMagnitude else { return nil }
      left.swapRows(column, pivot)
      right.swapRows(column, pivot)
      let factor = 1 / left[column, column]
      left.scaleRow(column, by: factor)
      right.scaleRow(column, by: factor)
      for row in 0..<size where row != column {
        let share = left[row, column]
        left.subtract(share, ofRow: column, from: row)
        right.subtract(share, ofRow: column, from: row)
      }
    }
    return right
  }

  private subscript(row: Int, column: Int) -> Double { values[row * size + column] }

  private mutating func swapRows(_ a: Int, _ b: Int) {
    if a == b { return }
    for k in 0..<size { values.swapAt(a * size + k, b * size + k) }
  }

  private mutating func scaleRow(_ row: Int, by factor: Double) {
    for k in 0..<size { values[row * size + k] *= factor }
  }

  private mutating func subtract(_ share: Double, ofRow source: Int, from row: Int) {
    if share == 0 { return }
    values.withUnsafeMutableBufferPointer { values in
      for k in 0..<size { values[row * size + k] -= share * values[source * size + k] }
    }
  }
}
