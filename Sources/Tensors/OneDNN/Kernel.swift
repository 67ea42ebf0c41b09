import COneDNN

/// A primitive of oneDNN with its arguments, of one owner.
final class Kernel {
  enum Argument {
    case source, secondSource, weights, bias, destination, scratchpad, workspace
    case mean, variance, scale, shift
    case sourceGradient, weightsGradient, biasGradient, destinationGradient
    case scaleGradient, shiftGradient
  }

  /// A kernel of training may be followed by that of its gradient.
  enum Purpose {
    case inference, training
  }

  /// What happens to each value before it is stored.
  enum Post {
    /// Adds scale · the value the destination held before.
    case addPrevious(scale: Float)
    case elementwise(Elementwise)
  }

  let handle: OpaquePointer
  /// Kept, since the kernel runs on its stream.
  let context: Context

  init(
    _ context: Context, _ primitive: String, _ call: (inout OpaquePointer?) -> Int32
  ) throws(TensorError) {
    self.context = context
    handle = try make(primitive, call)
  }

  deinit { onednn_kernel_destroy(handle) }

  /// The name of the implementation that oneDNN chose.
  var implementation: String { String(cString: onednn_kernel_name(handle)) }

  /// Whether oneDNN has only its slow, general code for this case.
  var isReference: Bool { implementation.hasPrefix("ref") }

  /// The layout an argument must have, or nil when the kernel has no such argument.
  func layout(of argument: Argument) -> Layout? {
    onednn_kernel_layout(handle, argument.code).map(Layout.init(owning:))
  }

  /// Generates the code, after which the kernel can be bound and run.
  func compile() throws(TensorError) {
    try check(onednn_kernel_compile(handle), implementation)
  }

  /// Says where an argument's values are; they must stay there while the kernel runs.
  func bind(_ argument: Argument, to values: UnsafeMutableRawPointer) throws(TensorError) {
    try check(onednn_kernel_bind(handle, argument.code, values), implementation)
  }

  func run() throws(TensorError) {
    let status = onednn_kernel_run(handle)
    guard status == 0 else { throw .backend(primitive: implementation, status: status) }
  }
}

extension Kernel.Argument {
  fileprivate var code: onednn_argument {
    switch self {
    case .source: ONEDNN_SOURCE
    case .secondSource: ONEDNN_SECOND_SOURCE
    case .weights: ONEDNN_WEIGHTS
    case .bias: ONEDNN_BIAS
    case .destination: ONEDNN_DESTINATION
    case .scratchpad: ONEDNN_SCRATCHPAD
    case .workspace: ONEDNN_WORKSPACE
    case .mean: ONEDNN_MEAN
    case .variance: ONEDNN_VARIANCE
    case .scale: ONEDNN_SCALE
    case .shift: ONEDNN_SHIFT
    case .sourceGradient: ONEDNN_SOURCE_GRADIENT
    case .weightsGradient: ONEDNN_WEIGHTS_GRADIENT
    case .biasGradient: ONEDNN_BIAS_GRADIENT
    case .destinationGradient: ONEDNN_DESTINATION_GRADIENT
    case .scaleGradient: ONEDNN_SCALE_GRADIENT
    case .shiftGradient: ONEDNN_SHIFT_GRADIENT
    }
  }
}
