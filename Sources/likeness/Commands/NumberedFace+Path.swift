import Glibc
import Verification

extension NumberedFace {
  /// Where the photo lies below a folder: `Name/Name_0001.jpg`, or `.png` when only that is there.
  func path(in folder: String) -> String {
    let stem = "\(folder)/\(path)"
    return access(stem + ".jpg", F_OK) != 0 && access(stem + ".png", F_OK) == 0
      ? stem + ".png" : stem + ".jpg"
  }
}
