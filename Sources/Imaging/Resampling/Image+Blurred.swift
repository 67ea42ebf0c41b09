import Glibc

extension Image {
  /// The picture seen through a Gaussian, as if out of focus; beyond its border its outermost pixels
  /// go on.
  ///
  /// - Parameter sigma: the standard deviation in pixels; the picture as it is where 0 or less.
  public func blurred(sigma: Double) -> Image {
    guard sigma > 0, width > 0, height > 0 else { return self }
    let kernel = Self.gaussian(sigma)
    return mixed(kernel, count: width, stride: 3).mixed(kernel, count: height, stride: 3 * width)
  }

  /// The weights of neighbours at a distance of 0, 1, 2, …, which sum up to 1 over both sides.
  private static func gaussian(_ sigma: Double) -> [Float] {
    let sides = (0...max(1, Int((3 * sigma).rounded(.up)))).map { distance in
      exp(-Double(distance * distance) / (2 * sigma * sigma))
    }
    let sum = 2 * sides.reduce(0, +) - 1
    return sides.map { Float($0 / sum) }
  }

  /// Each pixel mixed with its neighbours along lines of `count` pixels that lie `stride` bytes
  /// apart.
  private func mixed(_ kernel: [Float], count: Int, stride: Int) -> Image {
    var result = self
    for index in pixels.indices {
      let place = index / stride % count
      var sum: Float = kernel[0] * Float(pixels[index])
      for distance in 1..<kernel.count {
        let before = index - stride * min(distance, place)
        let behind = index + stride * min(distance, count - 1 - place)
        sum += kernel[distance] * (Float(pixels[before]) + Float(pixels[behind]))
      }
      result.pixels[index] = UInt8(min(255, max(0, sum.rounded())))
    }
    return result
  }
}
