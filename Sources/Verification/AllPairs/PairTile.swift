import Glibc
import Tensors

/// The distances of a block of embeddings to a block of others, as one matrix product.
///
/// Squared distances come as ‖a‖² + ‖b‖² − 2a·b; where that loses too many digits, the pair is
/// taken again from its differences, so that a distance is within 1/100,000 of its largest value.
struct PairTile: ~Copyable {
  static let rows = 192
  static let columns = 512

  let metric: Metric
  private let base: UnsafePointer<Float>
  private let dimension: Int
  /// ‖v‖² for distances that are differences, 1 / ‖v‖ for those that are angles.
  private let norms: UnsafePointer<Float>
  private let values: UnsafeMutablePointer<Float>
  private let product: (UnsafePointer<Float>, Int, UnsafePointer<Float>, Int) -> Void

  /// - Parameters:
  ///   - base: embeddings, one after the other, that outlive the tile.
  ///   - norms: of `PairTile.norms`.
  init(metric: Metric, base: UnsafePointer<Float>, dimension: Int, norms: UnsafePointer<Float>) {
    self.metric = metric
    self.base = base
    self.dimension = dimension
    self.norms = norms
    let values = UnsafeMutablePointer<Float>.allocate(capacity: Self.rows * Self.columns)
    self.values = values
    MatrixProduct.useOneThread()
    product = { a, rows, b, columns in
      do throws(TensorError) {
        try MatrixProduct.transposed(
          rows: rows, columns: columns, depth: dimension, a, b, into: values, stride: Self.columns)
      } catch {
        Self.plainProduct(a, rows, b, columns, dimension, values)
      }
    }
  }

  deinit { values.deallocate() }

  /// The distances from an embedding of the block last filled to the columns of the block.
  func line(_ row: Int) -> UnsafePointer<Float> { UnsafePointer(values + row * Self.columns) }

  /// Computes the block.
  func fill(rows: Range<Int>, columns: Range<Int>) {
    if metric == .chiSquare { return fillSingly(rows: rows, columns: columns) }
    product(
      base + rows.lowerBound * dimension, rows.count, base + columns.lowerBound * dimension,
      columns.count)
    for row in rows {
      let line = values + (row - rows.lowerBound) * Self.columns
      switch metric {
      case .l2: finishDifferences(line, row, columns, isRoot: true)
      case .squaredL2: finishDifferences(line, row, columns, isRoot: false)
      case .cosine: finishCosines(line, row, columns)
      case .angle: finishAngles(line, row, columns)
      case .chiSquare: break
      }
    }
  }

  private func fillSingly(rows: Range<Int>, columns: Range<Int>) {
    for row in rows {
      let line = values + (row - rows.lowerBound) * Self.columns
      for column in columns { line[column - columns.lowerBound] = exact(row, column) }
    }
  }

  private func exact(_ row: Int, _ column: Int) -> Float {
    metric.distance(base + row * dimension, base + column * dimension, count: dimension)
  }

  /// Below this share of ‖a‖² + ‖b‖², their difference with 2a·b is not precise enough.
  private static let impreciseShare: Float = 1e-3

  @inline(__always)
  private func finishDifferences(
    _ line: UnsafeMutablePointer<Float>, _ row: Int, _ columns: Range<Int>, isRoot: Bool
  ) {
    let own = SIMD8<Float>(repeating: norms[row])
    let others = norms + columns.lowerBound
    for start in stride(from: 0, to: columns.count, by: 8) {
      let total = own + eight(others, start)
      let squares = total - 2 * eight(line, start)
      let imprecise = squares .< total * Self.impreciseShare
      store(isRoot ? squares.squareRoot() : squares, line, start)
      if any(imprecise) {
        for lane in 0..<8 where imprecise[lane] && start + lane < columns.count {
          line[start + lane] = exact(row, columns.lowerBound + start + lane)
        }
      }
    }
  }

  private func finishCosines(
    _ line: UnsafeMutablePointer<Float>, _ row: Int, _ columns: Range<Int>
  ) {
    let own = norms[row]
    for column in 0..<columns.count {
      line[column] = CosineComplement.finish(
        line[column], inverseNorms: own * norms[columns.lowerBound + column])
    }
  }

  private func finishAngles(
    _ line: UnsafeMutablePointer<Float>, _ row: Int, _ columns: Range<Int>
  ) {
    let own = norms[row]
    for column in 0..<columns.count {
      let cosine = line[column] * own * norms[columns.lowerBound + column]
      // Near its ends the arc cosine has an infinite slope.
      line[column] =
        abs(cosine) < 0.999
        ? acosf(cosine) * (1 / .pi) : exact(row, columns.lowerBound + column)
    }
  }

  @inline(__always)
  private func eight(_ pointer: UnsafePointer<Float>, _ index: Int) -> SIMD8<Float> {
    UnsafeRawPointer(pointer + index).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private func store(_ lanes: SIMD8<Float>, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
    UnsafeMutableRawPointer(pointer + index).storeBytes(of: lanes, as: SIMD8<Float>.self)
  }

  /// What stands in where the library refuses the product.
  private static func plainProduct(
    _ a: UnsafePointer<Float>, _ rows: Int, _ b: UnsafePointer<Float>, _ columns: Int,
    _ dimension: Int, _ values: UnsafeMutablePointer<Float>
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        values[row * Self.columns + column] = CosineComplement.sum(
          a + row * dimension, b + column * dimension, count: dimension)
      }
    }
  }

  /// The norms a metric needs of each embedding, with eight zeros after the last.
  static func norms(of set: EmbeddingSet, metric: Metric) -> [Float] {
    let norms = set.values.withUnsafeBufferPointer { values -> [Float] in
      guard let base = values.baseAddress else { return [] }
      return (0..<set.count).map { index in
        let vector = base + index * set.dimension
        let square = CosineComplement.sum(vector, vector, count: set.dimension)
        switch metric {
        case .l2, .squaredL2, .chiSquare: return square
        case .cosine, .angle: return square == 0 ? 0 : 1 / square.squareRoot()
        }
      }
    }
    return norms + [Float](repeating: 0, count: 8)
  }
}

extension Metric {
  /// The largest distance that embeddings of a set can have, by the triangle inequality.
  func bound(for set: EmbeddingSet) -> Float {
    switch self {
    case .cosine: return 2
    case .angle: return 1
    case .l2: return 2 * Self.largest(set, .l2)
    case .squaredL2:
      let norm = Self.largest(set, .l2)
      return 4 * norm * norm
    case .chiSquare: return 2 * Self.largest(set, .chiSquare)
    }
  }

  /// The largest distance of an embedding from the origin; for chi-square that is Σ|vᵢ|. What
  /// isn't a number is passed over.
  private static func largest(_ set: EmbeddingSet, _ metric: Metric) -> Float {
    let origin = [Float](repeating: 0, count: set.dimension)
    return set.values.withUnsafeBufferPointer { values in
      origin.withUnsafeBufferPointer { origin in
        guard let base = values.baseAddress, let zero = origin.baseAddress else { return 0 }
        return (0..<set.count).reduce(0) {
          max($0, metric.distance(base + $1 * set.dimension, zero, count: set.dimension))
        }
      }
    }
  }
}
