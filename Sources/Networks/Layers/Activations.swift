import Tensors

/// max(x, 0).
public struct ReLU: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.activation(.relu), kind: "relu")
  }
}

/// x where positive, otherwise a trained slope · x for each channel. Array: `name.weight`.
public struct PReLU: Layer {
  let name: String
  let channels: Int

  public init(_ name: String, _ channels: Int) {
    self.name = name
    self.channels = channels
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(
      .activation(.prelu(slope: Parameter("\(name).weight", [channels]))), named: name)
  }
}

/// max(0, min(x, 6)), as mobile networks use.
public struct ReLU6: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.activation(.clip(lower: 0, upper: 6)), kind: "relu")
  }
}

/// The largest of each few neighbouring channels (Goodfellow et al. 2013, "Maxout Networks").
public struct Maxout: Layer {
  let pieces: Int

  /// - Parameter pieces: how many channels become one.
  public init(_ pieces: Int) { self.pieces = pieces }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.maxout(pieces: pieces), kind: "maxout")
  }
}

/// Local response normalisation across channels (Krizhevsky et al. 2012, "ImageNet Classification
/// with Deep Convolutional Neural Networks", section 3.3).
///
/// x / (offset + alpha / size · Σ x²)^beta, the sum over `size` channels around x's.
public struct ResponseNormalisation: Layer {
  let size: Int
  let alpha: Float
  let beta: Float
  let offset: Float

  public init(size: Int = 5, alpha: Float = 1e-4, beta: Float = 0.75, offset: Float = 1) {
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.offset = offset
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(
      .responseNormalisation(size: size, alpha: alpha, beta: beta, offset: offset), kind: "norm")
  }
}
