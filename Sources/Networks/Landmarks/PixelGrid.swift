/// 8-bit RGB pixels in row-major order, three bytes each, lent for the time of a call.
public struct PixelGrid {
  public let width: Int
  public let height: Int
  let pixels: UnsafeBufferPointer<UInt8>

  /// - Precondition: `pixels` holds 3 · width · height bytes.
  public init(width: Int, height: Int, pixels: UnsafeBufferPointer<UInt8>) {
    precondition(
      pixels.count == 3 * width * height,
      "\(pixels.count) bytes are no \(width)×\(height) pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The mean of red, green and blue, rounded down, of the pixel whose square holds the point; 0
  /// outside the image.
  @inline(__always)
  func brightness(x: Double, y: Double) -> Float {
    let column = (x + 0.5).rounded(.down)
    let row = (y + 0.5).rounded(.down)
    guard column >= 0, row >= 0, column < Double(width), row < Double(height) else { return 0 }
    let index = 3 * (Int(row) * width + Int(column))
    let sum = UInt16(pixels[index]) + UInt16(pixels[index + 1]) + UInt16(pixels[index + 2])
    return Float(sum / 3)
  }
}

/// A box of whole pixels; `right` and `bottom` are the last column and row inside it.
public struct PixelBox: Hashable, Sendable {
  public let left: Int
  public let top: Int
  public let right: Int
  public let bottom: Int

  public init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }
}

/// A pixel's column and row.
public struct PixelPoint: Hashable, Sendable {
  public let x: Int
  public let y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
