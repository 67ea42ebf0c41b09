extension Image {
  /// The picture resized with a triangle filter that widens when it shrinks, to the bit as
  /// Pillow's `resize(…, Image.BILINEAR)`: rows first, then columns, each rounded to 8 bits.
  public func resized(width newWidth: Int, height newHeight: Int) -> Image {
    precondition(
      width > 0 && height > 0 && newWidth > 0 && newHeight > 0, "a picture needs pixels to resize")
    let wide = newWidth == width ? self : resizedAcross(to: newWidth)
    return newHeight == height ? wide : wide.resizedDown(to: newHeight)
  }

  private func resizedAcross(to newWidth: Int) -> Image {
    let filter = TriangleFilter(from: width, to: newWidth)
    let total = 3 * newWidth * height
    let result = [UInt8](unsafeUninitializedCapacity: total) { result, count in
      pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<height {
          for column in 0..<newWidth {
            let source = 3 * (row * width + filter.starts[column])
            let target = 3 * (row * newWidth + column)
            for channel in 0..<3 {
              result[target + channel] = filter.sum(
                column, of: pixels, from: source + channel, step: 3)
            }
          }
        }
      }
      count = total
    }
    return Image(width: newWidth, height: height, pixels: result)
  }

  private func resizedDown(to newHeight: Int) -> Image {
    let filter = TriangleFilter(from: height, to: newHeight)
    let stride = 3 * width
    let result = [UInt8](unsafeUninitializedCapacity: stride * newHeight) { result, count in
      pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<newHeight {
          let source = filter.starts[row] * stride
          for offset in 0..<stride {
            result[row * stride + offset] = filter.sum(
              row, of: pixels, from: source + offset, step: stride)
          }
        }
      }
      count = stride * newHeight
    }
    return Image(width: width, height: newHeight, pixels: result)
  }
}

/// The weights of each result pixel over a run of source pixels, in units of 2⁻²².
private struct TriangleFilter {
  static let precision = 22
  private(set) var starts: [Int] = []
  /// The first weight of each result pixel in `weights`, and the end of the last.
  private var bounds: [Int] = [0]
  private var weights: [Int] = []

  init(from size: Int, to count: Int) {
    let scale = Double(size) / Double(count)
    let radius = max(1, scale)
    for index in 0..<count {
      let centre = (Double(index) + 0.5) * scale
      let start = max(0, Int(centre - radius + 0.5))
      let end = min(size, Int(centre + radius + 0.5))
      let heights = (start..<end).map { max(0, 1 - abs((Double($0) - centre + 0.5) / radius)) }
      let total = heights.reduce(0, +)
      let unit = Double(1 << Self.precision)
      starts.append(start)
      weights += heights.map { Int(0.5 + $0 / total * unit) }
      bounds.append(weights.count)
    }
  }

  @inline(__always)
  func sum(_ index: Int, of pixels: UnsafeBufferPointer<UInt8>, from start: Int, step: Int) -> UInt8
  {
    var sum = 1 << (Self.precision - 1)
    var position = start
    for weight in bounds[index]..<bounds[index + 1] {
      sum += Int(pixels[position]) * weights[weight]
      position += step
    }
    return UInt8(min(255, sum >> Self.precision))
  }
}
