extension Image {
  /// The picture at 1/`divisor` of its size: the rounded mean of each block of pixels. Rows and
  /// columns that fill no block are left out.
  public func reduced(by divisor: Int) -> Image {
    precondition(divisor > 0, "a picture cannot be divided by \(divisor)")
    guard divisor > 1, width >= divisor, height >= divisor else { return self }
    let newWidth = width / divisor
    let newHeight = height / divisor
    let area = UInt32(divisor * divisor)
    let total = 3 * newWidth * newHeight
    let result = [UInt8](unsafeUninitializedCapacity: total) { result, count in
      var sums = [UInt32](repeating: 0, count: 3 * newWidth)
      for row in 0..<newHeight {
        for index in sums.indices { sums[index] = area / 2 }
        for line in (row * divisor)..<((row + 1) * divisor) {
          addBlocks(of: divisor, inRow: line, to: &sums)
        }
        for index in sums.indices {
          result[count + index] = UInt8(truncatingIfNeeded: sums[index] / area)
        }
        count += sums.count
      }
    }
    return Image(width: newWidth, height: newHeight, pixels: result)
  }

  private func addBlocks(of divisor: Int, inRow row: Int, to sums: inout [UInt32]) {
    pixels.withUnsafeBufferPointer { pixels in
      sums.withUnsafeMutableBufferPointer { sums in
        var source = 3 * row * width
        for column in stride(from: 0, to: sums.count, by: 3) {
          for _ in 0..<divisor {
            sums[column] &+= UInt32(pixels[source])
            sums[column + 1] &+= UInt32(pixels[source + 1])
            sums[column + 2] &+= UInt32(pixels[source + 2])
            source += 3
          }
        }
      }
    }
  }
}
