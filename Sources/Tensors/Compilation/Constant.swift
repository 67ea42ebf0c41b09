/// Values that are fixed before a program runs, with an identity under which packed copies are
/// kept.
final class Constant: Sendable {
  let dimensions: [Int]
  let values: [Float]

  /// - Precondition: `values.count` is the product of `dimensions`.
  init(dimensions: [Int], values: [Float]) {
    precondition(values.count == dimensions.reduce(1, *))
    self.dimensions = dimensions
    self.values = values
  }

  /// One value a channel.
  convenience init(_ values: [Float]) { self.init(dimensions: [values.count], values: values) }

  convenience init(_ tensor: Tensor) {
    self.init(dimensions: tensor.dimensions, values: tensor.values)
  }
}
