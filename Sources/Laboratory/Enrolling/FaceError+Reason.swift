import Faces
import Imaging

extension FaceError {
  /// Why, without the photo's path: for lists that name the photo beside it.
  public var reason: String {
    switch self {
    case .noFace: "no face found"
    case .image(.inFile(_, let error)): error.description
    default: description
    }
  }
}
