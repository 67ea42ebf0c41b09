/// What MTCNN looks for, and how sure it must be.
public struct MTCNNOptions: Hashable, Sendable {
  /// The smallest face in pixels of the examined picture: 12 pixels of the finest level.
  public var minimumFaceSize: Double

  /// The least probabilities of the three networks.
  public var thresholds: Thresholds

  /// The size of a level of the pyramid relative to the level before it.
  public var factor: Double

  /// A picture with a longer side is halved, or divided by 3, 4, … by averaging, until it fits.
  public var longestSide: Int

  /// The least probability at which each network passes a candidate on.
  public struct Thresholds: Hashable, Sendable {
    /// For windows of 12 × 12 pixels.
    public var proposal: Float
    /// For candidates at 24 × 24 pixels.
    public var refinement: Float
    /// For candidates at 48 × 48 pixels: a face's score is above it.
    public var output: Float

    /// facenet-pytorch's defaults unless given.
    public init(proposal: Float = 0.6, refinement: Float = 0.7, output: Float = 0.7) {
      self.proposal = proposal
      self.refinement = refinement
      self.output = output
    }
  }

  /// The settings of facenet-pytorch unless given.
  public init(
    minimumFaceSize: Double = 20, thresholds: Thresholds = Thresholds(), factor: Double = 0.709,
    longestSide: Int = 1600
  ) {
    self.minimumFaceSize = minimumFaceSize
    self.thresholds = thresholds
    self.factor = factor
    self.longestSide = longestSide
  }
}

extension MTCNNOptions {
  /// The scales of the pyramid of a picture: 12 / `minimumFaceSize`, then each `factor` times the
  /// one before, while the shorter side keeps the 12 pixels of the proposal network's window.
  func scales(width: Int, height: Int) -> [Double] {
    precondition(
      minimumFaceSize > 0 && factor > 0 && factor < 1, "the pyramid of \(self) has no end")
    var scales: [Double] = []
    var scale = 12 / minimumFaceSize
    var shorter = Double(min(width, height)) * scale
    while shorter >= 12 {
      scales.append(scale)
      scale *= factor
      shorter *= factor
    }
    return scales
  }
}
