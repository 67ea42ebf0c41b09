/// A picture as it came from a file, upright.
public struct Photo: Sendable, Equatable {
  /// The pixels, at 1/`denominator` of the photo's own size.
  public var image: Image

  /// 1, or 2, 4, 8 when decoding reduced the photo.
  public var denominator: Int

  /// The photo's own width in pixels, after its EXIF orientation.
  public var width: Int

  /// The photo's own height in pixels, after its EXIF orientation.
  public var height: Int

  /// What the file's first bytes said it is.
  public var format: ImageFormat

  /// SHA-256 of the file's bytes, as 64 lower-case hexadecimal digits.
  public var contentHash: String
}

extension Photo {
  /// Decodes a PNG, JPEG, PPM or PGM file held in memory.
  ///
  /// Greys become equal red, green and blue; what is transparent shows white; 16-bit samples keep
  /// their rounded high byte; CMYK, which photo editors store inverted, is multiplied out to RGB.
  public init(bytes: [UInt8], options: DecodingOptions = DecodingOptions()) throws(ImageError) {
    guard !bytes.isEmpty else { throw .empty }
    guard let format = ImageFormat(signatureOf: bytes) else {
      throw .unknownFormat(firstBytes: Array(bytes.prefix(8)))
    }
    let decoded: DecodedImage
    switch format {
    case .png: decoded = try decodePNG(bytes, options: options)
    case .jpeg: decoded = try decodeJPEG(bytes, options: options)
    case .pnm: decoded = try decodePNM(bytes, options: options)
    }
    let turned = decoded.orientation.swapsSides
    image = decoded.image.oriented(decoded.orientation)
    denominator = decoded.denominator
    width = turned ? decoded.height : decoded.width
    height = turned ? decoded.width : decoded.height
    self.format = format
    contentHash = SHA256.hexadecimal(of: bytes)
  }
}

extension Image {
  /// Reads the photo at `path`; every error names the path.
  public static func load(
    path: String, options: DecodingOptions = DecodingOptions()
  ) throws(ImageError) -> Photo {
    do throws(ImageError) {
      return try Photo(
        bytes: readFile(path: path, maximumBytes: options.maximumBytes), options: options)
    } catch {
      throw .inFile(path: path, error)
    }
  }
}

/// What a decoder hands over: pixels as stored, with the way to turn them upright.
struct DecodedImage {
  var image: Image
  var denominator = 1
  /// The stored width in pixels.
  var width: Int
  /// The stored height in pixels.
  var height: Int
  var orientation = Orientation.upright
}
