import COneDNN
import Tensors

/// AdaGrad (Duchi et al. 2011), with which FaceNet was trained: s ← s + g²,
/// w ← w − rate · g / (√s + ε).
public struct AdaGrad: Optimiser {
  /// ε.
  public var epsilon: Float
  /// Times the weight is added to its gradient.
  public var weightDecay: Float
  public var memory = OptimiserMemory()
  public static let arrayCount = 1

  public init(epsilon: Float = 1e-10, weightDecay: Float = 0) {
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  public mutating func step(
    _ weights: UnsafeMutableBufferPointer<Float>, _ gradients: UnsafeBufferPointer<Float>,
    rate: Float
  ) {
    memory.begin(arrays: Self.arrayCount, of: weights.count)
    let (epsilon, decay) = (epsilon, weightDecay)
    memory.arrays[0].withUnsafeMutableBufferPointer { sums in
      SharedLoop.run(over: weights.count) { part in
        for i in part {
          let gradient = gradients[i] + decay * weights[i]
          sums[i] += gradient * gradient
          weights[i] -= rate * gradient / (onednn_square_root(sums[i]) + epsilon)
        }
      }
    }
  }
}
