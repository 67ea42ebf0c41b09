import Imaging

/// What a single-shot detector looks for, and at which sizes.
public struct SingleShotOptions: Hashable, Sendable {
  /// The least score of a face.
  public var score: Float
  /// Of two boxes that share more than this of their union, the better one stays.
  public var overlap: Float
  /// The pixels of the longer side that a picture is made smaller to, once for each.
  public var longerSides: [Int]

  public init(score: Float, overlap: Float, longerSides: [Int]) {
    self.score = score
    self.overlap = overlap
    self.longerSides = longerSides
  }

  /// OpenCV's limit of overlap; small pictures at their own size, as OpenCV takes all.
  public static let yunet = SingleShotOptions(score: 0.6, overlap: 0.3, longerSides: [640])

  /// insightface's limits. The network finds faces of up to about 450 pixels; of 40 that filled a
  /// picture of 640 it saw one. Newer versions of insightface look at a smaller picture, too.
  public static let scrfd = SingleShotOptions(score: 0.5, overlap: 0.4, longerSides: [640, 384])
}

extension SingleShotOptions {
  /// What `examine` finds in the picture at each size, in the picture's own pixels. Places are
  /// multiplied by the factor of the sides, as the originals do.
  func guesses(
    in image: Image, examine: (Image) throws(FaceError) -> [FaceGuess]
  ) throws(FaceError) -> [FaceGuess] {
    let longer = max(image.width, image.height)
    var guesses: [FaceGuess] = []
    for side in Set(longerSides.map { min($0, longer) }).sorted(by: >) where side > 0 {
      let (width, height) = (image.width * side / longer, image.height * side / longer)
      // A strip so narrow that its shorter side would vanish shows no face, however long it is.
      guard min(width, height) > 0 else { continue }
      let factor = Float(longer) / Float(side)
      guesses += try examine(side == longer ? image : image.resized(width: width, height: height))
        .map { $0.scaled(by: factor) }
    }
    return guesses
  }

  /// The best of guesses that overlap, the largest first.
  ///
  /// - Parameters:
  ///   - edge: see `NonMaximumSuppression`.
  ///   - compared: the box that overlaps are measured with.
  func faces(
    among guesses: [FaceGuess], edge: Float = 0, compared: (Candidate) -> Candidate = { $0 }
  ) -> [Detection] {
    let suppression = NonMaximumSuppression(share: .union, limit: overlap, edge: edge)
    return suppression(guesses.map { compared($0.box) }).map { guesses[$0].detection }
      .sorted { $0.box.area > $1.box.area }
  }
}
