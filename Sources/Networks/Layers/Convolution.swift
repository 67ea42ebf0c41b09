import Tensors

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
