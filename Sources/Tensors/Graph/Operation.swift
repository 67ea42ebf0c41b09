/// A trained array of a network, known by the name its weight file uses.
public struct Parameter: Hashable, Sendable {
  /// The key in the weight file.
  public let name: String
  /// The extents, outermost first.
  public let dimensions: [Int]

  /// A parameter of this name and these dimensions.
  public init(_ name: String, _ dimensions: [Int]) {
    self.name = name
    self.dimensions = dimensions
  }

  /// The number of values in the parameter.
  public var count: Int { dimensions.reduce(1, *) }
}

/// An elementwise function applied to every value.
public enum Activation: Hashable, Sendable {
  /// max(x, 0).
  case relu
  /// x where positive, otherwise slope · x, with one slope a channel.
  case prelu(slope: Parameter)
  /// x brought into a range: a rectifier that saturates, such as ReLU6, has 0 and 6.
  case clip(lower: Float, upper: Float)
  /// 1 / (1 + exp(−x)).
  case sigmoid
  /// 1 / x.
  case reciprocal
}

/// An axis of the maps of a sample.
public enum MapAxis: Hashable, Sendable {
  case channel, row, column
}

/// What a pooling window computes.
public enum PoolingKind: Hashable, Sendable {
  case maximum
  /// The mean over the window's cells, with or without the padded ones.
  case average(countingPadding: Bool)
  /// √Σx² over the window's cells ("L2 pooling").
  case euclidean
}

/// How the last, partial window of a pooling is treated.
public enum Rounding: Hashable, Sendable {
  /// Windows that leave the padded map are dropped.
  case down
  /// A last window that starts inside the map is kept (PyTorch's `ceil_mode`).
  case up
}

/// The order in which a feature map becomes a vector.
public enum FlattenOrder: Hashable, Sendable {
  /// Row-major over channel, row, column.
  case channelRowColumn
  /// Row-major over column, row, channel, as nets trained on transposed images need.
  case columnRowChannel
}

/// One step of a network, on one sample shape; its parameters are named, not held.
///
/// A graph of operations says what is computed. Compiling it decides how: which neighbours fuse,
/// which layouts and which precision are used.
public enum Operation: Hashable, Sendable {
  /// The samples fed to the network.
  case input(Shape)
  /// Cross-correlation with `weight` (output × input × height × width) plus `bias` (output).
  ///
  /// `dilation` is the distance between the cells that a kernel's neighbours meet. With groups,
  /// inputs and outputs are parted into that many, and each part of the outputs sees its part of
  /// the inputs alone: `weight` is output × input/groups × height × width.
  case convolution(
    weight: Parameter, bias: Parameter?, stride: Extent, padding: Padding,
    dilation: Extent = Extent(1), groups: Int = 1)
  /// Cross-correlation whose kernels depend on the place: all cells of a region of the result
  /// share theirs. A region of one cell is a locally connected layer.
  ///
  /// `weight` is rows × columns of regions × output × input × height × width, `bias` rows × columns
  /// × output; the last region of a row or column may be smaller than the others.
  case localConvolution(
    weight: Parameter, bias: Parameter?, stride: Extent, padding: Padding, region: Extent)
  /// y = weight · x + bias, with `weight` output × input, on a flattened sample.
  case dense(weight: Parameter, bias: Parameter?)
  /// (x − mean) / √(variance + epsilon) · scale + shift, a value a channel each.
  case batchNormalisation(
    scale: Parameter?, shift: Parameter?, mean: Parameter, variance: Parameter, epsilon: Float)
  /// scale · x + shift, a value a channel each: a frozen batch normalisation.
  case affine(scale: Parameter, shift: Parameter)
  case activation(Activation)
  /// The largest of each `pieces` neighbouring channels (Goodfellow et al. 2013, equation 1).
  case maxout(pieces: Int)
  /// Response normalisation across channels (Krizhevsky et al. 2012, section 3.3):
  /// x / (offset + alpha / size · Σ x²)^beta, the sum over the `size` channels around x's.
  case responseNormalisation(size: Int, alpha: Float, beta: Float, offset: Float)
  case pooling(
    PoolingKind, window: Extent, stride: Extent, padding: Padding, rounding: Rounding)
  /// The mean of each channel.
  case globalAverage
  /// first + scale · second. Where shapes differ, both are extended by zeros at the end of
  /// channels, at the bottom and at the right (dlib's `add_prev`).
  case add(scale: Float)
  /// first · second. A second of single cells holds a factor for each channel.
  case multiply
  /// Every cell repeated in so many rows and columns.
  case enlarge(Extent)
  /// Each place of the result along an axis a weighted sum of places of the input: resizing,
  /// cutting, reordering, padding and taking means, each along one axis.
  case resample(MapAxis, [[Tap]])
  /// Each sample rounded to the 256 levels that its own range spans, zero among them (ONNX
  /// `DynamicQuantizeLinear`); results are whole numbers, the levels less that of zero.
  case quantise
  /// The distance of the levels that `quantise` rounds each sample to, a vector of one value.
  case quantum
  /// first · (second · factors), a second of one value and a factor a channel: what sums of whole
  /// numbers mean.
  case rescale(factors: Parameter)
  /// Channels of all inputs, one input after the other.
  case concatenate
  case flatten(FlattenOrder)
  /// In training, values are set to zero with the probability `rate` and the others divided by
  /// 1 − rate; in inference nothing happens.
  case dropout(rate: Float)
  /// exp(x) / Σ exp over the channels of each cell.
  case softmax
  /// x / ‖x‖₂ over the channels of each cell; the norm is taken as at least `smallestNorm`.
  case normalise
}

/// The norm below which `Operation.normalise` divides by this instead, so that zeros stay zeros.
public let smallestNorm: Float = 1e-12
