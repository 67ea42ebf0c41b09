import Imaging
import Networks
import Tensors

/// Zhang et al. 2016, "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional
/// Networks", with the arithmetic of facenet-pytorch.
///
/// A proposal network looks at every window of a pyramid of the picture; a refinement and an
/// output network look again at what it proposes, each in batches of all candidates.
public final class MTCNNDetector: Detector {
  /// What `detect(in:)` looks for.
  public let options: MTCNNOptions
  private let proposal: Executor
  private let refinement: CandidateNetwork
  private let output: CandidateNetwork

  /// Reads the three networks.
  ///
  /// - Throws: `FaceError` when a file is missing or not the network's.
  public init(
    models: ModelFolder, options: MTCNNOptions = MTCNNOptions(), threads: Int = 1
  ) throws(FaceError) {
    self.options = options
    proposal = try Executor(PNet.network, file: .pnet, in: models, threads: threads)
    refinement = CandidateNetwork(
      try Executor(RNet.network, file: .rnet, in: models, threads: threads), side: 24)
    output = CandidateNetwork(
      try Executor(ONet.network, file: .onet, in: models, threads: threads), side: 48)
  }

  /// The faces of a picture, the largest first, by the detector's own options.
  public func detect(in image: Image) throws(FaceError) -> [Detection] {
    try detect(in: image, options: options)
  }

  /// Detects with other options than the detector's own.
  public func detect(in image: Image, options: MTCNNOptions) throws(FaceError) -> [Detection] {
    let longer = max(image.width, image.height)
    let divisor = (longer + options.longestSide - 1) / max(1, options.longestSide)
    // A strip so narrow that its shorter side would vanish shows no face, however long it is.
    guard min(image.width, image.height) >= 12 * max(1, divisor) else { return [] }
    guard divisor > 1 else { return try examine(image, options) }
    let found = try examine(image.reduced(by: divisor), options)
    return found.map { $0.resampled(by: Double(divisor)) }
  }

  private func examine(_ image: Image, _ options: MTCNNOptions) throws(FaceError) -> [Detection] {
    let table = SummedAreaTable(image)
    do throws(TensorError) {
      let proposed = try propose(table, options)
      let refined = try refine(proposed, table, options.thresholds.refinement)
      let found = try confirm(refined, table, options.thresholds.output)
      return found.sorted { $0.box.area > $1.box.area }
    } catch {
      throw .engine(error)
    }
  }
}

// MARK: - The three stages

extension MTCNNDetector {
  private func propose(
    _ table: SummedAreaTable, _ options: MTCNNOptions
  ) throws(TensorError) -> [Candidate] {
    var proposals: [Proposal] = []
    let withinLevel = NonMaximumSuppression(share: .union, limit: 0.5)
    for scale in options.scales(width: table.width, height: table.height) {
      let found = try level(table, scale: scale, threshold: options.thresholds.proposal)
      proposals += withinLevel(found.map(\.window)).map { found[$0] }
    }
    let acrossLevels = NonMaximumSuppression(share: .union, limit: 0.7)
    return acrossLevels(proposals.map(\.window)).map { proposals[$0].box.squared }
  }

  /// The windows of one level of the pyramid that look like a face.
  private func level(
    _ table: SummedAreaTable, scale: Double, threshold: Float
  ) throws(TensorError) -> [Proposal] {
    let shape = Shape(
      channels: 3, height: Int(Double(table.height) * scale + 1),
      width: Int(Double(table.width) * scale + 1))
    let whole = PixelRegion(left: 0, top: 0, width: table.width, height: table.height)
    let samples = normalised(table, [whole], columns: shape.width, rows: shape.height)
    return try samples.withUnsafe { (samples) throws(TensorError) in
      try proposal.run(samples, batch: 1, shape: shape) { outputs in
        Proposal.decode(
          boxes: outputs[0], probabilities: outputs[1], scale: Float(scale), threshold: threshold)
      }
    }
  }

  private func refine(
    _ candidates: [Candidate], _ table: SummedAreaTable, _ threshold: Float
  ) throws(TensorError) -> [Candidate] {
    let answers = try refinement(candidates, in: table).filter { $0.probability > threshold }
    let kept = NonMaximumSuppression(share: .union, limit: 0.7)(answers.map(\.scored))
    return kept.map { answers[$0].refined.squared }
  }

  private func confirm(
    _ candidates: [Candidate], _ table: SummedAreaTable, _ threshold: Float
  ) throws(TensorError) -> [Detection] {
    let answers = try output(candidates, in: table).filter { $0.probability > threshold }
    let kept = NonMaximumSuppression(share: .smaller, limit: 0.7, edge: 1)(
      answers.map(\.refined))
    return kept.map { answers[$0].detection }
  }
}
