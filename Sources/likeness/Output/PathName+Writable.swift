import Glibc
import Laboratory

extension PathName {
  /// Says before the work, not behind it, that a file cannot be written.
  static func checkWritable(_ file: String) throws(ProgramError) {
    var status = stat()
    if stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .unwritable(path: file, errno: EISDIR)
    }
    let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.isEmpty ? "." : parts.joined(separator: "/") + "/"
    guard access(folder, W_OK) == 0 else { throw .unwritable(path: file, errno: errno) }
  }
}
