/// Limits and wishes for reading a picture.
public struct DecodingOptions: Hashable, Sendable {
  /// The most pixels a file may hold, counted before anything is allocated for them.
  public var maximumPixels: Int

  /// Lets a JPEG be decoded at 1/2, 1/4 or 1/8 of its size as long as its longer side keeps this
  /// many pixels; nil decodes every pixel.
  public var longestSideAtLeast: Int?

  public init(maximumPixels: Int = 100_000_000, longestSideAtLeast: Int? = nil) {
    self.maximumPixels = maximumPixels
    self.longestSideAtLeast = longestSideAtLeast
  }

  /// The most bytes a file may have: a plain PPM takes up to 12 for a pixel.
  var maximumBytes: Int { maximumPixels > Int.max / 12 ? Int.max : maximumPixels * 12 }

  /// - Throws: `tooManyPixels` above the cap, and `damaged` when a side has no pixel.
  func check(width: Int, height: Int, of format: ImageFormat) throws(ImageError) {
    guard width > 0, height > 0 else {
      throw .damaged(format, reason: "a side has no pixels")
    }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= maximumPixels else {
      throw .tooManyPixels(width: width, height: height, maximum: maximumPixels)
    }
  }

  /// The largest divisor of 8 that keeps the longer side at `longestSideAtLeast`.
  func denominator(width: Int, height: Int) -> Int {
    guard let longest = longestSideAtLeast else { return 1 }
    return [8, 4, 2].first { max(width, height) / $0 >= max(1, longest) } ?? 1
  }
}
