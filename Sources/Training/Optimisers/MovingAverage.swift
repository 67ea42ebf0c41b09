/// The exponential moving average of weights, which often embeds better than the last ones:
/// a ← decay · a + (1 − decay) · w.
public struct MovingAverage: Sendable, Equatable {
  /// 0…1; davidsandberg/facenet takes 0.9999.
  public var decay: Float
  public private(set) var weights: [Float]

  /// - Parameter weights: where the average starts.
  public init(decay: Float, weights: [Float]) {
    self.decay = decay
    self.weights = weights
  }

  public mutating func add(_ latest: UnsafeBufferPointer<Float>) {
    precondition(latest.count == weights.count, "\(latest.count) weights, not \(weights.count)")
    let decay = decay
    weights.withUnsafeMutableBufferPointer { weights in
      for i in weights.indices {
        weights[i] = decay * weights[i] + (1 - decay) * latest[i]
      }
    }
  }
}
