/// Pairs of embeddings, each known to be of one person or of two.
public struct EmbeddingPairs: Sendable {
  public let metric: Metric
  public private(set) var first: [[Float]] = []
  public private(set) var second: [[Float]] = []
  public private(set) var same: [Bool] = []

  public init(metric: Metric) { self.metric = metric }

  public var count: Int { same.count }

  public mutating func append(_ first: [Float], _ second: [Float], same: Bool) {
    self.first.append(first)
    self.second.append(second)
    self.same.append(same)
  }

  /// The same pairs with the embeddings of the mirrored photos behind those of the photos
  /// (`use_flipped_images` of davidsandberg/facenet).
  /// - Precondition: as many mirrored pairs.
  public func joined(withMirrored mirrored: EmbeddingPairs) -> EmbeddingPairs {
    precondition(mirrored.count == count, "\(mirrored.count) mirrored pairs for \(count)")
    var joined = EmbeddingPairs(metric: metric)
    for index in 0..<count {
      joined.append(
        first[index] + mirrored.first[index], second[index] + mirrored.second[index],
        same: same[index])
    }
    return joined
  }

  /// The distances by class.
  public var scores: ScoreSet {
    let distances = distances(minusMeanOf: nil)
    func of(_ wanted: Bool) -> [Float] { zip(distances, same).filter { $1 == wanted }.map(\.0) }
    return ScoreSet(mated: of(true), nonMated: of(false))
  }

  /// The distance of each pair; with `training`, after the mean of both sides of those pairs is
  /// taken off every embedding.
  func distances(minusMeanOf training: [Int]?) -> [Float] {
    guard let training, let dimension = first.first?.count else {
      return zip(first, second).map { metric.distance($0, $1) }
    }
    var sums = [Double](repeating: 0, count: dimension)
    for index in training {
      for place in 0..<dimension {
        sums[place] += Double(first[index][place]) + Double(second[index][place])
      }
    }
    let mean = sums.map { Float($0 / Double(2 * training.count)) }
    func centred(_ vector: [Float]) -> [Float] { zip(vector, mean).map { $0 - $1 } }
    return zip(first, second).map { metric.distance(centred($0), centred($1)) }
  }
}
