/// A symmetric matrix, row by row.
struct Covariance {
  let size: Int
  private var values: [Double]

  init?(_ set: EmbeddingSet, mean: [Double], isCancelled: () -> Bool) {
    let size = set.dimension
    var values = [Double](repeating: 0, count: size * size)
    var centred = [Double](repeating: 0, count: size)
    for item in 0..<set.count {
      if item % 64 == 0, isCancelled() { return nil }
      for (index, value) in set[item].enumerated() { centred[index] = Double(value) - mean[index] }
      values.withUnsafeMutableBufferPointer { values in
        centred.withUnsafeBufferPointer { centred in
          for row in 0..<size {
            let own = centred[row]
            let line = UnsafeMutableBufferPointer(
              rebasing: values[(row * size)...(row * size + row)])
            for column in line.indices { line[column] += own * centred[column] }
          }
        }
      }
    }
    for row in 0..<size {
      for column in 0...row {
        let value = values[row * size + column] / Double(max(1, set.count - 1))
        values[row * size + column] = value
        values[column * size + row] = value
      }
    }
    self.size = size
    self.values = values
  }

  var trace: Double { (0..<size).reduce(0) { $0 + values[$1 * size + $1] } }

  func times(_ vector: [Double]) -> [Double] {
    values.withUnsafeBufferPointer { values in
      vector.withUnsafeBufferPointer { vector in
        (0..<size).map { row in
          var sums = SIMD4<Double>.zero
          var column = 0
          while column + 4 <= size {
            let place = row * size + column
            let line = SIMD4(
              values[place], values[place + 1], values[place + 2], values[place + 3])
            sums +=
              line
              * SIMD4(
                vector[column], vector[column + 1], vector[column + 2], vector[column + 3])
            column += 4
          }
          var sum = sums.sum()
          while column < size {
            sum += values[row * size + column] * vector[column]
            column += 1
          }
          return sum
        }
      }
    }
  }
}
