/// How far apart two embeddings are; smaller is more alike.
public enum Metric: String, Sendable, CaseIterable, Codable {
  /// √Σ(aᵢ − bᵢ)².
  case l2
  /// Σ(aᵢ − bᵢ)²; 0…4 on the unit sphere (FaceNet, section 3).
  case squaredL2 = "squared-l2"
  /// 1 − a·b / (‖a‖ ‖b‖); 0…2.
  case cosine
}
