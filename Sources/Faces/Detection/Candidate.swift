import Imaging

/// A box that may hold a face, on its way through the cascade.
///
/// Single precision throughout, as in the original: a proposal's corners are rounded down, so that
/// another precision would move them by a pixel.
struct Candidate {
  var left: Float
  var top: Float
  var right: Float
  var bottom: Float
  var score: Float

  var width: Float { right - left }
  var height: Float { bottom - top }

  /// Each edge moved by a share of the sides given.
  func moved(by offsets: (Float, Float, Float, Float), width: Float, height: Float) -> Candidate {
    Candidate(
      left: left + offsets.0 * width, top: top + offsets.1 * height,
      right: right + offsets.2 * width, bottom: bottom + offsets.3 * height, score: score)
  }

  /// The square of the longer side about the same centre.
  var squared: Candidate {
    let side = max(width, height)
    var square = self
    square.left += width * 0.5 - side * 0.5
    square.top += height * 0.5 - side * 0.5
    square.right = square.left + side
    square.bottom = square.top + side
    return square
  }

  /// The pixels to look at, counted from 1 to both ends and clipped to the picture; nil when none
  /// are left.
  func region(within width: Int, _ height: Int) -> PixelRegion? {
    guard
      let left = Int(exactly: left.rounded(.towardZero)),
      let top = Int(exactly: top.rounded(.towardZero)),
      let right = Int(exactly: right.rounded(.towardZero)),
      let bottom = Int(exactly: bottom.rounded(.towardZero))
    else { return nil }
    let x = max(1, left) - 1
    let y = max(1, top) - 1
    let region = PixelRegion(
      left: x, top: y, width: min(width, right) - x, height: min(height, bottom) - y)
    return region.width > 0 && region.height > 0 ? region : nil
  }
}
