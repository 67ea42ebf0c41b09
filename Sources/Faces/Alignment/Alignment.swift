import Imaging

/// How a face is cut out and turned for a model.
public enum Alignment: Hashable, Sendable {
  /// dlib's chip of 150 × 150 pixels, from the five points that dlib's landmark model finds in a
  /// box around the detector's landmarks.
  case dlibChip
}
