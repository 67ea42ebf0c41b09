import Tensors

/// Stochastic gradient descent: v ← μ v + g, w ← w − rate · v, or with Nesterov's momentum
/// w ← w − rate · (g + μ v) (Sutskever et al. 2013), in PyTorch's form.
public struct SGD: Optimiser {
  /// μ.
  public var momentum: Float
  public var isNesterov: Bool
  /// Times the weight is added to its gradient.
  public var weightDecay: Float
  public var memory = OptimiserMemory()
  public static let arrayCount = 1

  public init(momentum: Float = 0, isNesterov: Bool = false, weightDecay: Float = 0) {
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.weightDecay = weightDecay
  }

  public mutating func step(
    _ weights: UnsafeMutableBufferPointer<Float>, _ gradients: UnsafeBufferPointer<Float>,
    rate: Float
  ) {
    memory.begin(arrays: Self.arrayCount, of: weights.count)
    let (momentum, decay) = (momentum, weightDecay)
    let direct: Float = isNesterov ? 1 : 0
    let through: Float = isNesterov ? momentum : 1
    memory.arrays[0].withUnsafeMutableBufferPointer { velocity in
      SharedLoop.run(over: weights.count) { part in
        for i in part {
          let gradient = gradients[i] + decay * weights[i]
          velocity[i] = momentum * velocity[i] + gradient
          weights[i] -= rate * (direct * gradient + through * velocity[i])
        }
      }
    }
  }
}
