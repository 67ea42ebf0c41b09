/// How far apart two embeddings are; smaller is more alike.
public enum Metric: String, Sendable, CaseIterable, Codable {
  /// √Σ(aᵢ − bᵢ)².
  case l2
  /// Σ(aᵢ − bᵢ)²; 0…4 on the unit sphere (FaceNet, section 3).
  case squaredL2 = "squared-l2"
  /// 1 − a·b / (‖a‖ ‖b‖); 0…2.
  case cosine
  /// arccos(a·b / (‖a‖ ‖b‖)) / π; 0…1 (distance 1 of davidsandberg/facenet).
  case angle
  /// Σ(aᵢ − bᵢ)² / (aᵢ + bᵢ) with equal weights, for features that are not negative (DeepFace,
  /// section 5.2). For others the denominator is |aᵢ| + |bᵢ|, which keeps it a finite sum.
  case chiSquare = "chi-square"
}
