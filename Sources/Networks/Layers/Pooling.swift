import Tensors

/// The largest value, the mean or the Euclidean norm of each square window.
public struct Pooling: Layer {
  let kind: PoolingKind
  let window: Int
  let stride: Int
  let padding: Int
  let rounding: Rounding

  /// The largest value of each window.
  public static func maximum(
    _ window: Int, stride: Int, padding: Int = 0, rounding: Rounding = .down
  ) -> Pooling {
    Pooling(
      kind: .maximum, window: window, stride: stride, padding: padding, rounding: rounding)
  }

  /// The mean of each window.
  public static func average(
    _ window: Int, stride: Int, padding: Int = 0, rounding: Rounding = .down
  ) -> Pooling {
    Pooling(
      kind: .average(countingPadding: false), window: window, stride: stride, padding: padding,
      rounding: rounding)
  }

  /// √Σx² of each window ("L2 pooling").
  public static func euclidean(_ window: Int, stride: Int, padding: Int = 0) -> Pooling {
    Pooling(
      kind: .euclidean, window: window, stride: stride, padding: padding, rounding: .down)
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(
      .pooling(
        kind, window: Extent(window), stride: Extent(stride), padding: Padding(padding),
        rounding: rounding),
      kind: "pool")
  }
}

/// The mean of each channel, as a vector.
public struct GlobalAverage: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.globalAverage, kind: "average")
  }
}
