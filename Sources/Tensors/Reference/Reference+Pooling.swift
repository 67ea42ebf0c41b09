extension Reference {
  func pool(
    _ input: Maps, _ kind: PoolingKind, _ window: Extent, _ stride: Extent, _ padding: Padding,
    _ result: inout Maps
  ) {
    let shape = input.shape
    result.fill { n, c, y, x in
      let top = y * stride.height - padding.top
      let left = x * stride.width - padding.left
      let rows = max(top, 0)..<min(top + window.height, shape.height)
      let columns = max(left, 0)..<min(left + window.width, shape.width)
      let cells = rows.flatMap { row in columns.map { input[n, c, row, $0] } }
      // A window kept by rounding up ends with the padded map.
      let height = min(top + window.height, shape.height + padding.bottom) - top
      let width = min(left + window.width, shape.width + padding.right) - left
      switch kind {
      case .maximum: return cells.reduce(-.infinity) { max($0, $1) }
      case .average(let countingPadding):
        return mean(cells, count: countingPadding ? height * width : cells.count)
      case .euclidean:
        return Float(cells.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
      }
    }
  }

  func average(_ input: Maps, _ result: inout Maps) {
    let plane = input.shape.height * input.shape.width
    result.fill { n, c, _, _ in
      let start = input.index(n, c, 0, 0)
      return mean(Array(input.values[start..<start + plane]), count: plane)
    }
  }

  private func mean(_ cells: [Float], count: Int) -> Float {
    Float(cells.reduce(0.0) { $0 + Double($1) } / Double(count))
  }
}
