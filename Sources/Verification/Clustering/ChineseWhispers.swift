/// Chinese whispers: every item begins with a label of its own; in each pass, in random order, it
/// takes the label with the most weight among its neighbours.
///
/// Biemann, "Chinese whispers – an efficient graph clustering algorithm", 2006; dlib's way to
/// cluster faces, with every edge of equal weight.
public struct ChineseWhispers: Sendable {
  /// What a neighbour's voice counts.
  public enum Weight: Sendable, Hashable {
    case equal
    /// How far below a threshold it is.
    case closeness(threshold: Double)
  }

  public var passes: Int
  public var weight: Weight

  public init(passes: Int = 100, weight: Weight = .equal) {
    self.passes = passes
    self.weight = weight
  }

  /// The same for the same generator. Ends early when a pass changes nothing.
  public func clusters(
    of graph: NeighbourGraph, using generator: inout some RandomNumberGenerator
  ) -> Clustering {
    var labels = Array(graph.neighbours.indices)
    var order = labels
    var weights = [Double](repeating: 0, count: labels.count)
    for _ in 0..<passes {
      order.shuffle(using: &generator)
      var hasChanged = false
      for item in order {
        let next = loudest(graph.neighbours[item], labels, &weights) ?? labels[item]
        if next != labels[item] { hasChanged = true }
        labels[item] = next
      }
      if !hasChanged { break }
    }
    return Clustering(naming: labels)
  }

  /// The label with the most weight, the smallest of equals. Leaves `weights` zero.
  private func loudest(
    _ neighbours: [NeighbourGraph.Neighbour], _ labels: [Int], _ weights: inout [Double]
  ) -> Int? {
    for neighbour in neighbours { weights[labels[Int(neighbour.item)]] += voice(neighbour) }
    var best: (label: Int, weight: Double)?
    for neighbour in neighbours {
      let label = labels[Int(neighbour.item)]
      let own = weights[label]
      guard let current = best else {
        best = (label, own)
        continue
      }
      if own > current.weight || (own == current.weight && label < current.label) {
        best = (label, own)
      }
    }
    for neighbour in neighbours { weights[labels[Int(neighbour.item)]] = 0 }
    return best?.label
  }

  private func voice(_ neighbour: NeighbourGraph.Neighbour) -> Double {
    switch weight {
    case .equal: 1
    case .closeness(let threshold): max(0, threshold - Double(neighbour.distance))
    }
  }
}
