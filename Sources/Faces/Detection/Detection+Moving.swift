import Imaging

extension Detection {
  /// The detection in a picture cut at `origin` and then scaled about its first corner.
  func moved(from origin: Point, scaledBy factor: Double) -> Detection {
    Detection(
      box: box.moved(from: origin, scaledBy: factor), score: score,
      landmarks: landmarks.map {
        Point(x: ($0.x - origin.x) * factor, y: ($0.y - origin.y) * factor)
      })
  }

  /// The detection in the same picture with `factor` times the pixels: positions are counted from
  /// the centre of the first pixel, whose edge stays where it is.
  public func resampled(by factor: Double) -> Detection {
    let edge = Point(x: -0.5, y: -0.5)
    return moved(from: edge, scaledBy: factor).moved(from: Point(x: 0.5, y: 0.5), scaledBy: 1)
  }
}
