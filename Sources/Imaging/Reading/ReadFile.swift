import Glibc

/// The bytes of the regular file at `path`.
///
/// A pipe or device is refused before it is opened: opening could wait for ever.
func readFile(path: String, maximumBytes: Int) throws(ImageError) -> [UInt8] {
  var status = stat()
  guard stat(path, &status) == 0 else { throw .unreadable(errno: errno) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
  guard status.st_size <= maximumBytes else {
    throw .tooManyBytes(count: Int(status.st_size), maximum: maximumBytes)
  }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .unreadable(errno: errno) }
  defer { close(descriptor) }
  return try readAll(from: descriptor, count: Int(status.st_size))
}

/// Up to `count` bytes; fewer when the file shrank meanwhile.
private func readAll(from descriptor: Int32, count: Int) throws(ImageError) -> [UInt8] {
  var failure: Int32 = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count, let start = buffer.baseAddress {
      let got = read(descriptor, start + filled, count - filled)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { failure = errno }
      if got <= 0 { break }
      filled += got
    }
  }
  guard failure == 0 else { throw .unreadable(errno: failure) }
  return bytes
}
