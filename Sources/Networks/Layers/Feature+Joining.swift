import Tensors

extension Feature {
  /// The sum of two features; where their shapes differ, zeros extend the smaller one at the
  /// bottom, at the right and in the last channels.
  public static func + (first: Feature, second: Feature) -> Feature {
    first.apply(.add(scale: 1), with: [second], kind: "add")
  }

  /// The sum of this feature and a multiple of another.
  public func adding(_ other: Feature, scaledBy scale: Float) -> Feature {
    apply(.add(scale: scale), with: [other], kind: "add")
  }
}

/// The channels of several features of one size, one feature after the other.
public struct Concatenate {
  public init() {}

  /// - Precondition: there is at least one feature.
  public func callAsFunction(_ features: [Feature]) -> Feature {
    precondition(!features.isEmpty, "nothing to concatenate")
    return features[0].apply(
      .concatenate, with: Array(features.dropFirst()), kind: "concatenate")
  }
}
