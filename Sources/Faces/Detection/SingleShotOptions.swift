import Imaging

/// What a single-shot detector looks for, and at which size.
public struct SingleShotOptions: Hashable, Sendable {
  /// The least score of a face.
  public var score: Float
  /// Of two boxes that share more than this of their union, the better one stays.
  public var overlap: Float
  /// A picture is resized so that its longer side lies in this range, in pixels.
  public var longerSide: ClosedRange<Int>

  public init(score: Float, overlap: Float, longerSide: ClosedRange<Int>) {
    self.score = score
    self.overlap = overlap
    self.longerSide = longerSide
  }

  /// OpenCV's limit of overlap; small pictures at their own size, as OpenCV takes all.
  public static let yunet = SingleShotOptions(score: 0.6, overlap: 0.3, longerSide: 1...640)

  /// insightface's limits; insightface enlarges small pictures, too, which finds fewer faces.
  public static let scrfd = SingleShotOptions(score: 0.5, overlap: 0.4, longerSide: 1...640)
}

extension SingleShotOptions {
  /// The faces of a picture in its pixels, the largest first, from those that `examine` finds in
  /// the resized one. Places are multiplied by the factor of the sides, as the originals do.
  func detect(
    in image: Image, examine: (Image) throws(FaceError) -> [Detection]
  ) throws(FaceError) -> [Detection] {
    let longer = max(image.width, image.height)
    guard longer > 0 else { return [] }
    let side = min(max(longer, longerSide.lowerBound), longerSide.upperBound)
    let width = image.width * side / longer
    let height = image.height * side / longer
    // A strip so narrow that its shorter side would vanish shows no face, however long it is.
    guard min(width, height) > 0 else { return [] }
    let factor = Double(longer) / Double(side)
    let found = try examine(
      side == longer ? image : image.resized(width: width, height: height))
    return found.map { $0.moved(from: Point(x: 0, y: 0), scaledBy: factor) }
      .sorted { $0.box.area > $1.box.area }
  }
}
