/// How DeepFace compares the features of two faces (Taigman et al. 2014).
public struct DeepFaceComparison: Sendable {
  /// The largest value that each feature took in training.
  let largest: [Float]

  /// What the largest value of a feature counts as at least, so that rare features stay small.
  public static let smallestLargest: Float = 0.05

  /// - Parameter largest: at least `smallestLargest` each; smaller ones count as that.
  public init(largest: [Float]) { self.largest = largest.map { max($0, Self.smallestLargest) } }

  /// Features divided by their largest values, brought to length 1.
  ///
  /// - Precondition: there are as many features as largest values.
  public func normalised(_ features: [Float]) -> [Float] {
    precondition(
      features.count == largest.count, "\(features.count) features, not \(largest.count)")
    let shares = zip(features, largest).map { $0 / $1 }
    let norm = shares.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 0 ? shares.map { $0 / norm } : shares
  }

  /// The weighted χ² similarity Σ wᵢ (aᵢ − bᵢ)² / (aᵢ + bᵢ); features that neither face has add
  /// nothing. The weights come from a linear support vector machine.
  ///
  /// - Precondition: features are not negative and as many as weights.
  public static func chiSquared(_ a: [Float], _ b: [Float], weights: [Float]) -> Float {
    precondition(a.count == b.count && a.count == weights.count, "lengths differ")
    return weights.indices.reduce(0) { sum, i in
      let total = a[i] + b[i]
      let difference = a[i] - b[i]
      return total > 0 ? sum + weights[i] * difference * difference / total : sum
    }
  }

  /// The Siamese distance Σ αᵢ |aᵢ − bᵢ|, whose αᵢ are trained through a logistic output.
  ///
  /// - Precondition: features are as many as weights.
  public static func siamese(_ a: [Float], _ b: [Float], weights: [Float]) -> Float {
    precondition(a.count == b.count && a.count == weights.count, "lengths differ")
    return weights.indices.reduce(0) { $0 + weights[$1] * abs(a[$1] - b[$1]) }
  }
}
