import Glibc

/// The cross entropy of a softmax over one sample's logits: −Σⱼ qⱼ · log(exp(zⱼ) / Σₖ exp(zₖ)).
///
/// q, what is wanted, is 1 for one's own person; with a smoothing ε it is 1 − ε + ε/C for them and
/// ε/C for each other of C people (Szegedy et al. 2016, "Rethinking the Inception architecture for
/// computer vision", section 7).
struct CrossEntropy {
  let value: Double
  /// Its derivatives by the logits.
  let slopes: [Double]
  /// Whether another person's logit is larger than one's own.
  let isWrong: Bool

  init(_ logits: [Double], person: Int, smoothing: Double) {
    let peak = logits.max() ?? 0
    let powers = logits.map { exp($0 - peak) }
    let sum = powers.reduce(0, +)
    let share = smoothing / Double(logits.count)
    let wanted = logits.indices.map { share + ($0 == person ? 1 - smoothing : 0) }
    value = log(sum) - zip(wanted, logits).reduce(0) { $0 + $1.0 * ($1.1 - peak) }
    slopes = zip(powers, wanted).map { $0 / sum - $1 }
    isWrong = logits[person] < peak
  }
}
