import Imaging

/// How a face is cut out and turned for a model.
public enum Alignment: Hashable, Sendable {
  /// dlib's chip of 150 × 150 pixels, from the five points that dlib's landmark model finds in a
  /// box around the detector's landmarks.
  case dlibChip
  /// The detector's five points on ArcFace's template, in a square of this side.
  case arcFace(side: Int)
  /// The detector's box and around it a margin, in pixels of the square of this side that it
  /// becomes (facenet-pytorch's `extract_face`).
  case box(margin: Int, side: Int)
  /// The detector's box, stretched to this size.
  case frame(height: Int, width: Int)
}
