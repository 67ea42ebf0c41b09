import Synchronization
import Tensors

extension EmbeddingSet {
  /// The nearest other items of each item, the nearest first; exact, on several threads.
  ///
  /// - Parameter isCancelled: asked between items.
  /// - Returns: `nil` when cancelled.
  public func nearestNeighbours(
    _ count: Int, metric: Metric, threads: Int? = nil, isCancelled: () -> Bool = { false }
  ) -> [[NeighbourGraph.Neighbour]]? {
    let lists = Mutex([[NeighbourGraph.Neighbour]](repeating: [], count: self.count))
    let next = Atomic(0)
    let cancelled = Atomic(false)
    @Sendable func work(_ isCancelled: () -> Bool) {
      while !cancelled.load(ordering: .relaxed) {
        let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if item >= self.count { return }
        if isCancelled() { return cancelled.store(true, ordering: .relaxed) }
        let found = nearest(count, to: item, metric)
        lists.withLock { $0[item] = found }
      }
    }
    let helpers = (threads ?? Processors.available) - 1
    withHelpers(helpers, helper: { work { false } }, caller: { work(isCancelled) })
    return cancelled.load(ordering: .relaxed) ? nil : lists.withLock { $0 }
  }

  /// The nearest other items of one.
  public func nearest(
    _ count: Int, to item: Int, _ metric: Metric
  ) -> [NeighbourGraph.Neighbour] {
    if count < 1 { return [] }
    return withDistances(to: Array(self[item]), metric) { distances -> [NeighbourGraph.Neighbour] in
      var list = TopList(capacity: count)
      for (other, distance) in distances.enumerated() where other != item {
        list.offer(Int32(other), distance)
      }
      return list.sorted.map { NeighbourGraph.Neighbour(item: $0.item, distance: $0.distance) }
    }
  }
}
