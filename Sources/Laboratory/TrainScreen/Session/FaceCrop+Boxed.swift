import Faces
import Imaging

extension FaceCrop {
  /// The face as a model sees it whose crop is `box`: the detector's box, in whole pixels and
  /// clipped to the picture, stretched to a size. A network that was trained on it meets the same
  /// kind of picture again once it is a model.
  func boxed(width: Int, height: Int) -> Image {
    let box = detection.box
    let left = Self.pixel(box.left, in: 0...image.width - 1)
    let top = Self.pixel(box.top, in: 0...image.height - 1)
    let right = Self.pixel(box.right, in: left + 1...image.width)
    let bottom = Self.pixel(box.bottom, in: top + 1...image.height)
    let region = PixelRegion(left: left, top: top, width: right - left, height: bottom - top)
    return image.cropped(to: region).resized(width: width, height: height)
  }

  private static func pixel(_ value: Double, in range: ClosedRange<Int>) -> Int {
    guard value > Double(range.lowerBound) else { return range.lowerBound }
    return value < Double(range.upperBound) ? Int(value) : range.upperBound
  }
}
