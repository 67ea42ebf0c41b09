import Glibc

/// The bytes of the file at `path`, in a single read.
///
/// - Throws: `unreadable` with the system's error number; a folder or a device counts as such.
func contents(ofFile path: String) throws(WeightFileError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .unreadable(file: path, code: errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: path, code: errno) }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw .unreadable(file: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
  }
  var failure: Int32 = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
    failure = fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor, count: &count)
  }
  guard failure == 0 else { throw .unreadable(file: path, code: failure) }
  return bytes
}

/// Reads until the buffer is full or the file ends; returns the system's error number or 0.
private func fill(
  _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, count: inout Int
) -> Int32 {
  while count < buffer.count {
    let part = read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
    if part < 0 && errno == EINTR { continue }
    if part < 0 { return errno }
    if part == 0 { return 0 }
    count += part
  }
  return 0
}
