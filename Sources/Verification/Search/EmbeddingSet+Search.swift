import Glibc
import Synchronization
import Tensors

extension EmbeddingSet {
  /// The items nearest to a probe, the nearest first: exact, one pass over the set in blocks, each
  /// thread with the nearest so far of its own.
  ///
  /// - Parameter threads: the processors unless given; small sets are searched on one.
  /// - Precondition: the probe has the set's dimension.
  public func nearest(
    _ count: Int, to probe: [Float], metric: Metric, threads: Int? = nil
  ) -> [NeighbourGraph.Neighbour] {
    precondition(self.count == 0 || probe.count == dimension, "\(probe.count) of \(dimension)")
    if count < 1 || self.count == 0 { return [] }
    let blocks = (self.count + Self.blockSize - 1) / Self.blockSize
    let next = Atomic(0)
    let best = Mutex(TopList(capacity: count))
    @Sendable func work() {
      var own = TopList(capacity: count)
      while true {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if block >= blocks { break }
        let rows = (block * Self.blockSize)..<min(self.count, (block + 1) * Self.blockSize)
        search(rows, probe, metric, &own)
      }
      best.withLock { $0.add(own) }
    }
    let helpers = min(blocks / 4, threads ?? Processors.available) - 1
    withHelpers(helpers, helper: work, caller: work)
    return best.withLock { $0.sorted }
      .map { NeighbourGraph.Neighbour(item: $0.item, distance: $0.distance) }
  }

  /// A few hundred kilobytes: what a thread takes at a time.
  private static let blockSize = 1024

  private func search(
    _ rows: Range<Int>, _ probe: [Float], _ metric: Metric, _ list: inout TopList
  ) {
    switch metric {
    case .l2: search(rows, probe, Difference.self, &list)
    case .squaredL2: search(rows, probe, SquaredDifference.self, &list)
    case .cosine: search(rows, probe, CosineComplement.self, &list)
    case .angle: search(rows, probe, Angle.self, &list)
    case .chiSquare: search(rows, probe, ChiSquare.self, &list)
    }
  }

  private func search<Kernel: DistanceKernel>(
    _ rows: Range<Int>, _ probe: [Float], _ kernel: Kernel.Type, _ list: inout TopList
  ) {
    values.withUnsafeBufferPointer { values in
      probe.withUnsafeBufferPointer { probe in
        guard let base = values.baseAddress, let probe = probe.baseAddress else { return }
        // A row after the other: in several at a time the processor doesn't foresee what is read.
        for row in rows {
          list.offer(
            Int32(row), Kernel.distance(base + row * dimension, probe, count: dimension))
        }
      }
    }
  }
}
