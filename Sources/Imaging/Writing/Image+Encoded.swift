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

  /// The picture as a baseline JPEG file.
  ///
  /// - Parameter quality: 1 (small) to 100 (near the original), on the scale of libjpeg.
  /// - Throws: `outOfMemory`, or `damaged` when the picture has no pixels or too many for a JPEG.
  public func encodedJPEG(quality: Int) throws(ImageError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    let outcome = cimages_jpeg_encode(
      pixels, UInt32(clamping: width), UInt32(clamping: height), Int32(min(100, max(1, quality))),
      &bytes, &count)
    try check(outcome, of: .jpeg)
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// The picture as a binary PPM file.
  public func encodedPPM() -> [UInt8] {
    Array("P6\n\(width) \(height)\n255\n".utf8) + pixels
  }
}
