/// What stands in place of the cosines to one's own person in a softmax over scale · cos θⱼ.
struct AngularTargets {
  /// For each sample, the value and its derivative by that cosine.
  let own: [(value: Double, slope: Double)]
  /// Of each sample's logits.
  let scales: [Double]
  /// Whether the scale is the embedding's norm, and so has a derivative.
  let scaleIsNorm: Bool
  /// ε of label smoothing.
  let smoothing: Double

  /// The mean cross entropy, with derivatives by embeddings and weights.
  func loss(_ cosines: Cosines, people: [Int]) -> Graded {
    let count = Double(max(1, people.count))
    var (loss, wrong) = (0.0, 0)
    var slopes: [[Double]] = []
    var byScale: [Double] = []
    for (index, person) in people.enumerated() {
      var values = cosines.values[index]
      values[person] = own[index].value
      let logits = values.map { $0 * scales[index] }
      let entropy = CrossEntropy(logits, person: person, smoothing: smoothing)
      loss += entropy.value / count
      wrong += entropy.isWrong ? 1 : 0
      var byValue = entropy.slopes.map { $0 / count }
      byScale.append(zip(byValue, values).reduce(0) { $0 + $1.0 * $1.1 })
      byValue[person] *= own[index].slope
      slopes.append(byValue.map { $0 * scales[index] })
    }
    let (x, w) = cosines.gradients(byCosines: slopes, byNorms: scaleIsNorm ? byScale : nil)
    return Graded(loss: loss, gradient: x, parameters: [w], active: wrong)
  }
}
