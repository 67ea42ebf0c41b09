/// The orders in which the faces of a matrix of distances are shown.
public enum FaceOrder: String, Sendable, CaseIterable {
  /// Those of a person side by side.
  case person
  /// Alike faces side by side: the leaves of the dendrogram of average linkage.
  case similarity
  /// Those that reach farthest beyond the wrong side of a threshold first.
  case worstError = "worst-error"
}
