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
    self.init(
      width: width, height: height,
      pixels: Array(repeatElement([red, green, blue], count: width * height).joined()))
  }
}
