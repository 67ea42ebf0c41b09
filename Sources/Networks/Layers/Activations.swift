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
