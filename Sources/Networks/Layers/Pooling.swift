import Tensors

/// The largest or the mean value of each square window.
public struct Pooling: Layer {
  let kind: PoolingKind
  let window: Int
  let stride: Int
  let rounding: Rounding

  /// The largest value of each window.
  public static func maximum(_ window: Int, stride: Int, rounding: Rounding = .down) -> Pooling {
    Pooling(kind: .maximum, window: window, stride: stride, rounding: rounding)
  }

  /// The mean of each window.
  public static func average(_ window: Int, stride: Int, rounding: Rounding = .down) -> Pooling {
    Pooling(
      kind: .average(countingPadding: false), window: window, stride: stride, rounding: rounding)
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(
      .pooling(
        kind, window: Extent(window), stride: Extent(stride), padding: .none, rounding: rounding),
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
