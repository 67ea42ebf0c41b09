extension EmbeddingSet {
  /// Gives the distances of each embedding in `rows` to all embeddings before it, row by row, so
  /// that every unordered pair comes once and memory grows with the rows, not with the pairs.
  ///
  /// - Parameter isCancelled: asked about every four rows.
  /// - Returns: whether all rows were given; false when cancelled.
  func forEachRow(
    _ rows: Range<Int>, metric: Metric, isCancelled: () -> Bool,
    _ body: (_ row: Int, _ distances: UnsafeBufferPointer<Float>) -> Void
  ) -> Bool {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "\(rows) of \(count) rows")
    switch metric {
    case .l2: return forEachRow(rows, Difference.self, isCancelled: isCancelled, body)
    case .squaredL2:
      return forEachRow(rows, SquaredDifference.self, isCancelled: isCancelled, body)
    case .cosine: return forEachRow(rows, CosineComplement.self, isCancelled: isCancelled, body)
    case .angle: return forEachRow(rows, Angle.self, isCancelled: isCancelled, body)
    case .chiSquare: return forEachRow(rows, ChiSquare.self, isCancelled: isCancelled, body)
    }
  }

  private func forEachRow<Kernel: DistanceKernel>(
    _ rows: Range<Int>, _ kernel: Kernel.Type, isCancelled: () -> Bool,
    _ body: (Int, UnsafeBufferPointer<Float>) -> Void
  ) -> Bool {
    let width = max(1, rows.upperBound)
    let norms = Kernel.needsNorms ? inverseNorms(kernel) : nil
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * width) { tile in
      var start = rows.lowerBound
      while start < rows.upperBound {
        if isCancelled() { return false }
        let block = start..<min(start + 4, rows.upperBound)
        fill(tile, width: width, block: block, kernel, inverseNorms: norms)
        for row in block {
          let line = tile[((row - start) * width)..<((row - start) * width + row)]
          body(row, UnsafeBufferPointer(rebasing: line))
        }
        start = block.upperBound
      }
      return true
    }
  }

  /// Writes the distances of up to four rows to everything before the last of them.
  private func fill<Kernel: DistanceKernel>(
    _ tile: UnsafeMutableBufferPointer<Float>, width: Int, block: Range<Int>,
    _ kernel: Kernel.Type, inverseNorms: [Kernel.Scalar]?
  ) {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let first = base + block.lowerBound * dimension
      for column in 0..<(block.upperBound - 1) {
        let other = base + column * dimension
        if block.count == 4 {
          let sums = Kernel.sums(ofFour: first, stride: dimension, other, count: dimension)
          for line in 0..<4 {
            let norms = inverseNorms.map { $0[block.lowerBound + line] * $0[column] } ?? 1
            tile[line * width + column] = Kernel.finish(sums[line], inverseNorms: norms)
          }
        } else {
          for line in 0..<block.count {
            let norms = inverseNorms.map { $0[block.lowerBound + line] * $0[column] } ?? 1
            let sum = Kernel.sum(first + line * dimension, other, count: dimension)
            tile[line * width + column] = Kernel.finish(sum, inverseNorms: norms)
          }
        }
      }
    }
  }

  private func inverseNorms<Kernel: DistanceKernel>(_ kernel: Kernel.Type) -> [Kernel.Scalar] {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return [] }
      return (0..<count).map { Kernel.inverseNorm(base + $0 * dimension, count: dimension) }
    }
  }
}
