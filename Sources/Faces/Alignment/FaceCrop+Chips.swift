import Imaging

extension FaceCrop {
  /// Where ArcFace's networks were trained to see eyes, nose and mouth corners in 112 × 112 pixels
  /// (insightface, `arcface_dst`).
  static let arcFaceTemplate: [Point] = [
    (38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655),
    (70.7299, 92.2041),
  ].map { Point(x: $0.0, y: $0.1) }

  /// The face turned and scaled so that its five points come nearest to ArcFace's; its box when all
  /// points coincide.
  func arcFaceChip(side: Int) -> Image {
    let factor = Double(side) / 112
    let template = Self.arcFaceTemplate.map { Point(x: factor * $0.x, y: factor * $0.y) }
    guard
      let transform = SimilarityTransform(from: template, to: detection.landmarks.points),
      transform.scale > 0, transform.scale.isFinite
    else { return boxChip(margin: 0, side: side) }
    // Sampling would skip pixels where the face is much larger than the chip.
    guard transform.scale > 1.5 else {
      return image.warped(width: side, height: side, by: transform.affine)
    }
    let smaller = resized(by: 1 / transform.scale)
    let again = SimilarityTransform(from: template, to: smaller.detection.landmarks.points)
    return smaller.image.warped(
      width: side, height: side, by: (again ?? SimilarityTransform()).affine)
  }

  private func resized(by factor: Double) -> FaceCrop {
    let width = max(1, Int((Double(image.width) * factor).rounded()))
    let height = max(1, Int((Double(image.height) * factor).rounded()))
    return FaceCrop(
      image: image.resized(width: width, height: height),
      detection: detection.resampled(by: factor))
  }

  /// The box with a margin in pixels of the chip, in whole pixels and clipped to the picture.
  func boxChip(margin: Int, side: Int) -> Image {
    boxed(margin: margin, side: side).resized(width: side, height: side)
  }

  /// The box stretched to a size, in whole pixels and clipped to the picture.
  public func frameChip(height: Int, width: Int) -> Image {
    boxed(margin: 0, side: 1).resized(width: width, height: height)
  }

  private func boxed(margin: Int, side: Int) -> Image {
    let box = detection.box
    let share = Double(margin) / Double(max(1, side - margin)) / 2
    let (x, y) = (box.width * share, box.height * share)
    let left = Self.pixel(box.left - x, in: 0...image.width - 1)
    let top = Self.pixel(box.top - y, in: 0...image.height - 1)
    let right = Self.pixel(box.right + x, in: left + 1...image.width)
    let bottom = Self.pixel(box.bottom + y, in: top + 1...image.height)
    let region = PixelRegion(left: left, top: top, width: right - left, height: bottom - top)
    return image.cropped(to: region)
  }

  private static func pixel(_ value: Double, in range: ClosedRange<Int>) -> Int {
    guard value > Double(range.lowerBound) else { return range.lowerBound }
    return value < Double(range.upperBound) ? Int(value) : range.upperBound
  }
}
