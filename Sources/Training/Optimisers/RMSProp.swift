import COneDNN
import Tensors

/// RMSProp (Tieleman and Hinton 2012): s ← α s + (1 − α) g², and w ← w − rate · g / (√s + ε), or
/// with momentum v ← μ v + g / (√s + ε), w ← w − rate · v.
public struct RMSProp: Optimiser {
  /// α.
  public var smoothing: Float
  /// μ.
  public var momentum: Float
  /// ε.
  public var epsilon: Float
  /// Times the weight is added to its gradient.
  public var weightDecay: Float
  public var memory = OptimiserMemory()
  public static let arrayCount = 2

  public init(
    smoothing: Float = 0.99, momentum: Float = 0, epsilon: Float = 1e-8, weightDecay: Float = 0
  ) {
    self.smoothing = smoothing
    self.momentum = momentum
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  public mutating func step(
    _ weights: UnsafeMutableBufferPointer<Float>, _ gradients: UnsafeBufferPointer<Float>,
    rate: Float
  ) {
    memory.begin(arrays: Self.arrayCount, of: weights.count)
    let (smoothing, momentum, epsilon, decay) = (smoothing, momentum, epsilon, weightDecay)
    var (squares, velocity) = (memory.arrays[0], memory.arrays[1])
    // Emptied, so that the arrays are changed in place.
    memory.arrays = []
    squares.withUnsafeMutableBufferPointer { squares in
      velocity.withUnsafeMutableBufferPointer { velocity in
        SharedLoop.run(over: weights.count) { part in
          for i in part {
            let gradient = gradients[i] + decay * weights[i]
            squares[i] = smoothing * squares[i] + (1 - smoothing) * gradient * gradient
            let scale = onednn_square_root(squares[i]) + epsilon
            velocity[i] = momentum * velocity[i] + gradient / scale
            weights[i] -= rate * velocity[i]
          }
        }
      }
    }
    memory.arrays = [squares, velocity]
  }
}
