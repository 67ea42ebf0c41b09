/// An 8-bit RGB picture: `pixels` holds red, green, blue for each pixel, row after row from the top.
public struct Image: Sendable, Equatable {
  public let width: Int
  public let height: Int
  public var pixels: [UInt8]

  /// - Precondition: `pixels.count` is width × height × 3.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      pixels.count == width * height * 3,
      "\(pixels.count) bytes do not fill \(width) × \(height) RGB pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A picture of one colour.
  public init(width: Int, height: Int, red: UInt8 = 0, green: UInt8 = 0, blue: UInt8 = 0) {
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { pixels, count in
      for index in 0..<(width * height) {
        pixels[3 * index] = red
        pixels[3 * index + 1] = green
        pixels[3 * index + 2] = blue
      }
      count = width * height * 3
    }
    self.init(width: width, height: height, pixels: pixels)
  }
}
