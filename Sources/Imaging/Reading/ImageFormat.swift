/// A file format that can be read, told by a file's first bytes and never by its name.
public enum ImageFormat: String, Sendable, CaseIterable {
  case png = "PNG"
  case jpeg = "JPEG"
  /// Portable pixmap and greymap (PPM, PGM), plain or binary.
  case pnm = "PNM"

  /// The format whose signature `bytes` start with.
  public init?(signatureOf bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if PNMHeader.hasSignature(bytes) {
      self = .pnm
    } else {
      return nil
    }
  }
}
