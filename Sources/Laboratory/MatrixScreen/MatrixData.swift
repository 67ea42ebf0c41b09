import Gallery
import Verification

/// The distances of all faces of a gallery to each other, and the orders they are shown in; made
/// off the interface thread.
struct MatrixData: Sendable {
  /// The fingerprint of the model whose embeddings were compared.
  let model: String
  let faces: [FaceRecord.ID]
  let people: [Person.ID]
  let distances: DistanceMatrix
  let byPerson: [Int]
  let bySimilarity: [Int]
  /// Pairs of different people, the nearest first, and of one person, the farthest first.
  let ranking: RankedPairs
  /// Of each face, the nearest other person and the farthest own face.
  let nearestOther: [Float]
  let farthestOwn: [Float]

  /// How many pairs of each kind can be jumped to.
  static let keptPairs = 10_000

  init?(
    _ collection: Collection, metric: Metric, isCancelled: () -> Bool,
    progress: (Double) -> Void = { _ in }
  ) {
    let embeddings = collection.embeddings
    let set = embeddings.set
    let matrix = DistanceMatrix(of: set, metric: metric, isCancelled: isCancelled) {
      progress($0 / 2)
    }
    guard let matrix,
      let tree = try? AgglomerativeClustering.dendrogram(of: matrix, isCancelled: isCancelled)
    else { return nil }
    model = embeddings.model
    faces = embeddings.faces
    people = embeddings.people
    distances = matrix
    ranking = RankedPairs(of: matrix, people: set.people, keeping: Self.keptPairs)
    bySimilarity = tree.leafOrder
    byPerson = Self.order(embeddings, in: collection)
    (nearestOther, farthestOwn) = Self.extremes(matrix, embeddings.people)
  }

  private static func order(_ embeddings: GalleryEmbeddings, in collection: Collection) -> [Int] {
    let places = Dictionary(collection.people.enumerated().map { ($1.id, $0) }) { first, _ in first }
    return embeddings.faces.indices.sorted {
      (places[embeddings.people[$0]] ?? .max, $0) < (places[embeddings.people[$1]] ?? .max, $1)
    }
  }

  private static func extremes(
    _ matrix: DistanceMatrix, _ people: [Person.ID]
  ) -> (nearestOther: [Float], farthestOwn: [Float]) {
    var nearest = [Float](repeating: .infinity, count: matrix.count)
    var farthest = [Float](repeating: -.infinity, count: matrix.count)
    for row in 0..<matrix.count {
      for column in 0..<matrix.count where column != row {
        let distance = matrix[row, column]
        if people[row] == people[column] {
          farthest[row] = max(farthest[row], distance)
        } else {
          nearest[row] = min(nearest[row], distance)
        }
      }
    }
    return (nearest, farthest)
  }

  /// Faces with the worst errors at a threshold first: how far the wrong side of it they reach.
  func byWorstError(at threshold: Double) -> [Int] {
    let limit = Float(threshold)
    let excess = faces.indices.map { max(limit - nearestOther[$0], farthestOwn[$0] - limit) }
    return faces.indices.sorted { (-excess[$0], $0) < (-excess[$1], $1) }
  }

  /// The errors at a threshold, the worst first.
  func errors(at threshold: Double) -> [RankedPair] {
    let accepts = ranking.hardestImpostors.prefix { Double($0.distance) < threshold }
    let rejects = ranking.worstGenuine.prefix { Double($0.distance) >= threshold }
    return (accepts + rejects).sorted {
      abs(Double($0.distance) - threshold) > abs(Double($1.distance) - threshold)
    }
  }
}
