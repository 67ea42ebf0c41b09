import Tensors

/// Times of the way from embeddings to figures, on people who don't exist.
public struct AllPairsBenchmark: Hashable, Sendable {
  public let faces: Int
  public let dimension: Int
  public let pairs: Int
  public let threads: Int
  /// From embeddings to the ROC curve, AUC, EER and TAR at FAR 1e-3.
  public let curve: Duration
  public let areaUnderROC: Double
  public let equalErrorRate: Double

  /// Runs once, with people of one to three faces as in LFW, and every fiftieth of forty.
  ///
  /// - Returns: `nil` where the faces make no pairs of both classes.
  public init?(
    faces: Int = 13_233, dimension: Int = 128, metric: Metric = .l2, threads: Int? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    let set = Self.embeddings(faces, dimension, &generator)
    let clock = ContinuousClock()
    let start = clock.now
    guard
      let scores = PairAnalysis(of: set, metric: metric, threads: threads)?.scores,
      let area = scores.areaUnderROC(), let equal = scores.equalErrorRate(),
      scores.curve(detail: 1000) != nil, scores.operatingPoint(atFAR: 1e-3) != nil
    else { return nil }
    curve = clock.now - start
    self.faces = faces
    self.dimension = dimension
    pairs = scores.count
    self.threads = threads ?? Processors.available
    areaUnderROC = area
    equalErrorRate = equal.rate
  }

  private static func embeddings(
    _ faces: Int, _ dimension: Int, _ generator: inout some RandomNumberGenerator
  ) -> EmbeddingSet {
    var set = EmbeddingSet(people: [], dimension: dimension, values: [])
    var person = 0
    while set.count < faces {
      let centre = vector(dimension, &generator)
      let own = person % 50 == 0 ? 40 : person % 3 + 1
      for _ in 0..<min(own, faces - set.count) {
        let face = zip(centre, vector(dimension, &generator)).map { $0 + 0.9 * $1 }
        let norm = face.reduce(0) { $0 + $1 * $1 }.squareRoot()
        set.append(face.map { $0 / norm }, person: person)
      }
      person += 1
    }
    return set
  }

  private static func vector(
    _ dimension: Int, _ generator: inout some RandomNumberGenerator
  ) -> [Float] {
    (0..<dimension).map { _ in Float.random(in: -0.5...0.5, using: &generator) }
  }
}
