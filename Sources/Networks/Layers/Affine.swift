import Tensors

/// scale · x + shift for each channel. Arrays: `name.scale` and `name.shift`.
public struct Affine: Layer {
  let name: String
  let channels: Int

  public init(_ name: String, _ channels: Int) {
    self.name = name
    self.channels = channels
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    let scale = Parameter("\(name).scale", [channels])
    let shift = Parameter("\(name).shift", [channels])
    return input.apply(.affine(scale: scale, shift: shift), named: name)
  }
}

/// Batch normalisation (Ioffe and Szegedy 2015) with a scale and a shift for each channel.
///
/// Arrays, as PyTorch names them: `name.weight`, `name.bias`, `name.running_mean` and
/// `name.running_var`.
public struct BatchNormalisation: Layer {
  let name: String
  let channels: Int
  let epsilon: Float

  /// - Parameter epsilon: is added to variances.
  public init(_ name: String, _ channels: Int, epsilon: Float = 1e-5) {
    self.name = name
    self.channels = channels
    self.epsilon = epsilon
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    let values = [channels]
    return input.apply(
      .batchNormalisation(
        scale: Parameter("\(name).weight", values), shift: Parameter("\(name).bias", values),
        mean: Parameter("\(name).running_mean", values),
        variance: Parameter("\(name).running_var", values), epsilon: epsilon),
      named: name)
  }
}
