import Gallery
import Verification

/// The faces of a gallery in clusters, made off the interface thread: a dendrogram, which any
/// threshold cuts at once, or the clusters at one threshold.
struct ClusterData: Sendable {
  enum Found: Sendable {
    case tree(Agglomeration)
    case flat(Clustering, threshold: Double)
    /// One line with the way out.
    case impossible(String)
  }

  let method: ClusteringMethod
  /// Whose embeddings were clustered, by fingerprint.
  let model: String
  let faces: [FaceRecord.ID]
  let marks: [FaceMark]
  let found: Found

  /// - Returns: `nil` when cancelled.
  init?(
    _ collection: Collection, metric: Metric, method: ClusteringMethod, threshold: Double,
    isCancelled: () -> Bool
  ) {
    self.method = method
    model = collection.embeddings.model
    faces = collection.embeddings.faces
    marks = collection.marks
    let set = collection.embeddings.set
    do throws(ClusteringError) {
      if let linkage = method.linkage {
        let tree = try AgglomerativeClustering(linkage: linkage, metric: metric)
          .dendrogram(of: set, constraints: collection.constraints, isCancelled: isCancelled)
        found = .tree(tree)
      } else {
        var generator = SeededGenerator(seed: 1)
        let plan = ClusteringPlan(
          method: method, metric: metric, threshold: threshold,
          clusters: max(1, collection.people.count), constraints: collection.constraints)
        found = .flat(
          try plan.clusters(of: set, using: &generator, isCancelled: isCancelled),
          threshold: threshold)
      }
    } catch .cancelled {
      return nil
    } catch {
      found = .impossible(error.description)
    }
  }

  /// Whether it is what a gallery, a method and a threshold ask for.
  func suits(_ collection: Collection, _ method: ClusteringMethod, _ threshold: Double) -> Bool {
    guard self.method == method, faces == collection.embeddings.faces, marks == collection.marks
    else { return false }
    if case .flat(_, let own) = found { return own == threshold || !method.usesThreshold }
    return true
  }

  var tree: Agglomeration? {
    if case .tree(let tree) = found { tree } else { nil }
  }

  /// The clusters at a threshold; those at another while the method is still at work on this one.
  func clusters(at threshold: Double) -> Clustering? {
    switch found {
    case .tree(let tree): tree.cut(at: threshold)
    case .flat(let clusters, _): clusters
    case .impossible: nil
    }
  }
}
