import Training

/// A step as a line of JSON and as the line at the terminal's foot.
struct StepLine: Encodable {
  let step: Int
  let loss: Double
  /// The share of triplets that still teach something.
  let active: Double?
  let triplets: Int?
  let meanPositive: Double?
  let meanNegative: Double?
  let gradient: Double
  let rate: Double
  let imagesPerSecond: Double

  enum CodingKeys: String, CodingKey {
    case step, loss, active, triplets, gradient, rate
    case meanPositive = "mean_positive"
    case meanNegative = "mean_negative"
    case imagesPerSecond = "images_per_second"
  }

  init(_ report: StepReport, seconds: Double) {
    step = report.step
    loss = report.loss
    active = report.mining?.activeShare
    triplets = report.mining?.count
    meanPositive = report.meanMated
    meanNegative = report.meanNonMated
    gradient = report.gradientNorm
    rate = report.rate
    imagesPerSecond = Double(report.photos) / max(seconds, 1e-9)
  }

  var text: String {
    let share = active.map { " · \(($0 * 100).rounded(decimals: 0)) % active" } ?? ""
    return "step \(step) · loss \(loss.rounded(decimals: 4))\(share) · "
      + "\(imagesPerSecond.rounded(decimals: 0)) photos/s"
  }
}

/// What a training came to, on people it has not seen.
struct TrainedLine: Encodable {
  let checkpoint: String
  let steps: Int
  let eer: Double?
  let tar: Double?
  let far: Double?
  let precisionAtOne: Double?
  let rPrecision: Double?
  let meanAveragePrecision: Double?

  enum CodingKeys: String, CodingKey {
    case checkpoint, steps, eer, tar, far
    case precisionAtOne = "precision_at_1"
    case rPrecision = "r_precision"
    case meanAveragePrecision = "map_at_r"
  }

  init(_ checkpoint: String, steps: Int, _ figures: HeldOutFigures?) {
    self.checkpoint = checkpoint
    self.steps = steps
    eer = figures?.equalErrorRate
    tar = figures?.trueAcceptRate
    far = figures?.far
    let retrieval = figures?.retrieval
    precisionAtOne = retrieval?.precisionAtOne
    rPrecision = retrieval?.rPrecision
    meanAveragePrecision = retrieval?.meanAveragePrecision
  }

  var text: [String] {
    var lines = ["\(checkpoint.shown): \(steps.of("step"))"]
    guard let eer, let tar, let far, let precisionAtOne, let rPrecision, let meanAveragePrecision
    else {
      return lines + ["nothing was measured: no people were held out, or too few"]
    }
    func percent(_ rate: Double) -> String { "\((rate * 100).rounded(decimals: 2)) %" }
    lines.append(
      "on people held out: EER \(percent(eer)), TAR \(percent(tar)) at FAR \(percent(far))")
    lines.append(
      "precision@1 \(percent(precisionAtOne)), R-precision \(percent(rPrecision)), "
        + "MAP@R \(percent(meanAveragePrecision))")
    return lines
  }
}
