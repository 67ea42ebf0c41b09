import COneDNN

/// Kernels that go back from the gradient of a result, each with the kernel of training that
/// computed the result.
extension Kernel {
  /// What follows a normalisation: a scale and a shift for each channel, and max(x, 0).
  struct Normalisation {
    let scales: Bool
    let shifts: Bool
    let rectifies: Bool

    fileprivate var code: onednn_normalisation {
      onednn_normalisation(scales: scales, shifts: shifts, rectifies: rectifies)
    }
  }

  static func batchNormalisation(
    _ context: Context, _ source: Layout, epsilon: Float, _ kind: Normalisation
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "batch normalisation") {
      onednn_batch_normalisation(&$0, context.handle, source.handle, epsilon, kind.code)
    }
  }

  /// Of max(x, 0), from the result alone.
  static func rectifierGradient(
    _ context: Context, _ destination: Layout
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a rectifier") {
      onednn_rectifier_gradient(&$0, context.handle, destination.handle)
    }
  }

  /// Layouts are those of the gradients of source and result.
  func convolutionSourceGradient(
    _ source: Layout, weights: Layout, _ destination: Layout, _ window: Window
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a convolution's source") {
      onednn_convolution_source_gradient(
        &$0, context.handle, handle, source.handle, weights.handle, destination.handle,
        window.code)
    }
  }

  func convolutionWeightsGradient(
    _ source: Layout, weights: Layout, bias: Bool, _ destination: Layout, _ window: Window
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a convolution's weights") {
      onednn_convolution_weights_gradient(
        &$0, context.handle, handle, source.handle, weights.handle, bias, destination.handle,
        window.code)
    }
  }

  func denseSourceGradient(
    _ source: Layout, weights: Layout
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a dense layer's source") {
      onednn_dense_source_gradient(
        &$0, context.handle, handle, source.handle, weights.handle)
    }
  }

  func denseWeightsGradient(
    _ source: Layout, weights: Layout, bias: Bool
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a dense layer's weights") {
      onednn_dense_weights_gradient(
        &$0, context.handle, handle, source.handle, weights.handle, bias)
    }
  }

  func poolGradient(
    _ source: Layout, _ destination: Layout, _ kind: PoolingKind, _ window: Window
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a pooling") {
      onednn_pool_gradient(
        &$0, context.handle, handle, source.handle, destination.handle, kind.code, window.code)
    }
  }

  func responseNormalisationGradient(
    _ source: Layout, size: Int, alpha: Float, beta: Float, offset: Float
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of response normalisation") {
      onednn_response_normalisation_gradient(
        &$0, context.handle, handle, source.handle, Int64(size), alpha, beta, offset)
    }
  }

  func elementwiseGradient(
    _ source: Layout, _ function: Elementwise
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of a function") {
      onednn_elementwise_gradient(&$0, context.handle, handle, source.handle, function.code)
    }
  }

  func preluGradient(_ source: Layout) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of prelu") {
      onednn_prelu_gradient(&$0, context.handle, handle, source.handle)
    }
  }

  func batchNormalisationGradient(
    _ source: Layout, epsilon: Float, _ kind: Normalisation
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "gradient of batch normalisation") {
      onednn_batch_normalisation_gradient(
        &$0, context.handle, handle, source.handle, epsilon, kind.code)
    }
  }
}
