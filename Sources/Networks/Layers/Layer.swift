import Tensors

/// A step of a network, called on the value it works on.
public protocol Layer {
  /// Appends the layer to the network and returns the value it computes.
  func callAsFunction(_ input: Feature) -> Feature
}

/// Cross-correlation with a bank of trained kernels.
///
/// Arrays: `name.weight` (outputs × inputs × height × width) and `name.bias` (outputs).
public struct Convolution: Layer {
  let name: String
  let weight: Parameter
  let bias: Parameter?
  let stride: Int
  let padding: Padding

  /// A kernel of any form; `inputs` and `outputs` count channels.
  public init(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Extent, stride: Int = 1,
    padding: Padding = .none, bias: Bool = true
  ) {
    self.name = name
    self.weight = Parameter("\(name).weight", [outputs, inputs, kernel.height, kernel.width])
    self.bias = bias ? Parameter("\(name).bias", [outputs]) : nil
    self.stride = stride
    self.padding = padding
  }

  /// A square kernel, with the same padding on all sides.
  public init(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    bias: Bool = true
  ) {
    self.init(
      name, inputs, outputs, kernel: Extent(kernel), stride: stride, padding: Padding(padding),
      bias: bias)
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(
      .convolution(weight: weight, bias: bias, stride: Extent(stride), padding: padding),
      named: name)
  }
}

/// y = W·x + b on a vector. Arrays: `name.weight` (outputs × inputs) and `name.bias` (outputs).
public struct Dense: Layer {
  let name: String
  let weight: Parameter
  let bias: Parameter?

  /// A layer from `inputs` values to `outputs` values.
  public init(_ name: String, _ inputs: Int, _ outputs: Int, bias: Bool = true) {
    self.name = name
    self.weight = Parameter("\(name).weight", [outputs, inputs])
    self.bias = bias ? Parameter("\(name).bias", [outputs]) : nil
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.dense(weight: weight, bias: bias), named: name)
  }
}

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

/// A feature map as a vector, in the order that the next dense layer was trained on.
public struct Flatten: Layer {
  let order: FlattenOrder

  public init(_ order: FlattenOrder) { self.order = order }

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.flatten(order), kind: "flatten")
  }
}

/// exp(x) / Σ exp over the channels of each cell.
public struct Softmax: Layer {
  public init() {}

  public func callAsFunction(_ input: Feature) -> Feature {
    input.apply(.softmax, kind: "softmax")
  }
}

extension Feature {
  /// The sum of two features; where their shapes differ, zeros extend the smaller one at the
  /// bottom, at the right and in the last channels.
  public static func + (first: Feature, second: Feature) -> Feature {
    first.apply(.add(scale: 1), with: [second], kind: "add")
  }
}
