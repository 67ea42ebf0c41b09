import Glibc

/// The directions along which a set varies most (Pearson, "On lines and planes of closest fit to
/// systems of points in space", 1901).
public struct PrincipalComponents: Sendable {
  /// The mean embedding.
  public let mean: [Double]
  /// Orthogonal directions of length 1, the one with the largest variance first. The component of
  /// the largest magnitude is positive, the first of equals.
  public let directions: [[Double]]
  /// The variance along each, over count − 1.
  public let variances: [Double]
  /// The sum of the variances along all directions there are.
  public let totalVariance: Double

  /// By block power iteration with Rayleigh–Ritz steps (Saad, "Numerical methods for large
  /// eigenvalue problems", 2011, algorithm 5.3) on the covariance matrix, until each direction is
  /// one to rounding.
  ///
  /// - Returns: as many directions as asked for, or as the set has dimensions; `nil` when cancelled.
  public init?(_ set: EmbeddingSet, count: Int = 2, isCancelled: () -> Bool = { false }) {
    let wanted = min(count, set.dimension)
    mean = set.meanEmbedding
    guard let covariance = Covariance(set, mean: mean, isCancelled: isCancelled) else { return nil }
    totalVariance = covariance.trace
    var block = EigenBlock(covariance, width: min(set.dimension, wanted + 8))
    guard block.converge(first: wanted, isCancelled: isCancelled) else { return nil }
    directions = block.directions.prefix(wanted).map(Self.signed)
    variances = Array(block.values.prefix(wanted))
  }

  private static func signed(_ direction: [Double]) -> [Double] {
    var largest = 0.0
    for value in direction where abs(value) > abs(largest) * (1 + 1e-9) { largest = value }
    return largest < 0 ? direction.map { -$0 } : direction
  }

  /// Where each embedding lies along the first two directions.
  public func plane(_ set: EmbeddingSet) -> [PlanePoint] {
    let offsets = directions.map { direction in zip(direction, mean).reduce(0) { $0 + $1.0 * $1.1 } }
    return (0..<set.count).map { item in
      var sums = offsets.map { -$0 }
      for (number, direction) in directions.prefix(2).enumerated() {
        for (value, weight) in zip(set[item], direction) { sums[number] += Double(value) * weight }
      }
      return PlanePoint(Float(sums.first ?? 0), sums.count > 1 ? Float(sums[1]) : 0)
    }
  }
}

extension EmbeddingSet {
  fileprivate var meanEmbedding: [Double] {
    var sums = [Double](repeating: 0, count: dimension)
    for item in 0..<count {
      for (index, value) in self[item].enumerated() { sums[index] += Double(value) }
    }
    return sums.map { $0 / Double(max(1, count)) }
  }
}

/// A symmetric matrix, row by row.
private struct Covariance {
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
            let line = UnsafeMutableBufferPointer(rebasing: values[(row * size)...(row * size + row)])
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
            sums += line * SIMD4(
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

/// Approximate eigenvectors that span more than is wanted, so that those wanted converge quickly.
private struct EigenBlock {
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
