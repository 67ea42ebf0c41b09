import Tensors

/// Scales all gradients down together where their norm is beyond a limit (Pascanu et al. 2013,
/// algorithm 1), as PyTorch's `clip_grad_norm_` does.
///
/// - Returns: the norm before.
@discardableResult
public func clip(
  _ gradients: UnsafeMutableBufferPointer<Float>, toNorm limit: Float
) -> Float {
  let squares = SharedLoop.sum(over: gradients.count) { part in
    var sums = SIMD8<Double>.zero
    let whole = part.lowerBound + part.count / 8 * 8
    for i in stride(from: part.lowerBound, to: whole, by: 8) {
      var values = SIMD8<Double>.zero
      for lane in 0..<8 { values[lane] = Double(gradients[i + lane]) }
      sums += values * values
    }
    return (whole..<part.upperBound).reduce(sums.sum()) {
      $0 + Double(gradients[$1]) * Double(gradients[$1])
    }
  }
  let norm = Float(squares.squareRoot())
  let factor = limit / (norm + 1e-6)
  guard factor < 1 else { return norm }
  SharedLoop.run(over: gradients.count) { part in
    for i in part { gradients[i] *= factor }
  }
  return norm
}
