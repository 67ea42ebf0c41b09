import CImages
import Glibc

extension Image {
  /// The picture as a lossless PNG file.
  ///
  /// - Parameter level: how hard zlib tries, 1 (fast) to 9 (small).
  /// - Throws: `outOfMemory`, or `damaged` when the picture has no pixels.
  public func encodedPNG(level: Int = 1) throws(ImageError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    let outcome = cimages_png_encode(
      pixels, UInt32(clamping: width), UInt32(clamping: height), Int32(level), &bytes, &count)
    try check(outcome, of: .png)
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// The picture as a binary PPM file.
  public func encodedPPM() -> [UInt8] {
    Array("P6\n\(width) \(height)\n255\n".utf8) + pixels
  }
}
