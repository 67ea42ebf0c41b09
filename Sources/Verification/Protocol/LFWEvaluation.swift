/// Choices of the evaluation on Labelled Faces in the Wild.
public struct LFWOptions: Hashable, Sendable {
  /// Squared L2 and the angle are those of davidsandberg/facenet.
  public var metric = Metric.squaredL2
  /// Takes the mean of the training folds' embeddings from all before measuring.
  public var subtractsMean = false
  public var folds = 10
  /// The false-accept rate of the validation rate.
  public var targetFAR = 1e-3
  /// Thresholds end before this; their steps are 1/400 of it for the accuracy and 1/4000 for the
  /// validation rate. 4 is the range of squared L2 on the unit sphere.
  public var largestThreshold = 4.0

  public init() {}
}

/// The figures of the evaluation on Labelled Faces in the Wild, as `lfw.py` and `facenet.py` of
/// davidsandberg/facenet take them.
public struct LFWEvaluation: Hashable, Sendable {
  /// For each fold, the accuracy at the threshold that is best on the others.
  public let foldAccuracies: [Double]
  public let foldThresholds: [Double]
  /// For each fold, the true accepts (VAL) and false accepts at the threshold that gives the target
  /// FAR on the others; `nil` where the fold lacks such pairs.
  public let foldVALs: [Double?]
  public let foldFARs: [Double?]
  /// TPR and FPR against the thresholds 0, 0.01 …, averaged over the folds.
  public let roc: [CurvePoint]
  /// The area under `roc`, by trapezoids.
  public let areaUnderCurve: Double
  /// Where `roc` meets FRR = FAR.
  public let equalErrorRate: Double

  public var accuracy: Double { foldAccuracies.mean }
  /// Of the population, as are all spreads here.
  public var accuracySpread: Double { foldAccuracies.spread }
  public var val: Double { foldVALs.compactMap { $0 }.mean }
  public var valSpread: Double { foldVALs.compactMap { $0 }.spread }
  /// The false-accept rate that `val` really has.
  public var valFAR: Double { foldFARs.compactMap { $0 }.mean }
}

extension LFWEvaluation {
  /// Evaluates the pairs in `folds` contiguous parts, the first ones larger by a pair where they
  /// can't be equal; `nil` with fewer pairs than folds, or fewer than two folds.
  public init?(_ pairs: LabelledPairs, _ options: LFWOptions = LFWOptions()) {
    guard options.folds > 1, pairs.count >= options.folds else { return nil }
    let parts = Self.parts(of: pairs.count, folds: options.folds)
    let folds = parts.map { LFWFold(pairs, test: $0, options) }
    foldAccuracies = folds.map(\.accuracy)
    foldThresholds = folds.map(\.threshold)
    foldVALs = folds.map(\.val)
    foldFARs = folds.map(\.far)
    let thresholds = options.thresholds(400)
    roc = thresholds.indices.map { index in
      CurvePoint(
        threshold: thresholds[index], tar: folds.map { $0.curve[index].tar }.mean,
        far: folds.map { $0.curve[index].far }.mean)
    }
    areaUnderCurve = zip(roc, roc.dropFirst()).reduce(0) {
      $0 + ($1.1.far - $1.0.far) * ($1.1.tar + $1.0.tar) / 2
    }
    equalErrorRate = Self.equalErrorRate(roc)
  }

  /// scikit-learn's `KFold` without shuffling.
  static func parts(of count: Int, folds: Int) -> [Range<Int>] {
    var start = 0
    return (0..<folds).map { fold in
      let part = start..<(start + count / folds + (fold < count % folds ? 1 : 0))
      start = part.upperBound
      return part
    }
  }

  /// The root of 1 − x − TPR(x), TPR linear between the points and, past the last, up to (1, 1).
  private static func equalErrorRate(_ roc: [CurvePoint]) -> Double {
    var before = CurvePoint(threshold: 0, tar: 0, far: 0)
    for point in roc + [CurvePoint(threshold: .infinity, tar: 1, far: 1)] {
      let (old, new) = (1 - before.far - before.tar, 1 - point.far - point.tar)
      if new <= 0 { return before.far + old / (old - new) * (point.far - before.far) }
      before = point
    }
    return 1
  }
}

extension LFWOptions {
  fileprivate func thresholds(_ count: Int) -> [Double] {
    // 4 × 0.0025 and 4 × 0.00025 are the doubles 0.01 and 0.001.
    (0..<count).map { Double($0) * (largestThreshold / Double(count)) }
  }
}

/// A fold's figures.
private struct LFWFold {
  let threshold: Double
  let accuracy: Double
  let val: Double?
  let far: Double?
  let curve: [(tar: Double, far: Double)]

  init(_ pairs: LabelledPairs, test part: Range<Int>, _ options: LFWOptions) {
    let mean = options.subtractsMean ? pairs.mean { !part.contains($0) } : nil
    let distances = pairs.distances(metric: options.metric, subtracting: mean)
    let training = Self.scores(pairs, distances) { !part.contains($0) }
    let test = Self.scores(pairs, distances) { part.contains($0) }
    let thresholds = options.thresholds(400)
    let right = thresholds.map { training.rates(at: $0).accuracy.successes }
    let best = right.max().flatMap { right.firstIndex(of: $0) } ?? 0
    threshold = thresholds[best]
    accuracy = test.rates(at: threshold).accuracy.rate ?? 0
    curve = thresholds.map {
      let rates = test.rates(at: $0)
      return (rates.tar.rate ?? 0, rates.far.rate ?? 0)
    }
    let fine = options.thresholds(4000)
    let rates = test.rates(at: Self.threshold(training, fine, target: options.targetFAR))
    val = rates.tar.rate
    far = rates.far.rate
  }

  private static func scores(
    _ pairs: LabelledPairs, _ distances: [Float], where isIncluded: (Int) -> Bool
  ) -> ScoreSet {
    let chosen = distances.indices.filter(isIncluded)
    return ScoreSet(
      mated: chosen.filter { pairs.isSame[$0] }.map { distances[$0] },
      nonMated: chosen.filter { !pairs.isSame[$0] }.map { distances[$0] })
  }

  /// The threshold that FAR, linear between the thresholds, has the target at; 0 where it never
  /// gets there.
  private static func threshold(
    _ scores: ScoreSet, _ thresholds: [Double], target: Double
  ) -> Double {
    let rates = thresholds.map { scores.far(at: $0).rate ?? 0 }
    guard let highest = rates.last, highest >= target else { return 0 }
    // The last that is at most the target, as numpy's `interp` takes it.
    let above = rates.partitioningIndex { $0 > target }
    guard above > 0 else { return thresholds[0] }
    guard above < rates.count else { return thresholds[above - 1] }
    let (low, high) = (rates[above - 1], rates[above])
    let step = thresholds[above] - thresholds[above - 1]
    return thresholds[above - 1] + step * (target - low) / (high - low)
  }
}

extension [Double] {
  /// 0 without any.
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// The population's standard deviation; 0 without any.
  var spread: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }
}
