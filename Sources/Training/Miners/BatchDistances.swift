import Tensors
import Verification

/// The squared Euclidean distances within a batch, in which triplets are looked for.
public struct BatchDistances: Sendable {
  /// The person of each embedding.
  public let people: [Int]
  /// The number of components of an embedding.
  public let dimension: Int
  private let matrix: DistanceMatrix

  /// - Parameter embeddings: N × D.
  public init(_ embeddings: Tensor, people: [Int]) {
    let set = EmbeddingSet(
      people: people, dimension: embeddings.dimensions[1], values: embeddings.values)
    let count = people.count
    self.people = people
    dimension = set.dimension
    matrix =
      DistanceMatrix(of: set, metric: .squaredL2)
      ?? DistanceMatrix(count: count, values: Array(repeating: 0, count: count * count))
  }

  public subscript(a: Int, b: Int) -> Double { Double(matrix[a, b]) }

  /// The others of an embedding's person.
  func positives(of anchor: Int) -> [Int] {
    people.indices.filter { people[$0] == people[anchor] && $0 != anchor }
  }

  func negatives(of anchor: Int) -> [Int] {
    people.indices.filter { people[$0] != people[anchor] }
  }

  /// Calls `body` with every anchor, its positives and its negatives, where it has both.
  func forEachAnchor(_ body: (_ anchor: Int, _ positives: [Int], _ negatives: [Int]) -> Void) {
    for anchor in people.indices {
      let (positives, negatives) = (positives(of: anchor), negatives(of: anchor))
      if !positives.isEmpty, !negatives.isEmpty { body(anchor, positives, negatives) }
    }
  }

  /// The nearest of some embeddings, the first of equals.
  func nearest(to anchor: Int, among others: some Sequence<Int>) -> Int? {
    others.min { self[anchor, $0] < self[anchor, $1] }
  }

  /// The farthest of some embeddings, the first of equals.
  func farthest(from anchor: Int, among others: [Int]) -> Int? {
    others.reversed().max { self[anchor, $0] < self[anchor, $1] }
  }
}
