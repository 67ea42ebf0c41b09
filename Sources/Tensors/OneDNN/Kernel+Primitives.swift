import COneDNN

/// The post-ops of a kernel, with the layout of the operand that one of them may have.
struct Epilogue {
  var posts: [Kernel.Post] = []
  var operand: Layout?

  static var none: Epilogue { Epilogue() }

  fileprivate func withCode(_ body: (onednn_epilogue) -> Int32) -> Int32 {
    let codes = posts.map(\.code)
    return codes.withUnsafeBufferPointer {
      body(
        onednn_epilogue(posts: $0.baseAddress, count: Int32($0.count), operand: operand?.handle))
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
    _ window: Window, winograd: Bool, _ epilogue: Epilogue
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "convolution") { made in
      epilogue.withCode {
        onednn_convolution(
          &made, context.handle, source.handle, weights.handle, bias, destination.handle,
          window.code, winograd, $0)
      }
    }
  }

  static func dense(
    _ context: Context, _ source: Layout, weights: Layout, bias: Bool, _ epilogue: Epilogue
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "dense") { made in
      epilogue.withCode {
        onednn_dense(&made, context.handle, source.handle, weights.handle, bias, $0)
      }
    }
  }

  static func pool(
    _ context: Context, _ source: Layout, _ destination: Layout, _ kind: PoolingKind,
    _ window: Window, _ epilogue: Epilogue = .none
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "pooling") { made in
      epilogue.withCode {
        onednn_pool(
          &made, context.handle, source.handle, destination.handle, kind.code, window.code, $0)
      }
    }
  }

  static func relu(_ context: Context, _ source: Layout) throws(TensorError) -> Kernel {
    try Kernel(context, "relu") { onednn_relu(&$0, context.handle, source.handle) }
  }

  static func prelu(_ context: Context, _ source: Layout) throws(TensorError) -> Kernel {
    try Kernel(context, "prelu") { onednn_prelu(&$0, context.handle, source.handle) }
  }

  /// source · secondSource, which has one value along some dimensions.
  static func multiply(
    _ context: Context, _ source: Layout, _ second: Layout, _ epilogue: Epilogue = .none
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "multiply") { made in
      epilogue.withCode {
        onednn_multiply(&made, context.handle, source.handle, second.handle, $0)
      }
    }
  }

  /// source + scale · secondSource.
  static func add(
    _ context: Context, _ source: Layout, _ second: Layout, scale: Float, _ epilogue: Epilogue
  ) throws(TensorError) -> Kernel {
    try Kernel(context, "add") { made in
      epilogue.withCode {
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
    case .addPrevious(let scale): onednn_post(kind: ONEDNN_ADD_PREVIOUS, scale: scale)
    case .relu: onednn_post(kind: ONEDNN_RELU, scale: 1)
    case .addChannel: onednn_post(kind: ONEDNN_ADD_CHANNEL, scale: 1)
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
