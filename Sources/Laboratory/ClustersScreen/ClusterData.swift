import Gallery
import Tensors
import Verification

/// The faces of a gallery in clusters, made off the interface thread: a dendrogram, which any
/// threshold cuts at once, or the clusters at one threshold.
struct ClusterData: Sendable {
  enum Found: Sendable {
    case tree(Agglomeration)
    case flat(Clustering)
    /// One line with the way out.
    case impossible(String)
  }

  let request: ClusterRequest
  /// Whose embeddings were clustered, by fingerprint.
  let model: String
  let found: Found

  var faces: [FaceRecord.ID] { request.faces }

  /// - Returns: `nil` when cancelled.
  init?(
    _ collection: Collection, metric: Metric, method: ClusteringMethod, threshold: Double,
    isCancelled: () -> Bool
  ) {
    request = ClusterRequest(method, threshold, collection)
    model = collection.embeddings.model
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
          clusters: request.count ?? 1, constraints: collection.constraints)
        found = .flat(try plan.clusters(of: set, using: &generator, isCancelled: isCancelled))
      }
    } catch .cancelled {
      return nil
    } catch {
      found = .impossible(error.description)
    }
  }

  var tree: Agglomeration? {
    if case .tree(let tree) = found { tree } else { nil }
  }

  /// The clusters at a threshold; those at another while the method is still at work on this one.
  func clusters(at threshold: Double) -> Clustering? {
    switch found {
    case .tree(let tree): tree.cut(at: threshold)
    case .flat(let clusters): clusters
    case .impossible: nil
    }
  }
}
