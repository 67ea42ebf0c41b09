import Imaging

extension FaceCrop {
  /// The longest side of a crop in pixels.
  public static let longestSide = 512

  /// Cuts a face out of its photo, generously: see `FaceCrop`.
  ///
  /// - Parameter detection: in the pixels of `photo`.
  public init(of detection: Detection, in photo: Image) {
    let region = Self.region(around: detection.box, in: photo)
    let cut = photo.cropped(to: region)
    let moved = detection.moved(
      from: Point(x: Double(region.left), y: Double(region.top)), scaledBy: 1)
    let longer = max(cut.width, cut.height)
    guard longer > Self.longestSide else {
      self.init(image: cut, detection: moved)
      return
    }
    let factor = Double(Self.longestSide) / Double(longer)
    self.init(
      image: cut.resized(
        width: max(1, Int((Double(cut.width) * factor).rounded())),
        height: max(1, Int((Double(cut.height) * factor).rounded()))),
      detection: moved.resampled(by: factor))
  }

  /// The box with half its size on each side, in whole pixels and clipped to the photo.
  static func region(around box: Rectangle, in photo: Image) -> PixelRegion {
    let generous = box.grown(by: 0.5)
    let left = clamp(generous.left.rounded(.down), 0, photo.width - 1)
    let top = clamp(generous.top.rounded(.down), 0, photo.height - 1)
    let right = clamp(generous.right.rounded(.up), left, photo.width - 1)
    let bottom = clamp(generous.bottom.rounded(.up), top, photo.height - 1)
    return PixelRegion(
      left: left, top: top, width: right - left + 1, height: bottom - top + 1)
  }

  private static func clamp(_ value: Double, _ low: Int, _ high: Int) -> Int {
    Int(max(Double(low), min(Double(high), value)))
  }
}
