extension Image {
  /// How a value between two levels becomes one of them.
  public enum LevelRounding: Sendable {
    case nearest, down
  }

  /// The picture sampled bilinearly at `transform(x, y)` for each pixel (x, y) of the result; black
  /// where one of the four neighbours is outside.
  public func warped(
    width newWidth: Int, height newHeight: Int, by transform: AffineTransform,
    rounding: LevelRounding = .nearest
  ) -> Image {
    let offset = rounding == .nearest ? 0.5 : 0
    let total = 3 * newWidth * newHeight
    let result = [UInt8](unsafeUninitializedCapacity: total) { result, count in
      pixels.withUnsafeBufferPointer { pixels in
        var target = 0
        for row in 0..<newHeight {
          for column in 0..<newWidth {
            let point = transform(Point(x: Double(column), y: Double(row)))
            sample(pixels, at: point, offset: offset, into: result, from: target)
            target += 3
          }
        }
      }
      count = total
    }
    return Image(width: newWidth, height: newHeight, pixels: result)
  }

  @inline(__always)
  private func sample(
    _ pixels: UnsafeBufferPointer<UInt8>, at point: Point, offset: Double,
    into result: UnsafeMutableBufferPointer<UInt8>, from target: Int
  ) {
    guard point.x >= 0, point.y >= 0, point.x < Double(width - 1), point.y < Double(height - 1)
    else {
      for channel in 0..<3 { result[target + channel] = 0 }
      return
    }
    let column = Int(point.x)
    let row = Int(point.y)
    let across = point.x - Double(column)
    let down = point.y - Double(row)
    let upper = 3 * (row * width + column)
    let lower = upper + 3 * width
    for channel in 0..<3 {
      let (a, b) = (Double(pixels[upper + channel]), Double(pixels[upper + 3 + channel]))
      let (c, d) = (Double(pixels[lower + channel]), Double(pixels[lower + 3 + channel]))
      let top = (1 - across) * a + across * b
      let bottom = (1 - across) * c + across * d
      result[target + channel] = UInt8((1 - down) * top + down * bottom + offset)
    }
  }
}
