/// Scales all gradients down together where their norm is beyond a limit (Pascanu et al. 2013,
/// algorithm 1), as PyTorch's `clip_grad_norm_` does.
///
/// - Returns: the norm before.
@discardableResult
public func clip(
  _ gradients: UnsafeMutableBufferPointer<Float>, toNorm limit: Float
) -> Float {
  let norm = Float(gradients.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
  let factor = limit / (norm + 1e-6)
  if factor < 1 { for i in gradients.indices { gradients[i] *= factor } }
  return norm
}
