import Tensors

/// A loss with its derivatives.
public struct Graded: Sendable {
  public var loss: Double
  /// With respect to the embeddings or logits, of their dimensions.
  public var gradient: Tensor
  /// With respect to the arrays that the loss trains itself, in the order it takes them.
  public var parameters: [Tensor]
  /// The parts of the loss that are not zero: triplets, pairs or samples.
  public var active: Int

  init(loss: Double = 0, gradient: Tensor, parameters: [Tensor] = [], active: Int = 0) {
    self.loss = loss
    self.gradient = gradient
    self.parameters = parameters
    self.active = active
  }

  /// Whether loss and derivatives are numbers.
  var isFinite: Bool {
    loss.isFinite
      && ([gradient] + parameters).allSatisfy { $0.values.allSatisfy(\.isFinite) }
  }

  /// Two losses of the same embeddings; the first has the arrays that are trained.
  static func + (first: Graded, second: Graded) -> Graded {
    Graded(
      loss: first.loss + second.loss, gradient: first.gradient + second.gradient,
      parameters: first.parameters, active: first.active)
  }

  /// The loss and all derivatives multiplied.
  func scaled(by factor: Double) -> Graded {
    Graded(
      loss: loss * factor, gradient: gradient.scaled(by: Float(factor)),
      parameters: parameters.map { $0.scaled(by: Float(factor)) }, active: active)
  }
}

/// What the parts of a loss become: FaceNet's equation 3 is a sum, its followers take the mean.
public enum Reduction: Sendable {
  case sum
  /// The sum divided by the number of parts, those of loss zero among them.
  case mean

  func factor(parts: Int) -> Double {
    switch self {
    case .sum: 1
    case .mean: 1 / Double(max(1, parts))
    }
  }
}
