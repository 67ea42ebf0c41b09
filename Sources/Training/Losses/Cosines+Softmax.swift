import Glibc
import Tensors

/// The mean cross entropy of a softmax over scale · cos θⱼ, with other values in place of the
/// cosine to one's own person.
///
/// - Parameters:
///   - targets: for each sample, the value and its derivative by that cosine.
///   - scales: of each sample's logits.
///   - scaleIsNorm: whether the scale is the embedding's norm, and so has a derivative.
func softmax(
  _ cosines: Cosines, _ people: [Int], _ targets: [(value: Double, slope: Double)],
  scales: [Double], scaleIsNorm: Bool
) -> Graded {
  var loss = 0.0
  var active = 0
  var slopes: [[Double]] = []
  var byScale: [Double] = []
  for (index, person) in people.enumerated() {
    var values = cosines.values[index]
    values[person] = targets[index].value
    let logits = values.map { $0 * scales[index] }
    let peak = logits.max() ?? 0
    let sum = logits.reduce(0) { $0 + exp($1 - peak) }
    loss += log(sum) - (logits[person] - peak)
    active += logits[person] < peak ? 1 : 0
    var shares = logits.map { exp($0 - peak) / sum / Double(people.count) }
    shares[person] -= 1 / Double(people.count)
    byScale.append(zip(shares, values).reduce(0) { $0 + $1.0 * $1.1 })
    shares[person] *= targets[index].slope
    slopes.append(shares.map { $0 * scales[index] })
  }
  let (x, w) = cosines.gradients(byCosines: slopes, byNorms: scaleIsNorm ? byScale : nil)
  return Graded(
    loss: loss / Double(max(1, people.count)), gradient: x, parameters: [w], active: active)
}
