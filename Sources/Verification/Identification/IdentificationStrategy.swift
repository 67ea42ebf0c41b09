/// How the people of a gallery are ranked for a probe.
public enum IdentificationStrategy: Sendable, Hashable {
  /// By the nearest of each person's photos.
  case nearest
  /// By the distance to the mean of each person's embeddings.
  case mean
  /// By the votes of the k nearest photos, each weighted by 1 / distance (Dudani, "The
  /// distance-weighted k-nearest-neighbor rule", 1976, with scikit-learn's weight). People without
  /// a vote follow by their nearest photo.
  case kNearest(Int)
  /// By the probability of a linear support vector machine.
  case supportVectors

  /// As options and tables name it.
  public var name: String {
    switch self {
    case .nearest: "nearest"
    case .mean: "mean"
    case .kNearest(let k): "\(k)-nn"
    case .supportVectors: "svm"
    }
  }
}
