import Imaging

/// A face's picture as the bytes that are stored, without loss.
enum CropCoding {
  /// - Throws: `unstorableCrop`.
  static func encoded(_ image: Image) throws(GalleryError) -> [UInt8] {
    fatalError("PNG")
  }

  /// - Throws: `unreadableCrop`.
  static func decoded(
    _ bytes: UnsafeRawBufferPointer, face: FaceRecord.ID
  ) throws(GalleryError) -> Image {
    fatalError("PNG")
  }
}
