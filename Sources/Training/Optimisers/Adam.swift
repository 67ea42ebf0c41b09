import COneDNN
import Glibc
import Tensors

/// Adam (Kingma and Ba 2015, algorithm 1): m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
/// w ← w − rate · m̂ / (√v̂ + ε); or AdamW (Loshchilov and Hutter 2019, algorithm 2), whose weight
/// decay stands apart: w ← w − rate · decay · w first.
public struct Adam: Optimiser {
  /// β₁ and β₂.
  public var decays: (first: Float, second: Float)
  /// ε.
  public var epsilon: Float
  public var weightDecay: Float
  /// AdamW.
  public var decaysApart: Bool
  public var memory = OptimiserMemory()
  public static let arrayCount = 2

  public init(
    decays: (first: Float, second: Float) = (0.9, 0.999), epsilon: Float = 1e-8,
    weightDecay: Float = 0, decaysApart: Bool = false
  ) {
    self.decays = decays
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decaysApart = decaysApart
  }

  public mutating func step(
    _ weights: UnsafeMutableBufferPointer<Float>, _ gradients: UnsafeBufferPointer<Float>,
    rate: Float
  ) {
    memory.begin(arrays: Self.arrayCount, of: weights.count)
    let (beta1, beta2) = decays
    let stride = rate / Float(1 - pow(Double(beta1), Double(memory.steps)))
    let root = Float((1 - pow(Double(beta2), Double(memory.steps))).squareRoot())
    let shrink: Float = decaysApart ? 1 - rate * weightDecay : 1
    let (decay, epsilon): (Float, Float) = (decaysApart ? 0 : weightDecay, epsilon)
    var (mean, square) = (memory.arrays[0], memory.arrays[1])
    // Emptied, so that the arrays are changed in place.
    memory.arrays = []
    mean.withUnsafeMutableBufferPointer { mean in
      square.withUnsafeMutableBufferPointer { square in
        SharedLoop.run(over: weights.count) { part in
          for i in part {
            let gradient = gradients[i] + decay * weights[i]
            mean[i] = beta1 * mean[i] + (1 - beta1) * gradient
            square[i] = beta2 * square[i] + (1 - beta2) * gradient * gradient
            let scale = onednn_square_root(square[i]) / root + epsilon
            weights[i] = shrink * weights[i] - stride * mean[i] / scale
          }
        }
      }
    }
    memory.arrays = [mean, square]
  }
}
