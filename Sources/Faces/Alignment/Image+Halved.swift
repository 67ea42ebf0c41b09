import Imaging

extension Image {
  /// The picture at half its size, smoothed by the 5 × 5 binomial (1 4 6 4 1)²/256 and rounded
  /// down: dlib's `pyramid_down<2>`. The first pixel is centred on the third of each direction.
  var halved: Image {
    let newWidth = max(0, (width - 3) / 2)
    let newHeight = max(0, (height - 3) / 2)
    let sums = smoothedAcross(columns: newWidth)
    let stride = 3 * newWidth
    let pixels = [UInt8](unsafeUninitializedCapacity: stride * newHeight) { result, count in
      sums.withUnsafeBufferPointer { sums in
        for row in 0..<newHeight {
          for offset in 0..<stride {
            let first = 2 * row * stride + offset
            let outer = sums[first] &+ sums[first + 4 * stride]
            let inner = sums[first + stride] &+ sums[first + 3 * stride]
            let centre = sums[first + 2 * stride]
            let sum = outer &+ 4 &* inner &+ 6 &* centre
            result[row * stride + offset] = UInt8(truncatingIfNeeded: sum >> 8)
          }
        }
      }
      count = stride * newHeight
    }
    return Image(width: newWidth, height: newHeight, pixels: pixels)
  }

  /// Every row smoothed and halved, times 16.
  private func smoothedAcross(columns: Int) -> [UInt32] {
    let total = 3 * columns * height
    return [UInt32](unsafeUninitializedCapacity: total) { sums, count in
      pixels.withUnsafeBufferPointer { pixels in
        var target = 0
        for row in 0..<height {
          var first = 3 * row * width
          for _ in 0..<columns {
            for channel in first..<(first + 3) {
              let outer = UInt32(pixels[channel]) + UInt32(pixels[channel + 12])
              let inner = UInt32(pixels[channel + 3]) + UInt32(pixels[channel + 9])
              sums[target] = outer + 4 * inner + 6 * UInt32(pixels[channel + 6])
              target += 1
            }
            first += 6
          }
        }
      }
      count = total
    }
  }
}
