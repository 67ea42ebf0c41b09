import Tensors

/// Approximate eigenvectors that span more than is wanted, so that those wanted converge quickly.
struct EigenBlock {
  private let matrix: Covariance
  private(set) var directions: [[Double]]
  private(set) var values: [Double]

  init(_ matrix: Covariance, width: Int) {
    self.matrix = matrix
    var generator = SeededGenerator(seed: 1)
    directions = (0..<width).map { _ in
      (0..<matrix.size).map { _ in Double.random(in: -1...1, using: &generator) }
    }
    values = [Double](repeating: 0, count: width)
    orthonormalise()
  }

  /// Turns the directions until the first few are eigenvectors; `false` when cancelled. Where the
  /// variance hardly falls after them they need not be unique, and the best found stay.
  mutating func converge(first wanted: Int, isCancelled: () -> Bool) -> Bool {
    for _ in 0..<2_000 {
      if isCancelled() { return false }
      let images = directions.map(matrix.times)
      turn(images)
      if residual(first: wanted) <= 1e-12 * max(values.first ?? 0, .leastNormalMagnitude) {
        break
      }
      directions = directions.map(matrix.times)
      orthonormalise()
    }
    return true
  }

  /// Makes the directions the best approximations within what they span.
  private mutating func turn(_ images: [[Double]]) {
    let small = directions.map { direction in images.map { Self.product(direction, $0) } }
    let (values, vectors) = Self.eigen(small)
    self.values = values
    let old = directions
    directions = vectors.map { weights in
      var sum = [Double](repeating: 0, count: matrix.size)
      for (weight, direction) in zip(weights, old) {
        for index in sum.indices { sum[index] += weight * direction[index] }
      }
      return sum
    }
  }

  /// The largest ‖Cv − λv‖.
  private func residual(first wanted: Int) -> Double {
    zip(directions, values).prefix(wanted).map { direction, value in
      zip(matrix.times(direction), direction).reduce(0.0) {
        let difference = $1.0 - value * $1.1
        return $0 + difference * difference
      }.squareRoot()
    }.max() ?? 0
  }

  /// Twice, since once leaves what rounding mixed in.
  private mutating func orthonormalise() {
    for place in directions.indices {
      for _ in 0..<2 {
        for other in directions[..<place] {
          let share = Self.product(directions[place], other)
          for index in other.indices { directions[place][index] -= share * other[index] }
        }
      }
      let length = Self.product(directions[place], directions[place]).squareRoot()
      if length > 0 {
        directions[place] = directions[place].map { $0 / length }
      } else {
        // The set has fewer dimensions: any direction that is orthogonal will do.
        directions[place] = Self.axis(place, matrix.size, directions[..<place])
      }
    }
  }

  private static func axis(
    _ place: Int, _ size: Int, _ others: ArraySlice<[Double]>
  ) -> [Double] {
    for index in 0..<size {
      var axis = [Double](repeating: 0, count: size)
      axis[(place + index) % size] = 1
      for _ in 0..<2 {
        for other in others {
          let share = product(axis, other)
          for index in axis.indices { axis[index] -= share * other[index] }
        }
      }
      let length = product(axis, axis).squareRoot()
      if length > 0.5 / Double(size).squareRoot() { return axis.map { $0 / length } }
    }
    return [Double](repeating: 0, count: size)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var sum = 0.0
        for index in a.indices { sum += a[index] * b[index] }
        return sum
      }
    }
  }

  /// Eigenvalues, the largest first, and eigenvectors of a small symmetric matrix, by rotations
  /// (Jacobi, 1846).
  private static func eigen(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
    var matrix = matrix
    var vectors = matrix.indices.map { row in matrix.indices.map { $0 == row ? 1.0 : 0 } }
    for _ in 0..<30 {
      var isDiagonal = true
      for p in matrix.indices {
        for q in matrix.indices.dropFirst(p + 1) {
          let size = abs(matrix[p][p]) + abs(matrix[q][q])
          if abs(matrix[p][q]) <= 1e-17 * size { continue }
          isDiagonal = false
          rotate(&matrix, &vectors, p, q)
        }
      }
      if isDiagonal { break }
    }
    let order = matrix.indices.sorted { matrix[$0][$0] > matrix[$1][$1] }
    return (order.map { matrix[$0][$0] }, order.map { vectors[$0] })
  }

  private static func rotate(
    _ matrix: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int
  ) {
    let ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for index in matrix.indices {
      let (a, b) = (matrix[index][p], matrix[index][q])
      matrix[index][p] = cosine * a - sine * b
      matrix[index][q] = sine * a + cosine * b
    }
    for index in matrix.indices {
      let (a, b) = (matrix[p][index], matrix[q][index])
      matrix[p][index] = cosine * a - sine * b
      matrix[q][index] = sine * a + cosine * b
      let (v, w) = (vectors[p][index], vectors[q][index])
      vectors[p][index] = cosine * v - sine * w
      vectors[q][index] = sine * v + cosine * w
    }
  }
}
