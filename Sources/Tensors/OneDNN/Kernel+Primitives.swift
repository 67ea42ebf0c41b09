import COneDNN

extension [Kernel.Post] {
  fileprivate func withCode(_ body: (onednn_epilogue) -> Int32) -> Int32 {
    map(\.code).withUnsafeBufferPointer {
      body(onednn_epilogue(posts: $0.baseAddress, count: Int32($0.count)))
    }
  }
}

extension Kernel.Purpose {
  fileprivate var code: onednn_purpose {
    switch self {
    case .inference: ONEDNN_INFERENCE
    case .training: ONEDNN_TRAINING
    }
  }
}

extension Window {
  var code: onednn_window {
    onednn_window(
      kernel: (Int64(extent.height), Int64(extent.width)),
      stride: (Int64(stride.height), Int64(stride.width)),
      padding: (
        Int64(padding.top), Int64(padding.left), Int64(padding.bottom), Int64(padding.right)
      ),
      dilation: (Int64(dilation.height), Int64(dilation.width)))
  }
}

extension Kernel {
  static func convolution(
    _ context: Context, _ source: Layout, weights: Layout, bias: Bool, _ destination: Layout,
    _ window: Window, winograd: Bool, _ posts: [Post], for purpose: Purpose = .inference
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "convolution") { made in
      posts.withCode {
        onednn_convolution(
          &made, context.handle, purpose.code, source.handle, weights.handle, bias,
          destination.handle, window.code, winograd, $0)
      }
    }
  }

  static func dense(
    _ context: Context, _ source: Layout, weights: Layout, bias: Bool, _ posts: [Post],
    for purpose: Purpose = .inference
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "dense") { made in
      posts.withCode {
        onednn_dense(
          &made, context.handle, purpose.code, source.handle, weights.handle, bias, $0)
      }
    }
  }

  static func pool(
    _ context: Context, _ source: Layout, _ destination: Layout, _ kind: PoolingKind,
    _ window: Window, for purpose: Purpose = .inference
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "pooling") {
      onednn_pool(
        &$0, context.handle, purpose.code, source.handle, destination.handle, kind.code,
        window.code)
    }
  }

  static func elementwise(
    _ context: Context, _ source: Layout, _ function: Elementwise
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "elementwise") {
      onednn_elementwise(&$0, context.handle, source.handle, function.code)
    }
  }

  static func responseNormalisation(
    _ context: Context, _ source: Layout, size: Int, alpha: Float, beta: Float, offset: Float,
    for purpose: Purpose = .inference
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "response normalisation") {
      onednn_response_normalisation(
        &$0, context.handle, purpose.code, source.handle, Int64(size), alpha, beta, offset)
    }
  }

  static func prelu(_ context: Context, _ source: Layout) throws(TensorError) -> Kernel {
    try Kernel(context, "prelu") { onednn_prelu(&$0, context.handle, source.handle) }
  }

  /// source · secondSource, which may have one value along some dimensions.
  static func multiply(
    _ context: Context, _ source: Layout, _ second: Layout
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "multiply") {
      onednn_multiply(&$0, context.handle, source.handle, second.handle)
    }
  }

  /// source + scale · secondSource, likewise.
  static func add(
    _ context: Context, _ source: Layout, _ second: Layout, scale: Float = 1, _ posts: [Post] = []
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "add") { made in
      posts.withCode {
        onednn_add(&made, context.handle, source.handle, second.handle, scale, $0)
      }
    }
  }

  static func reorder(
    _ context: Context, _ source: Layout, _ destination: Layout
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "reorder") {
      onednn_reorder(&$0, context.handle, source.handle, destination.handle)
    }
  }
}

extension Kernel.Post {
  fileprivate var code: onednn_post {
    switch self {
    case .addPrevious(let scale):
      onednn_post(adds_previous: true, scale: scale, function: Elementwise.relu.code)
    case .elementwise(let function):
      onednn_post(adds_previous: false, scale: 1, function: function.code)
    }
  }
}

extension Elementwise {
  var code: onednn_function {
    switch self {
    case .relu: onednn_function(kind: ONEDNN_RELU, alpha: 0, beta: 0)
    case .clip(let lower, let upper): onednn_function(kind: ONEDNN_CLIP, alpha: lower, beta: upper)
    case .sigmoid: onednn_function(kind: ONEDNN_LOGISTIC, alpha: 0, beta: 0)
    case .reciprocal: preconditionFailure("the planner computes \(self) itself")
    case .square: onednn_function(kind: ONEDNN_SQUARE, alpha: 0, beta: 0)
    case .root(let scale): onednn_function(kind: ONEDNN_POWER, alpha: scale, beta: 0.5)
    case .linear(let scale): onednn_function(kind: ONEDNN_LINEAR, alpha: scale, beta: 0)
    }
  }
}

extension PoolingKind {
  var code: onednn_pooling {
    switch self {
    case .maximum: ONEDNN_MAXIMUM
    case .average(countingPadding: true): ONEDNN_AVERAGE_WITH_PADDING
    case .average(countingPadding: false): ONEDNN_AVERAGE_OF_MAP
    // The root of a mean of squares, times the root of the window's size.
    case .euclidean: ONEDNN_AVERAGE_WITH_PADDING
    }
  }
}
