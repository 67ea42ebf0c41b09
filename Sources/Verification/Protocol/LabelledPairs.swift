/// Pairs of embeddings of which it is known whether they show the same person.
public struct LabelledPairs: Sendable, Equatable {
  /// The number of components of an embedding.
  public let dimension: Int
  /// The left and the right embeddings, one after the other.
  public private(set) var first: [Float] = []
  public private(set) var second: [Float] = []
  public private(set) var isSame: [Bool] = []

  public init(dimension: Int) {
    precondition(dimension > 0, "an embedding needs components")
    self.dimension = dimension
  }

  public var count: Int { isSame.count }

  public mutating func append(
    _ a: some Collection<Float>, _ b: some Collection<Float>, isSame: Bool
  ) {
    precondition(
      a.count == dimension && b.count == dimension,
      "\(a.count) and \(b.count) components, not \(dimension)")
    first.append(contentsOf: a)
    second.append(contentsOf: b)
    self.isSame.append(isSame)
  }

  /// The same pairs with the embeddings of the mirrored photos behind those of the photos
  /// (`use_flipped_images` of davidsandberg/facenet): 2 · d components.
  /// - Precondition: the same number of pairs.
  public func joined(withMirrored mirrored: LabelledPairs) -> LabelledPairs {
    precondition(mirrored.count == count, "\(mirrored.count) mirrored pairs for \(count)")
    var joined = LabelledPairs(dimension: dimension + mirrored.dimension)
    for index in 0..<count {
      joined.append(
        Array(row(first, index)) + mirrored.row(mirrored.first, index),
        Array(row(second, index)) + mirrored.row(mirrored.second, index), isSame: isSame[index])
    }
    return joined
  }

  private func row(_ values: [Float], _ index: Int) -> ArraySlice<Float> {
    values[(index * dimension)..<((index + 1) * dimension)]
  }

  /// The distance of every pair, with `mean` taken from both embeddings beforehand.
  func distances(metric: Metric, subtracting mean: [Float]?) -> [Float] {
    let (a, b) = (shifted(first, by: mean), shifted(second, by: mean))
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return [] }
        return (0..<count).map {
          metric.distance(a + $0 * dimension, b + $0 * dimension, count: dimension)
        }
      }
    }
  }

  private func shifted(_ values: [Float], by mean: [Float]?) -> [Float] {
    guard let mean else { return values }
    return values.indices.map { values[$0] - mean[$0 % dimension] }
  }

  /// The mean of both embeddings of the pairs that `isIncluded`.
  func mean(where isIncluded: (Int) -> Bool) -> [Float] {
    var sums = [Double](repeating: 0, count: dimension)
    var rows = 0
    for index in 0..<count where isIncluded(index) {
      rows += 2
      for component in 0..<dimension {
        let place = index * dimension + component
        sums[component] += Double(first[place]) + Double(second[place])
      }
    }
    return sums.map { Float($0 / Double(max(1, rows))) }
  }
}
