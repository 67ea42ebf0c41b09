import Tensors

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
