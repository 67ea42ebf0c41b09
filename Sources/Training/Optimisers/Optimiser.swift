/// A rule by which gradients change weights; the arithmetic of a step is PyTorch's.
public protocol Optimiser: Sendable {
  /// One step on all weights.
  ///
  /// - Parameters:
  ///   - gradients: as many as weights.
  ///   - rate: the learning rate of this step.
  mutating func step(
    _ weights: UnsafeMutableBufferPointer<Float>, _ gradients: UnsafeBufferPointer<Float>,
    rate: Float)

  /// What the rule remembers from step to step, as checkpoints keep it. Empty before the first.
  var memory: OptimiserMemory { get set }

  /// How many arrays it remembers.
  static var arrayCount: Int { get }
}

/// The state of an optimiser: arrays as long as the weights, and how many steps were made.
public struct OptimiserMemory: Sendable, Equatable {
  public var arrays: [[Float]] = []
  public var steps = 0

  public init(arrays: [[Float]] = [], steps: Int = 0) {
    self.arrays = arrays
    self.steps = steps
  }

  /// Counts a step, and makes room before the first one.
  mutating func begin(arrays count: Int, of length: Int) {
    if arrays.count != count {
      arrays = Array(repeating: Array(repeating: 0, count: length), count: count)
    }
    steps += 1
  }
}

/// The optimisers by the names that the command line and the screen use.
public enum OptimiserName: String, Sendable, CaseIterable {
  case sgd, nesterov, adagrad, rmsprop, adam, adamw

  /// The weight decay that sets AdamW apart from Adam, as PyTorch's default; 0 for the others.
  public var usualWeightDecay: Double { self == .adamw ? 0.01 : 0 }

  /// With momentum 0.9 where the rule has one, and its usual constants.
  public func optimiser(weightDecay: Float = 0) -> any Optimiser {
    switch self {
    case .sgd: SGD(momentum: 0.9, weightDecay: weightDecay)
    case .nesterov: SGD(momentum: 0.9, isNesterov: true, weightDecay: weightDecay)
    case .adagrad: AdaGrad(weightDecay: weightDecay)
    case .rmsprop: RMSProp(weightDecay: weightDecay)
    case .adam: Adam(weightDecay: weightDecay)
    case .adamw: Adam(weightDecay: weightDecay, decaysApart: true)
    }
  }
}
