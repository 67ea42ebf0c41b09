import Gallery
import Verification

/// The distances of all faces of a gallery to each other, and the orders they are shown in; made
/// off the interface thread.
struct MatrixData: Sendable {
  /// The fingerprint of the model whose embeddings were compared.
  let model: String
  let faces: [FaceRecord.ID]
  let people: [Person.ID]
  /// The people by number.
  let owners: [Int]
  let distances: DistanceMatrix
  let byPerson: [Int]
  let bySimilarity: [Int]
  /// Pairs of different people, the nearest first, and of one person, the farthest first.
  let ranking: RankedPairs
  let reach: ErrorReach

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
    owners = set.people
    distances = matrix
    ranking = RankedPairs(of: matrix, people: set.people, keeping: Self.keptPairs)
    bySimilarity = tree.leafOrder
    byPerson = Self.order(embeddings, in: collection)
    reach = ErrorReach(of: matrix, people: owners)
  }

  private static func order(_ embeddings: GalleryEmbeddings, in collection: Collection) -> [Int] {
    let places = Dictionary(collection.people.enumerated().map { ($1.id, $0) }) { first, _ in first
    }
    return embeddings.faces.indices.sorted {
      (places[embeddings.people[$0]] ?? .max, $0) < (places[embeddings.people[$1]] ?? .max, $1)
    }
  }

  /// The errors at a threshold, the worst first.
  func errors(at threshold: Double) -> [RankedPair] {
    let accepts = ranking.hardestImpostors.prefix { Double($0.distance) < threshold }
    let rejects = ranking.worstGenuine.prefix { Double($0.distance) >= threshold }
    return accepts.merged(with: rejects) { abs(Double($0.distance) - threshold) }
  }
}

extension ArraySlice<RankedPair> {
  /// The pairs of two lists that both begin with the largest key, in one such list.
  fileprivate func merged(
    with other: Self, key: (RankedPair) -> Double
  ) -> [RankedPair] {
    var result: [RankedPair] = []
    result.reserveCapacity(count + other.count)
    var (mine, theirs) = (self, other)
    while let one = mine.first, let two = theirs.first {
      result.append(key(one) >= key(two) ? mine.removeFirst() : theirs.removeFirst())
    }
    return result + mine + theirs
  }
}
