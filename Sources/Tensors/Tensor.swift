/// A dense, row-major array of 32-bit floats.
///
/// A batch of feature maps has the dimensions N × C × H × W, a batch of vectors N × C.
public struct Tensor: Sendable, Equatable {
  /// The extents, outermost first.
  public let dimensions: [Int]
  /// All values, the last dimension's side by side.
  public var values: [Float]

  /// A tensor of the given values.
  ///
  /// - Precondition: `values.count` is the product of `dimensions`.
  public init(dimensions: [Int], values: [Float]) {
    precondition(
      values.count == dimensions.reduce(1, *),
      "\(values.count) values do not fill dimensions \(dimensions)")
    self.dimensions = dimensions
    self.values = values
  }

  /// A tensor of one repeated value.
  public init(dimensions: [Int], repeating value: Float) {
    self.init(
      dimensions: dimensions,
      values: Array(repeating: value, count: dimensions.reduce(1, *)))
  }
}
