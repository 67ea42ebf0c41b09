/// The sums of all pixels above and to the left of each corner (Crow 1984), which give the mean of
/// any block in four reads.
///
/// A pyramid and hundreds of cuts of one picture cost the same per result pixel however large the
/// blocks are. Sums wrap around at 2³², which cancels in the difference for every block of at most
/// 16 million pixels.
public struct SummedAreaTable: Sendable {
  public let width: Int
  public let height: Int
  /// (height + 1) rows of (width + 1) corners of red, green, blue.
  private let sums: [UInt32]

  /// Sums up a picture: 12 bytes a pixel.
  public init(_ image: Image) {
    width = image.width
    height = image.height
    let stride = 3 * (image.width + 1)
    let count = stride * (image.height + 1)
    sums = [UInt32](unsafeUninitializedCapacity: count) { sums, filled in
      for index in 0..<min(stride, count) { sums[index] = 0 }
      image.pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<image.height {
          Self.sum(
            pixels, from: row * image.width * 3, width: image.width,
            below: row * stride, stride: stride, into: sums)
        }
      }
      filled = count
    }
  }

  private static func sum(
    _ pixels: UnsafeBufferPointer<UInt8>, from start: Int, width: Int, below above: Int,
    stride: Int, into sums: UnsafeMutableBufferPointer<UInt32>
  ) {
    var (red, green, blue) = (UInt32(0), UInt32(0), UInt32(0))
    let row = above + stride
    for channel in 0..<3 { sums[row + channel] = 0 }
    for column in 0..<width {
      red &+= UInt32(pixels[start + 3 * column])
      green &+= UInt32(pixels[start + 3 * column + 1])
      blue &+= UInt32(pixels[start + 3 * column + 2])
      let corner = 3 * (column + 1)
      sums[row + corner] = red &+ sums[above + corner]
      sums[row + corner + 1] = green &+ sums[above + corner + 1]
      sums[row + corner + 2] = blue &+ sums[above + corner + 2]
    }
  }
}

extension SummedAreaTable {
  /// Resizes a region by area averaging, as PyTorch's `interpolate(mode: "area")`: cell i of n
  /// covers pixels ⌊i·size/n⌋ up to ⌈(i + 1)·size/n⌉.
  ///
  /// - Parameters:
  ///   - region: within the picture and not empty.
  ///   - planes: receives scale · mean + shift as 3 × rows × columns.
  public func average(
    _ region: PixelRegion, columns: Int, rows: Int, scale: Float = 1, shift: Float = 0,
    into planes: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(planes.count >= 3 * rows * columns, "the planes are too small")
    precondition(
      region.left >= 0 && region.top >= 0 && region.width > 0 && region.height > 0
        && region.left + region.width <= width && region.top + region.height <= height,
      "\(region) is not within \(width) × \(height)")
    let across = cells(of: columns, over: region.width)
    let down = cells(of: rows, over: region.height)
    let stride = 3 * (width + 1)
    sums.withUnsafeBufferPointer { sums in
      for row in 0..<rows {
        let upper = (region.top + down[row].start) * stride + 3 * region.left
        let lower = (region.top + down[row].end) * stride + 3 * region.left
        let rowShare = scale / Float(down[row].end - down[row].start)
        for column in 0..<columns {
          let left = 3 * across[column].start
          let right = 3 * across[column].end
          let share = rowShare / Float(across[column].end - across[column].start)
          for channel in 0..<3 {
            let below = sums[lower + right + channel] &- sums[lower + left + channel]
            let above = sums[upper + right + channel] &- sums[upper + left + channel]
            planes[(channel * rows + row) * columns + column] =
              Float(below &- above) * share + shift
          }
        }
      }
    }
  }

  private func cells(of count: Int, over size: Int) -> [(start: Int, end: Int)] {
    (0..<count).map { (start: $0 * size / count, end: (($0 + 1) * size + count - 1) / count) }
  }
}

extension Image {
  /// The picture resized by area averaging, rounded to whole levels: the choice for thumbnails.
  public func averaged(width newWidth: Int, height newHeight: Int) -> Image {
    let plane = newWidth * newHeight
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * plane) { pixels, count in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * plane) { planes in
        SummedAreaTable(self).average(
          PixelRegion(left: 0, top: 0, width: width, height: height),
          columns: newWidth, rows: newHeight, into: planes)
        for index in 0..<plane {
          for channel in 0..<3 {
            pixels[3 * index + channel] = UInt8(planes[channel * plane + index] + 0.5)
          }
        }
      }
      count = 3 * plane
    }
    return Image(width: newWidth, height: newHeight, pixels: pixels)
  }
}
