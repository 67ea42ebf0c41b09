import Imaging
import Tensors

/// A network of the cascade that looks at candidates, cut out and resized to its input.
struct CandidateNetwork {
  /// What the network says about a candidate.
  struct Answer {
    var candidate: Candidate
    var probability: Float
    var offsets: (Float, Float, Float, Float)
    /// Five x, then five y, as shares of the candidate's sides; empty for the refinement network.
    var landmarks: [Float]
  }

  /// Compiled sizes: a batch is made of the fewest of these, so that a network is compiled for
  /// a few sizes however many candidates a photo has.
  private static let batches = [16, 4, 1]

  private let executor: Executor
  private let side: Int

  init(_ executor: Executor, side: Int) {
    self.executor = executor
    self.side = side
  }

  /// The answers for the candidates that show at least a pixel, in their order.
  func callAsFunction(
    _ candidates: [Candidate], in table: SummedAreaTable
  ) throws(TensorError) -> [Answer] {
    let visible = candidates.compactMap { candidate in
      candidate.region(within: table.width, table.height).map { (candidate, $0) }
    }
    var answers: [Answer] = []
    while answers.count < visible.count {
      let left = visible.count - answers.count
      let batch = Self.batches.first { $0 <= left } ?? 1
      answers += try answer(Array(visible[answers.count..<(answers.count + batch)]), table)
    }
    return answers
  }

  private func answer(
    _ batch: [(Candidate, PixelRegion)], _ table: SummedAreaTable
  ) throws(TensorError) -> [Answer] {
    let samples = normalised(table, batch.map(\.1), columns: side, rows: side)
    return try samples.withUnsafe { (samples) throws(TensorError) in
      try executor.run(samples, batch: batch.count) { outputs in
        batch.indices.map { Self.read(outputs, sample: $0, of: batch[$0].0) }
      }
    }
  }

  /// Outputs are (box, probability) or (box, landmarks, probability).
  private static func read(
    _ outputs: [Executor.Output], sample: Int, of candidate: Candidate
  ) -> Answer {
    let box = outputs[0].values
    let first = 4 * sample
    let landmarks =
      outputs.count == 3 ? Array(outputs[1].values[(10 * sample)..<(10 * sample + 10)]) : []
    return Answer(
      candidate: candidate, probability: outputs[outputs.count - 1].values[2 * sample + 1],
      offsets: (box[first], box[first + 1], box[first + 2], box[first + 3]), landmarks: landmarks)
  }
}

extension CandidateNetwork.Answer {
  /// The candidate with the new score.
  var scored: Candidate {
    var scored = candidate
    scored.score = probability
    return scored
  }

  /// The candidate's box corrected; its sides count both edge pixels.
  var refined: Candidate {
    scored.moved(by: offsets, width: candidate.width + 1, height: candidate.height + 1)
  }

  var detection: Detection {
    let box = refined
    let points = (0..<5).map { index in
      Point(
        x: Double((candidate.width + 1) * landmarks[index] + candidate.left - 1),
        y: Double((candidate.height + 1) * landmarks[index + 5] + candidate.top - 1))
    }
    return Detection(
      box: Rectangle(
        left: Double(box.left), top: Double(box.top), right: Double(box.right),
        bottom: Double(box.bottom)),
      score: probability,
      landmarks: Landmarks(
        leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3],
        rightMouth: points[4]))
  }
}

/// Regions resized to the networks' input, pixels as (p − 127.5) / 128, a sample each.
func normalised(
  _ table: SummedAreaTable, _ regions: [PixelRegion], columns: Int, rows: Int
) -> [Float] {
  let size = 3 * columns * rows
  return [Float](unsafeUninitializedCapacity: size * regions.count) { values, count in
    for (index, region) in regions.enumerated() {
      table.average(
        region, columns: columns, rows: rows, scale: 1 / 128, shift: -127.5 / 128,
        into: UnsafeMutableBufferPointer(rebasing: values[(index * size)..<((index + 1) * size)]))
    }
    count = size * regions.count
  }
}

extension [Float] {
  /// `withUnsafeBufferPointer` that keeps the type of the error.
  func withUnsafe<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer(body)
  }
}
