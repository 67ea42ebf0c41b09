import CImages

/// An array filled by a C decoder; empty when `decode` says that it failed.
func decodedBytes(
  count: Int, decode: (UnsafeMutableBufferPointer<UInt8>) -> Bool
) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    filled = decode(UnsafeMutableBufferPointer(rebasing: buffer[..<count])) ? count : 0
  }
}

/// - Throws: the error an outcome stands for.
func check(_ outcome: CImagesOutcome, of format: ImageFormat) throws(ImageError) {
  switch Int(outcome.status) {
  case Int(CImagesDone): return
  case Int(CImagesTruncated): throw .truncated(format)
  case Int(CImagesOutOfMemory): throw .outOfMemory
  default:
    let reason = withUnsafePointer(to: outcome) { String(cString: cimages_message($0)) }
    throw .damaged(format, reason: reason)
  }
}
