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
    case .l2, .squaredL2:
      return forEachRow(
        rows, SquaredDifference.self, metric: metric, inverseNorms: nil, isCancelled: isCancelled,
        body)
    case .cosine:
      return forEachRow(
        rows, DotProduct.self, metric: metric, inverseNorms: inverseNorms(),
        isCancelled: isCancelled, body)
    }
  }

  private func forEachRow<Kernel: DistanceKernel>(
    _ rows: Range<Int>, _ kernel: Kernel.Type, metric: Metric, inverseNorms: [Float]?,
    isCancelled: () -> Bool, _ body: (Int, UnsafeBufferPointer<Float>) -> Void
  ) -> Bool {
    let width = max(1, rows.upperBound)
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * width) { tile in
      var start = rows.lowerBound
      while start < rows.upperBound {
        if isCancelled() { return false }
        let block = start..<min(start + 4, rows.upperBound)
        fill(tile, width: width, block: block, kernel, metric: metric, inverseNorms: inverseNorms)
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
    _ kernel: Kernel.Type, metric: Metric, inverseNorms: [Float]?
  ) {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let first = base + block.lowerBound * dimension
      for column in 0..<(block.upperBound - 1) {
        let other = base + column * dimension
        if block.count == 4 {
          let sums = Kernel.sums(ofFour: first, stride: dimension, other, count: dimension)
          for line in 0..<4 { tile[line * width + column] = sums[line] }
        } else {
          for line in 0..<block.count {
            tile[line * width + column] = Kernel.sum(
              first + line * dimension, other, count: dimension)
          }
        }
      }
    }
    finish(tile, width: width, block: block, metric: metric, inverseNorms: inverseNorms)
  }

  /// Turns the kernel's sums into distances.
  private func finish(
    _ tile: UnsafeMutableBufferPointer<Float>, width: Int, block: Range<Int>, metric: Metric,
    inverseNorms: [Float]?
  ) {
    if metric == .squaredL2 { return }
    for row in block {
      let line = (row - block.lowerBound) * width
      let own = inverseNorms?[row] ?? 1
      for column in 0..<row {
        let norms = inverseNorms.map { own * $0[column] } ?? 1
        tile[line + column] = metric.finish(tile[line + column], inverseNorms: norms)
      }
    }
  }

  private func inverseNorms() -> [Float] {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return [] }
      return (0..<count).map { Metric.inverseNorm(base + $0 * dimension, count: dimension) }
    }
  }
}
