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
  let dilation: Int
  let groups: Int

  /// A kernel of any form; `inputs` and `outputs` count channels.
  ///
  /// - Precondition: both are multiples of `groups`.
  public init(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Extent, stride: Int = 1,
    padding: Padding = .none, dilation: Int = 1, groups: Int = 1, bias: Bool = true
  ) {
    precondition(
      inputs.isMultiple(of: groups) && outputs.isMultiple(of: groups),
      "\(inputs) and \(outputs) channels of '\(name)' do not make \(groups) groups")
    self.name = name
    self.dilation = dilation
    self.groups = groups
    self.weight = Parameter(
      "\(name).weight", [outputs, inputs / groups, kernel.height, kernel.width])
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
      .convolution(
        weight: weight, bias: bias, stride: Extent(stride), padding: padding,
        dilation: Extent(dilation), groups: groups),
      named: name)
  }
}

/// Cross-correlation whose kernels depend on the place: all cells of a region of the result share
/// theirs. A region of one cell makes the layer locally connected (DeepFace), a larger one locally
/// shared (DeepID2).
///
/// Arrays: `name.weight` (rows × columns of regions × outputs × inputs × height × width) and
/// `name.bias` (rows × columns × outputs).
public struct LocalConvolution: Layer {
  let name: String
  let outputs: Int
  let kernel: Int
  let stride: Int
  let padding: Int
  let region: Int

  /// A square kernel and a square region; channels and extent of the input are its own.
  public init(
    _ name: String, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    region: Int = 1
  ) {
    self.name = name
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.region = region
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    let map = input.shape
    let regions = [map.height, map.width].map { side in
      ((side + 2 * padding - kernel) / stride + region) / region
    }
    let weight = Parameter("\(name).weight", regions + [outputs, map.channels, kernel, kernel])
    return input.apply(
      .localConvolution(
        weight: weight, bias: Parameter("\(name).bias", regions + [outputs]),
        stride: Extent(stride), padding: Padding(padding), region: Extent(region)),
      named: name)
  }
}
