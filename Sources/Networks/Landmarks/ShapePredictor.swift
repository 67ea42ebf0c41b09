/// A cascade of regression trees that finds landmarks in a box (Kazemi and Sullivan 2014, "One
/// Millisecond Face Alignment with an Ensemble of Regression Trees"), as dlib trains it.
///
/// Each stage of the cascade looks at the brightness of a few pixels around the landmarks found so
/// far; each of its trees compares pairs of them on the way to a leaf, and the leaf's small
/// movement is added to all landmarks. Coordinates are in units of the box: (0,0) is its top left
/// pixel, (1,1) its bottom right one.
public struct ShapePredictor: Sendable, Equatable {
  /// The mean shape, x and y of each landmark in turn, from which every search begins.
  let initial: [Float]
  let stages: [Stage]
  /// The number of questions a tree asks at most, and of its leaves: 2^depth.
  let depth: Int

  /// The number of landmarks.
  public var landmarkCount: Int { initial.count / 2 }

  /// A stage of the cascade: where it looks, and its trees in one array each.
  struct Stage: Sendable, Equatable {
    let features: [Feature]
    /// 2^depth − 1 splits for every tree, a tree's root first, then level by level.
    let splits: [Split]
    /// 2^depth leaves for every tree, each a movement for every coordinate.
    let leaves: [Float]
  }

  /// A pixel to look at: a landmark and the way from it in the mean shape.
  struct Feature: Sendable, Equatable {
    let anchor: Int32
    let x: Float
    let y: Float
  }

  /// A question: is the first pixel brighter than the second by more than the threshold?
  struct Split: Sendable, Equatable {
    let first: Int32
    let second: Int32
    let threshold: Float
  }
}
