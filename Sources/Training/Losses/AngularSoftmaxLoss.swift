import Glibc
import Tensors

/// A-Softmax (Liu et al. 2017, "SphereFace", equation 7): a softmax whose weights have norm 1 and
/// no bias, and in which the angle to one's own person counts m times:
/// zⱼ = ‖x‖ cos θⱼ for the others, zᵧ = ‖x‖ ψ(θᵧ) with ψ(θ) = (−1)ᵏ cos(mθ) − 2k on
/// [kπ/m, (k+1)π/m].
///
/// Training starts near the plain softmax: zᵧ = ‖x‖ (λ cos θ + ψ) / (1 + λ), and λ falls.
public struct AngularSoftmaxLoss: Sendable {
  /// m, 1 or more.
  public var multiple: Int
  /// ε of label smoothing.
  public var smoothing: Double

  public init(multiple: Int = 4, smoothing: Double = 0) {
    precondition(multiple >= 1, "an angle cannot count \(multiple) times")
    self.multiple = multiple
    self.smoothing = smoothing
  }

  /// λ at an iteration: max(5, 1000 / (1 + 0.12 · iteration)), as the authors anneal.
  public static func annealing(at iteration: Int) -> Double {
    max(5, 1000 / (1 + 0.12 * Double(iteration)))
  }

  /// The mean over the batch, with derivatives by the embeddings and by the weight.
  ///
  /// - Parameters:
  ///   - embeddings: N × D.
  ///   - weight: people × D, of any norms.
  ///   - annealing: λ; 0 is the loss of the paper.
  public func callAsFunction(
    _ embeddings: Tensor, weight: Tensor, people: [Int], annealing: Double = 0
  ) -> Graded {
    let cosines = Cosines(embeddings, weight)
    let psis = people.indices.map { psi(cosines.values[$0][people[$0]]) }
    let own = people.indices.map { index in
      let (cosine, psi) = (cosines.values[index][people[index]], psis[index])
      return (
        value: (annealing * cosine + psi.value) / (1 + annealing),
        slope: (annealing + psi.slope) / (1 + annealing)
      )
    }
    let targets = AngularTargets(
      own: own, scales: cosines.norms, scaleIsNorm: true, smoothing: smoothing)
    return targets.loss(cosines, people: people)
  }

  /// ψ as a function of cos θ, and its derivative by cos θ, where cos(mθ) is the Chebyshev
  /// polynomial T_m.
  func psi(_ cosine: Double) -> (value: Double, slope: Double) {
    let m = Double(multiple)
    let angle = acos(min(1, max(-1, cosine)))
    let section = min(m - 1, (angle * m / .pi).rounded(.down))
    let sign: Double = section.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
    // T_m′ = m sin(mθ) / sin θ, which is m² where θ is 0.
    let sine = sin(angle)
    let slope = sine > 1e-9 ? m * sin(m * angle) / sine : m * m
    return (sign * cos(m * angle) - 2 * section, sign * slope)
  }
}
