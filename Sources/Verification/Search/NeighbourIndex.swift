import CHNSW
import Glibc
import Synchronization
import Tensors

/// A graph over a set in which the nearest items are found without looking at all: HNSW (Malkov and
/// Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable
/// small world graphs", 2018), by hnswlib.
///
/// @unchecked Sendable because the graph is changed only while it is made; the library's searches
/// lock what they share.
public final class NeighbourIndex: @unchecked Sendable {
  public let metric: Metric
  public let dimension: Int
  public let count: Int
  private let handle: OpaquePointer

  /// How many candidates a search looks at, unless it asks for more.
  public static let breadth = 160

  private static let links: Int64 = 16
  private static let buildBreadth: Int64 = 120

  private init(_ handle: OpaquePointer, metric: Metric, dimension: Int, count: Int) {
    self.handle = handle
    self.metric = metric
    self.dimension = dimension
    self.count = count
  }

  deinit { chnsw_free(handle) }

  /// Whether an index can stand for a metric: it orders by Euclidean distance, of vectors made
  /// length 1 for those of an angle.
  public static func supports(_ metric: Metric) -> Bool { metric != .chiSquare }

  /// Makes the graph on several threads, which takes about half a millisecond an item.
  ///
  /// - Returns: `nil` when out of memory, or for a metric that has no index.
  public convenience init?(
    of set: EmbeddingSet, metric: Metric, threads: Int? = nil
  ) {
    guard Self.supports(metric),
      let handle = chnsw_create(
        Int64(set.dimension), Int64(max(1, set.count)), Self.links, Self.buildBreadth, 1)
    else { return nil }
    self.init(handle, metric: metric, dimension: set.dimension, count: set.count)
    guard fill(set, threads) else { return nil }
  }

  private func fill(_ set: EmbeddingSet, _ threads: Int?) -> Bool {
    let next = Atomic(0)
    let failed = Atomic(false)
    @Sendable func work() {
      while !failed.load(ordering: .relaxed) {
        let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if item >= set.count { return }
        let outcome = chnsw_add(handle, prepared(Array(set[item])), Int64(item))
        if outcome != CHNSW_DONE { failed.store(true, ordering: .relaxed) }
      }
    }
    let helpers = (threads ?? Processors.available) - 1
    withHelpers(helpers, helper: work, caller: work)
    return !failed.load(ordering: .relaxed)
  }

  /// A vector as the graph holds it.
  private func prepared(_ vector: [Float]) -> [Float] {
    guard metric == .cosine || metric == .angle else { return vector }
    let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm == 0 ? vector : vector.map { $0 / norm }
  }

  /// The items nearest to a probe as far as the graph finds them, the nearest first, with their
  /// distances.
  public func nearest(
    _ count: Int, to probe: [Float], breadth: Int = NeighbourIndex.breadth
  ) -> [NeighbourGraph.Neighbour] {
    precondition(probe.count == dimension, "\(probe.count) of \(dimension) numbers")
    let wanted = min(count, self.count)
    if wanted < 1 { return [] }
    let probe = prepared(probe)
    return withUnsafeTemporaryAllocation(of: Int64.self, capacity: wanted) { numbers in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: wanted) { distances in
        guard let target = numbers.baseAddress, let lengths = distances.baseAddress else {
          return []
        }
        let found = chnsw_search(
          handle, probe, Int64(wanted), Int64(max(breadth, wanted)), target, lengths)
        return (0..<Int(found)).map { place in
          NeighbourGraph.Neighbour(
            item: Int32(numbers[place]), distance: distance(ofSquare: lengths[place]))
        }
      }
    }
  }

  /// What the metric makes of a squared Euclidean distance in the graph.
  private func distance(ofSquare square: Float) -> Float {
    switch metric {
    case .l2: square.squareRoot()
    case .squaredL2, .chiSquare: square
    case .cosine: square / 2
    case .angle: acos(max(-1, min(1, 1 - square / 2))) / .pi
    }
  }

  // MARK: - On disk

  /// Writes the graph to a file; says whether that worked.
  public func save(to path: String) -> Bool { chnsw_save(handle, path) == CHNSW_DONE }

  /// Reads a graph that `save` wrote.
  ///
  /// What is in the file is taken as it is, so it must be known to be unchanged.
  /// - Returns: `nil` where the file is missing, or not of this shape.
  public static func load(
    from path: String, of set: EmbeddingSet, metric: Metric
  ) -> NeighbourIndex? {
    guard supports(metric),
      let handle = chnsw_load(path, Int64(set.dimension), Int64(max(1, set.count)))
    else { return nil }
    return NeighbourIndex(handle, metric: metric, dimension: set.dimension, count: set.count)
  }
}
