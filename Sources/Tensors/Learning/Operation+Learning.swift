extension Operation {
  /// Whether there is a way back through it.
  var isTrainable: Bool {
    switch self {
    case .activation(.reciprocal): false
    case .input, .convolution, .dense, .batchNormalisation, .affine, .activation, .maxout,
      .globalAverage, .add, .multiply, .concatenate, .flatten, .dropout, .softmax, .normalise:
      true
    case .pooling(let kind, _, _, _, _): kind != .euclidean
    case .localConvolution, .responseNormalisation, .enlarge, .resample, .quantise, .quantum,
      .rescale:
      false
    }
  }
}
