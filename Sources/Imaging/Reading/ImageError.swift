/// Why a picture could not be read or written.
public enum ImageError: Error, Hashable, Sendable {
  /// The system refused the file, with its error number.
  case unreadable(errno: Int32)
  /// A folder, a device or a pipe where a file was expected.
  case notAFile
  /// The file is larger than any picture within the cap on pixels needs to be.
  case tooManyBytes(count: Int, maximum: Int)
  case empty
  /// No known signature; the file starts with these bytes.
  case unknownFormat(firstBytes: [UInt8])
  /// The file ends before the picture does.
  case truncated(ImageFormat)
  /// The file contradicts its format; `reason` in the decoder's words.
  case damaged(ImageFormat, reason: String)
  case tooManyPixels(width: Int, height: Int, maximum: Int)
  case outOfMemory
  /// Any of the others, with the file it concerns.
  indirect case inFile(path: String, ImageError)
}
