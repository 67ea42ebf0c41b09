/// The losses by the names that the command line and the screen use.
public enum LossName: String, Sendable, CaseIterable {
  case triplet
  case softTriplet = "soft-triplet"
  /// Of a Siamese network.
  case contrastive
  /// dlib's.
  case pairwiseHinge = "pairwise-hinge"
  case softmax
  /// Softmax and center loss.
  case center
  /// SphereFace's, annealed.
  case angularSoftmax = "a-softmax"
  case arcface
  /// Identification and verification.
  case deepID2 = "deepid2"
  /// DeepFace's weighted L1 distance with a logistic output.
  case siamese

  /// The number that makes the loss harder, in its own unit: a distance, the weight of centers
  /// (Wen et al. 2016, section 4: 0.003), how often an angle counts, or an angle.
  public var usualMargin: Double {
    switch self {
    case .triplet, .softTriplet: 0.2
    case .contrastive, .deepID2: 1
    case .pairwiseHinge: 0.04
    case .center: 0.003
    case .angularSoftmax: 4
    case .arcface: 0.5
    case .softmax, .siamese: 0
    }
  }

  /// Whether it has such a number.
  public var hasMargin: Bool { usualMargin > 0 }

  /// The margins that make sense.
  public var margins: ClosedRange<Double> {
    switch self {
    case .angularSoftmax: 1...Double(Self.mostMultiple)
    case .arcface: 0...(.pi / 2)
    default: 0...Double(Float.greatestFiniteMagnitude)
    }
  }

  /// How often an angle counts, of a margin.
  static func multiple(_ margin: Double) -> Int {
    Int(min(Double(mostMultiple), max(1, margin)).rounded())
  }

  private static let mostMultiple = 8

  /// Whether it is on pairs or triplets of a batch alone, so that a batch must hold some.
  public var comparesPhotos: Bool {
    switch self {
    case .triplet, .softTriplet, .contrastive, .pairwiseHinge, .siamese: true
    case .softmax, .center, .angularSoftmax, .arcface, .deepID2: false
    }
  }

  /// Whether triplets are mined for it.
  public var takesTriplets: Bool { self == .triplet || self == .softTriplet }
}
