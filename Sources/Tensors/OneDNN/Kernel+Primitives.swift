import COneDNN

extension [Kernel.Post] {
  fileprivate func withCode(_ body: (onednn_epilogue) -> Int32) -> Int32 {
    map(\.code).withUnsafeBufferPointer {
      body(onednn_epilogue(posts: $0.baseAddress, count: Int32($0.count)))
    }
  }
}

/// A window slid over a map.
struct Window {
  var extent: Extent
  var stride: Extent
  var padding: Padding

  fileprivate var code: onednn_window {
    onednn_window(
      kernel: (Int64(extent.height), Int64(extent.width)),
      stride: (Int64(stride.height), Int64(stride.width)),
      padding: (
        Int64(padding.top), Int64(padding.left), Int64(padding.bottom), Int64(padding.right)
      ))
  }
}

extension Kernel {
  static func convolution(
    _ context: Context, _ source: Layout, weights: Layout, bias: Bool, _ destination: Layout,
    _ window: Window, winograd: Bool, _ posts: [Post]
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "convolution") { made in
      posts.withCode {
        onednn_convolution(
          &made, context.handle, source.handle, weights.handle, bias, destination.handle,
          window.code, winograd, $0)
      }
    }
  }

  static func dense(
    _ context: Context, _ source: Layout, weights: Layout, bias: Bool, _ posts: [Post]
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "dense") { made in
      posts.withCode {
        onednn_dense(&made, context.handle, source.handle, weights.handle, bias, $0)
      }
    }
  }

  static func pool(
    _ context: Context, _ source: Layout, _ destination: Layout, _ kind: PoolingKind,
    _ window: Window
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "pooling") {
      onednn_pool(
        &$0, context.handle, source.handle, destination.handle, kind.code, window.code)
    }
  }

  static func relu(_ context: Context, _ source: Layout) throws(TensorError) -> Kernel {
    try Kernel(context, "relu") { onednn_relu(&$0, context.handle, source.handle) }
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
    _ context: Context, _ source: Layout, _ second: Layout, scale: Float = 1
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "add") {
      onednn_add(&$0, context.handle, source.handle, second.handle, scale)
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
    case .addPrevious(let scale): onednn_post(kind: ONEDNN_ADD_PREVIOUS, scale: scale)
    case .relu: onednn_post(kind: ONEDNN_RELU, scale: 1)
    }
  }
}

extension PoolingKind {
  fileprivate var code: onednn_pooling {
    switch self {
    case .maximum: ONEDNN_MAXIMUM
    case .average(countingPadding: true): ONEDNN_AVERAGE_WITH_PADDING
    case .average(countingPadding: false): ONEDNN_AVERAGE_OF_MAP
    }
  }
}
