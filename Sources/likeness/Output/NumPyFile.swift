import Glibc

/// Writing a NumPy array file, version 1.0 (NEP 1).
enum NumPyFile {
  /// The bytes of rows of 32-bit floats.
  static func bytes(rows: Int, columns: Int, values: [Float]) -> [UInt8] {
    precondition(values.count == rows * columns, "\(values.count) values, not \(rows) × \(columns)")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // Magic, version and length take ten bytes; data begins at a multiple of 64.
    let length = (10 + header.utf8.count + 1 + 63) / 64 * 64 - 10
    header += String(repeating: " ", count: length - header.utf8.count - 1) + "\n"
    let start: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let size = [UInt8(length & 255), UInt8(length >> 8)]
    var bytes = start + size + Array(header.utf8)
    bytes.reserveCapacity(bytes.count + 4 * values.count)
    for value in values {
      let bits = value.bitPattern
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
    }
    return bytes
  }
}

/// Files that the program writes.
enum WrittenFile {
  /// Writes a file that is either whole or not there.
  static func write(_ bytes: [UInt8], to path: String) throws(ProgramError) {
    let draft = path + ".part\(getpid())"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, errno: errno) }
    do throws(ProgramError) {
      try StandardStreams.write(bytes, to: descriptor)
    } catch {
      let code = errno
      close(descriptor)
      unlink(draft)
      throw .unwritable(path: path, errno: code)
    }
    guard close(descriptor) == 0, rename(draft, path) == 0 else {
      let code = errno
      unlink(draft)
      throw .unwritable(path: path, errno: code)
    }
  }
}
