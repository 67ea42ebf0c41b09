extension Operation {
  /// Whether there is a way back through it: rounding has none.
  var isTrainable: Bool {
    switch self {
    case .quantise, .quantum, .rescale: false
    case .input, .convolution, .localConvolution, .dense, .batchNormalisation, .affine, .activation,
      .maxout, .responseNormalisation, .pooling, .globalAverage, .add, .multiply, .enlarge,
      .resample, .concatenate, .flatten, .dropout, .softmax, .normalise:
      true
    }
  }
}

extension Graph {
  /// Whether a `Learner` takes the graph.
  public var isTrainable: Bool { nodes.allSatisfy(\.operation.isTrainable) }
}
