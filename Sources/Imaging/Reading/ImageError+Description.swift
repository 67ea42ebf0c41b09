import Glibc

extension ImageError: CustomStringConvertible {
  /// One line: the file where it is known, what is wrong, and the way out.
  public var description: String {
    switch self {
    case .unreadable(let errno): "cannot be read: \(String(cString: strerror(errno)))"
    case .notAFile: "is not a file; give the path of a photo"
    case .tooManyBytes(let count, let maximum):
      "has \(count) bytes, more than the \(maximum) allowed for a photo"
    case .empty: "is empty"
    case .unknownFormat(let bytes):
      "is no PNG, JPEG, PPM or PGM (it starts with \(Self.hexadecimal(bytes))); convert it first"
    case .truncated(let format):
      "is a \(format.rawValue) that ends before the picture does; copy it again"
    case .damaged(let format, let reason): "is a damaged \(format.rawValue): \(reason)"
    case .tooManyPixels(let width, let height, let maximum):
      "has \(width) × \(height) pixels, more than the \(maximum) allowed; make it smaller first"
    case .outOfMemory: "does not fit into memory; make it smaller first"
    case .inFile(let path, let error): "\(path): \(error.description)"
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
  }
}
