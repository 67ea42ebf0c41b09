/// Why a path cannot be enrolled.
public enum EnrollmentError: Error, Equatable, Sendable, CustomStringConvertible {
  case notFound(path: String)
  case unreadable(path: String)
  case noPhotos(path: String)
  /// There are photos, but none can be read: the reason of the first.
  case noReadablePhotos(path: String, reason: String)

  public var description: String {
    switch self {
    case .notFound(let path):
      "\(path): no such file or folder"
    case .unreadable(let path):
      "\(path): cannot be read; check its permissions"
    case .noPhotos(let path):
      "\(path): no photos there; put each person's photos into a folder with the person's name"
    case .noReadablePhotos(let path, let reason):
      "\(path): none of its photos can be read; the first: \(reason)"
    }
  }
}
