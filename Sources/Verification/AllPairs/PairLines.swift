import Synchronization
import Tensors

extension EmbeddingSet {
  /// Gives all distances below the diagonal as lines of a few hundred: those of one embedding to
  /// embeddings before it. Lines come in no order and on several threads at once.
  ///
  /// - Parameters:
  ///   - threads: how many threads compute; the processors unless given.
  ///   - isCancelled: asked on the calling thread before each block.
  ///   - body: is given a row, the first column and the distances from there on.
  /// - Returns: whether all were given; false when cancelled.
  func forEachPairLine(
    metric: Metric, threads: Int? = nil, isCancelled: () -> Bool = { false },
    _ body: @escaping @Sendable (Int, Int, UnsafeBufferPointer<Float>) -> Void
  ) -> Bool {
    let norms = PairTile.norms(of: self, metric: metric)
    let blocks = Blocks(0..<count)
    @Sendable func work(_ isCancelled: () -> Bool) {
      values.withUnsafeBufferPointer { values in
        norms.withUnsafeBufferPointer { norms in
          guard let base = values.baseAddress, let norms = norms.baseAddress else { return }
          let tile = PairTile(metric: metric, base: base, dimension: dimension, norms: norms)
          while let block = blocks.take() {
            if isCancelled() { blocks.cancel() }
            Self.give(block, of: tile, blocks, body)
          }
        }
      }
    }
    let helpers = (threads ?? Processors.available) - 1
    withHelpers(helpers, helper: { work { false } }, caller: { work(isCancelled) })
    return !blocks.isCancelled
  }

  private static func give(
    _ block: Range<Int>, of tile: borrowing PairTile, _ blocks: Blocks,
    _ body: (Int, Int, UnsafeBufferPointer<Float>) -> Void
  ) {
    for start in stride(from: 0, to: block.upperBound - 1, by: PairTile.columns) {
      if blocks.isCancelled { return }
      let columns = start..<min(start + PairTile.columns, block.upperBound - 1)
      tile.fill(rows: block, columns: columns)
      for row in block where row > start {
        let width = min(columns.count, row - start)
        let line = tile.line(row - block.lowerBound)
        body(row, start, UnsafeBufferPointer(start: line, count: width))
      }
    }
  }
}
