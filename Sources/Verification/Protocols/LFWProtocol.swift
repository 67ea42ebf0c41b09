/// Verification as LFW's tables report it: thresholds are chosen on nine folds and tried on the
/// tenth, in turn (Huang et al. 2007, "Labeled Faces in the Wild", section 3; davidsandberg/facenet,
/// `lfw.py` and `facenet.py`).
public struct LFWProtocol: Sendable {
  /// The folds: contiguous parts of the list, in its order, the first ones a pair longer where the
  /// pairs don't divide.
  public var folds = 10
  /// Whether the mean of the training folds' embeddings is taken off before distances.
  public var subtractsMean = false
  /// The false-accept rate of the training folds at which the validation rate is told.
  public var targetFAR = 1e-3

  public init() {}

  /// Thresholds 0, 0.01 … 3.99 for accuracy, and 0, 0.001 … 3.999 for the validation rate.
  static let accuracyGrid = ThresholdGrid(step: 0.01, count: 400)
  static let validationGrid = ThresholdGrid(step: 0.001, count: 4000)

  /// The figures of the protocol.
  public struct Figures: Hashable, Sendable {
    /// The accuracy on each fold with the threshold that is best on the others.
    public let foldAccuracies: [Double]
    /// True accepts (VAL in FaceNet) on each fold at the threshold for the target FAR on the others.
    public let foldValidations: [Double]
    /// The false-accept rate that came of it on each fold.
    public let foldFARs: [Double]
    /// The area under the ROC averaged over the folds.
    public let area: Double
    public let equalErrorRate: Double

    public var accuracy: Double { foldAccuracies.mean }
    /// The population's standard deviation over the folds.
    public var accuracyDeviation: Double { foldAccuracies.spread }
    public var validation: Double { foldValidations.mean }
    public var validationDeviation: Double { foldValidations.spread }
    public var far: Double { foldFARs.mean }
  }

  /// Runs the protocol; `nil` with fewer pairs than folds.
  public func evaluate(_ pairs: EmbeddingPairs) -> Figures? {
    guard folds > 1, pairs.count >= folds else { return nil }
    let results = (0..<folds).map { fold in evaluate(fold: range(of: fold, in: pairs.count), pairs)
    }
    let curve = (0..<Self.accuracyGrid.count).map { index in
      (far: results.map { $0.curve[index].far }.mean, tar: results.map { $0.curve[index].tar }.mean)
    }
    return Figures(
      foldAccuracies: results.map(\.accuracy), foldValidations: results.map(\.validation),
      foldFARs: results.map(\.far), area: Self.area(under: curve),
      equalErrorRate: Self.equalErrorRate(of: curve))
  }

  /// The pairs of a fold.
  func range(of fold: Int, in count: Int) -> Range<Int> {
    let (size, rest) = (count / folds, count % folds)
    let start = fold * size + min(fold, rest)
    return start..<(start + size + (fold < rest ? 1 : 0))
  }

  private struct FoldResult {
    let accuracy: Double
    let validation: Double
    let far: Double
    let curve: [(far: Double, tar: Double)]
  }

  private func evaluate(fold: Range<Int>, _ pairs: EmbeddingPairs) -> FoldResult {
    let training = Array(0..<fold.lowerBound) + Array(fold.upperBound..<pairs.count)
    let distances = pairs.distances(minusMeanOf: subtractsMean ? training : nil)
    func counts(_ indices: some Sequence<Int>, _ grid: ThresholdGrid) -> AcceptCounts {
      AcceptCounts(indices.map { (distances[$0], pairs.same[$0]) }, grid)
    }
    let coarse = counts(training, Self.accuracyGrid)
    let test = counts(fold, Self.accuracyGrid)
    let best = (0..<Self.accuracyGrid.count).first { index in
      coarse.right(index) == coarse.mostRight
    }
    let threshold = validationThreshold(counts(training, Self.validationGrid))
    let tried = fold.map { (isAccepted: Double(distances[$0]) < threshold, same: pairs.same[$0]) }
    func share(_ same: Bool) -> Double {
      let all = tried.filter { $0.same == same }
      return all.isEmpty ? 0 : Double(all.count(where: \.isAccepted)) / Double(all.count)
    }
    return FoldResult(
      accuracy: Double(test.right(best ?? 0)) / Double(fold.count),
      validation: share(true), far: share(false),
      curve: (0..<Self.accuracyGrid.count).map { (test.far($0), test.tar($0)) })
  }

  /// The threshold at the target FAR, between two of the grid; 0 where the FAR never gets there.
  private func validationThreshold(_ counts: AcceptCounts) -> Double {
    let grid = Self.validationGrid
    guard let above = (0..<grid.count).first(where: { counts.far($0) >= targetFAR }) else {
      return 0
    }
    guard above > 0 else { return grid[0] }
    let (low, high) = (counts.far(above - 1), counts.far(above))
    return grid[above - 1] + (targetFAR - low) / (high - low) * (grid[above] - grid[above - 1])
  }

  private static func area(under curve: [(far: Double, tar: Double)]) -> Double {
    zip(curve, curve.dropFirst()).reduce(0) { sum, step in
      sum + (step.1.far - step.0.far) * (step.0.tar + step.1.tar) / 2
    }
  }

  /// The root of 1 − x = TAR(x), with TAR linear in FAR.
  private static func equalErrorRate(of curve: [(far: Double, tar: Double)]) -> Double {
    for (last, point) in zip(curve, curve.dropFirst()) where point.far >= 1 - point.tar {
      guard point.far > last.far else { return point.far }
      let slope = (point.tar - last.tar) / (point.far - last.far)
      return (1 - last.tar + slope * last.far) / (1 + slope)
    }
    return 1
  }
}
