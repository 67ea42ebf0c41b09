import Synchronization
import Tensors

/// How long it takes to find the nearest of many.
public struct SearchBenchmark: Sendable {
  public let faces: Int
  public let probes: Int
  public let threads: Int
  /// To read the set once, on as many threads: what no exact search can undercut.
  public let reading: Duration
  /// One probe against all, exactly.
  public let exact: Duration
  /// To make the graph; `nil` where it was not made.
  public let making: Duration?
  /// By the graph, with the least breadth that finds enough.
  public let graph: GraphSearch?

  /// A search by the graph on one thread.
  public struct GraphSearch: Sendable {
    public let breadth: Int
    /// One probe.
    public let time: Duration
    /// The share of the ten nearest that it finds.
    public let recall: Double
  }

  /// The breadths that are tried, and the recall that is enough.
  static let breadths = [32, 48, 64, 96, 128, 160, 224, 320, 480, 640]
  static let enoughRecall = 0.99

  /// Searches for the last items of a set in those before them. Figures are medians over the probes.
  public init(
    _ set: EmbeddingSet, probes: Int = 100, metric: Metric = .l2, threads: Int? = nil,
    makesGraph: Bool = true
  ) {
    let clock = ContinuousClock()
    let rest = set.selectingFirst(set.count - probes)
    let wanted = (rest.count..<set.count).map { Array(set[$0]) }
    faces = rest.count
    self.probes = probes
    self.threads = threads ?? Processors.available
    let count = self.threads
    var sum: Float = 0
    reading = Self.median((0..<9).map { _ in clock.measure { sum += rest.total(threads: count) } })
    precondition(!sum.isNaN, "a sum that is used, so that nothing is left out")
    var found: [[NeighbourGraph.Neighbour]] = []
    exact = Self.median(
      wanted.map { probe in
        clock.measure {
          found.append(rest.nearest(10, to: probe, metric: metric, threads: count))
        }
      })
    guard makesGraph else {
      (making, graph) = (nil, nil)
      return
    }
    var index: NeighbourIndex?
    making = clock.measure { index = NeighbourIndex(of: rest, metric: metric, threads: threads) }
    graph = index.flatMap { Self.leastSearch($0, wanted, found.map { $0.map(\.item) }) }
  }

  /// The search of the least breadth that finds enough, else of the largest.
  private static func leastSearch(
    _ index: NeighbourIndex, _ probes: [[Float]], _ exact: [[Int32]]
  ) -> GraphSearch? {
    var search: GraphSearch?
    for breadth in breadths {
      let found = Self.search(index, probes, exact, breadth: breadth)
      search = found
      if found.recall >= enoughRecall { break }
    }
    return search
  }

  private static func search(
    _ index: NeighbourIndex, _ probes: [[Float]], _ exact: [[Int32]], breadth: Int
  ) -> GraphSearch {
    let clock = ContinuousClock()
    var right = 0
    let times = zip(probes, exact).map { probe, exact in
      var near: [NeighbourGraph.Neighbour] = []
      let time = clock.measure { near = index.nearest(10, to: probe, breadth: breadth) }
      right += Set(near.map(\.item)).intersection(exact).count
      return time
    }
    return GraphSearch(
      breadth: breadth, time: median(times), recall: Double(right) / Double(10 * probes.count))
  }

  private static func median(_ times: [Duration]) -> Duration {
    times.sorted()[times.count / 2]
  }
}

extension EmbeddingSet {
  fileprivate func selectingFirst(_ count: Int) -> EmbeddingSet {
    EmbeddingSet(
      people: Array(people.prefix(count)), dimension: dimension,
      values: Array(values.prefix(count * dimension)))
  }

  /// The sum of all components: nothing but reading.
  fileprivate func total(threads: Int) -> Float {
    let block = 1 << 17
    let next = Atomic(0)
    let sum = Mutex<Float>(0)
    @Sendable func work() {
      var lanes = (SIMD16<Float>.zero, SIMD16<Float>.zero)
      values.withUnsafeBytes { bytes in
        while true {
          let start = next.wrappingAdd(block * 4, ordering: .relaxed).oldValue
          if start >= bytes.count { break }
          let end = min(bytes.count, start + block * 4)
          for place in stride(from: start, through: end - 128, by: 128) {
            lanes.0 += bytes.loadUnaligned(fromByteOffset: place, as: SIMD16<Float>.self)
            lanes.1 += bytes.loadUnaligned(fromByteOffset: place + 64, as: SIMD16<Float>.self)
          }
        }
      }
      let own = (lanes.0 + lanes.1).sum()
      sum.withLock { $0 += own }
    }
    withHelpers(threads - 1, helper: work, caller: work)
    return sum.withLock { $0 }
  }
}
