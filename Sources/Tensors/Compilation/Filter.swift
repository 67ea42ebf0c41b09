/// A convolution with its values.
struct Filter {
  var weight: Constant
  var bias: Constant?
  var stride: Extent
  var padding: Padding
  var dilation = Extent(1)
  var groups = 1

  /// The kernels' height and width: the last two of the weight's extents.
  var extent: Extent {
    let dimensions = weight.dimensions
    return Extent(
      height: dimensions[dimensions.count - 2], width: dimensions[dimensions.count - 1])
  }

  var window: Window {
    Window(extent: extent, stride: stride, padding: padding, dilation: dilation)
  }
}

/// A window slid over a map.
struct Window {
  var extent: Extent
  var stride: Extent
  var padding: Padding
  var dilation = Extent(1)
}

/// A function of each value by itself.
enum Elementwise: Hashable {
  case relu
  case clip(lower: Float, upper: Float)
  case sigmoid
  case reciprocal
  case square
  /// scale · √x.
  case root(scale: Float)
  /// scale · x.
  case linear(scale: Float)

  /// Whether the planner computes it itself, rather than by a kernel of oneDNN.
  var isOwn: Bool { self == .sigmoid || self == .reciprocal }

  /// Whether zero stays zero.
  var keepsZero: Bool {
    switch self {
    case .clip(let lower, let upper): lower <= 0 && upper >= 0
    case .sigmoid, .reciprocal: false
    case .relu, .square, .root, .linear: true
    }
  }
}
