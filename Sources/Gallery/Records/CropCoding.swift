import Imaging

/// A face's picture as the bytes that are stored: a PNG file, without loss and with check sums.
enum CropCoding {
  /// - Throws: `unstorableCrop`.
  static func encoded(_ image: Image) throws(GalleryError) -> [UInt8] {
    do throws(ImageError) {
      return try image.encodedPNG()
    } catch {
      throw .unstorableCrop(detail: error.description)
    }
  }

  /// - Throws: `unreadableCrop`.
  static func decoded(
    _ bytes: UnsafeRawBufferPointer, face: FaceRecord.ID
  ) throws(GalleryError) -> Image {
    let options = DecodingOptions(maximumPixels: maximumPixels)
    do throws(ImageError) {
      return try Photo(bytes: Array(bytes), options: options).image
    } catch {
      throw .unreadableCrop(face: face, detail: error.description)
    }
  }

  /// Four times what a crop of 512 pixels can have.
  private static let maximumPixels = 1 << 20
}
