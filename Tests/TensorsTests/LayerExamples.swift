@testable import Tensors

extension Shape {
  static let map = Shape(channels: 4, height: 6, width: 5)
  /// Of channels that kernels take in blocks.
  static let blocks = Shape(channels: 16, height: 5, width: 4)
}

/// Layers by their sizes, with arrays called as what they are.
extension Tensors.Operation {
  static func convolution(
    _ from: Int, _ to: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) -> Self {
    .convolution(
      weight: Parameter("weight", [to, from / groups, kernel, kernel]),
      bias: bias ? Parameter("bias", [to]) : nil, stride: Extent(stride),
      padding: Padding(padding), dilation: Extent(dilation), groups: groups)
  }

  static func normalisation(
    _ channels: Int, scale: Bool = true, shift: Bool = true
  ) -> Self {
    .batchNormalisation(
      scale: scale ? Parameter("scale", [channels]) : nil,
      shift: shift ? Parameter("shift", [channels]) : nil,
      mean: Parameter("mean", [channels]), variance: Parameter("variance", [channels]),
      epsilon: 1e-3)
  }

  static func pooling(
    _ kind: PoolingKind, _ window: Int, _ stride: Int, padding: Int = 0,
    _ rounding: Rounding = .down
  ) -> Self {
    .pooling(
      kind, window: Extent(window), stride: Extent(stride), padding: Padding(padding),
      rounding: rounding)
  }

  /// - Parameter cells: rows and columns of regions.
  static func local(
    _ inputs: Int, _ outputs: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0,
    region: Int = 1, bias: Bool = true, cells: (Int, Int)
  ) -> Self {
    .localConvolution(
      weight: Parameter("weight", [cells.0, cells.1, outputs, inputs, kernel, kernel]),
      bias: bias ? Parameter("bias", [cells.0, cells.1, outputs]) : nil, stride: Extent(stride),
      padding: Padding(padding), region: Extent(region))
  }

  static func slope(_ channels: Int) -> Self {
    .activation(.prelu(slope: Parameter("slope", [channels])))
  }
}
