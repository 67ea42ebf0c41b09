import Tensors
import Testing
import Verification

@testable import Training

/// Losses and gradients of PyTorch, from Golden/losses.py.
@Suite struct LossTests {
  struct Figures: Decodable {
    let loss: Double
    let gradients: [[Double]]
  }

  static let expected: [String: Figures] = golden("losses")
  static let people = [0, 0, 0, 1, 1, 2, 2, 2]

  /// The script's numbers.
  struct Numbers {
    let x, w, logits, alpha: Tensor
    let bias: Float

    init() {
      var generator = Congruential(state: 1)
      x = generator.tensor(8, 4)
      w = generator.tensor(3, 4)
      logits = generator.tensor(8, 3)
      alpha = generator.tensor(1, 4)
      bias = generator.values(1)[0]
    }
  }

  static func triplets(_ x: Tensor) -> [Triplet] {
    var generator = SeededGenerator(seed: 1)
    let batch = BatchDistances(x, people: people)
    return AllTriplets().triplets(in: batch, using: &generator)
  }

  static func projected(_ n: Numbers) -> Graded {
    let projection = Projection(weight: n.w)
    let x = projection(n.x)
    var graded = TripletLoss()(x, triplets(x))
    graded.gradient = projection.weightGradient(n.x, graded.gradient)
    return graded
  }

  static let losses: [String: @Sendable (Numbers) -> Graded] = [
    "triplet": { TripletLoss()($0.x, triplets($0.x)) },
    "triplet-sum": { TripletLoss(reduction: .sum)($0.x, triplets($0.x)) },
    "triplet-soft": { TripletLoss(form: .softMargin)($0.x, triplets($0.x)) },
    "contrastive": { ContrastiveLoss(margin: 1.5)($0.x, people: people) },
    "softmax": { SoftmaxLoss()($0.logits, people: people) },
    "softmax-smoothed": { SoftmaxLoss(smoothing: 0.1)($0.logits, people: people) },
    "center": { CenterLoss()($0.x, centers: $0.w, people: people) },
    "a-softmax": { AngularSoftmaxLoss()($0.x, weight: $0.w, people: people) },
    "a-softmax-5": { AngularSoftmaxLoss()($0.x, weight: $0.w, people: people, annealing: 5) },
    "arcface": { ArcFaceLoss(scale: 16)($0.x, weight: $0.w, people: people) },
    "arcface-wide": { ArcFaceLoss(margin: 1.5, scale: 4)($0.x, weight: $0.w, people: people) },
    "arcface-smoothed": {
      ArcFaceLoss(scale: 16, smoothing: 0.1)($0.x, weight: $0.w, people: people)
    },
    "deepid2": { DeepID2Loss(margin: 1.5)($0.x, logits: $0.logits, people: people) },
    "pairwise-hinge": { PairwiseHingeLoss()($0.x, people: people) },
    "pairwise-hinge-wide": {
      PairwiseHingeLoss(threshold: 1.5, margin: 0.2)($0.x, people: people)
    },
    "siamese": { SiameseLoss()($0.x, weights: $0.alpha, bias: $0.bias, people: people) },
    "projection": { projected($0) },
  ]

  @Test func everyLossHasFigures() {
    #expect(Self.expected.count == Self.losses.count)
  }

  @Test(arguments: losses.keys.sorted())
  func equalsPyTorch(name: String) throws {
    let loss = try #require(Self.losses[name])
    let expected = try #require(Self.expected[name])
    let found = loss(Numbers())
    #expect(abs(found.loss - expected.loss) <= 1e-6 * max(1, expected.loss))
    let gradients = [found.gradient] + found.parameters
    try #require(gradients.count == expected.gradients.count)
    for (gradient, expected) in zip(gradients, expected.gradients) {
      #expect(deviation(gradient.values, expected) <= 2e-6)
    }
  }

  @Test(arguments: losses.keys.sorted().filter { $0 != "deepid2" && $0 != "projection" })
  func gradientIsTheSlope(name: String) throws {
    let loss = try #require(Self.losses[name])
    let numbers = Numbers()
    let isOfLogits = name.hasPrefix("softmax")
    let start = isOfLogits ? numbers.logits : numbers.x
    let found = loss(numbers)
    for index in start.values.indices {
      let slope = slope(
        of: { loss(isOfLogits ? numbers.with(logits: $0) : numbers.with(x: $0)).loss },
        at: start, index, step: 1e-4)
      let expected = Double(found.gradient.values[index])
      #expect(abs(slope - expected) <= 2e-3 * max(1, abs(expected)), "\(index)")
    }
  }

  @Test func activeTripletsAreThoseWithALoss() {
    let x = Tensor(dimensions: [3, 1], values: [0, 0.1, 2])
    let near = Triplet(anchor: 0, positive: 1, negative: 2)
    let far = Triplet(anchor: 0, positive: 2, negative: 1)
    let found = TripletLoss(reduction: .sum)(x, [near, far])
    #expect(found.active == 1)
    #expect(abs(found.loss - (4 - 0.01 + 0.2)) < 1e-6)
  }

  @Test func equalEmbeddingsLoseTheMargin() {
    let x = Tensor(dimensions: [4, 2], repeating: 0.5)
    let triplets = [Triplet(anchor: 0, positive: 1, negative: 2)]
    let found = TripletLoss(margin: 0.3)(x, triplets)
    #expect(abs(found.loss - 0.3) < 1e-12)
    #expect(found.gradient.values.allSatisfy { $0 == 0 })
    let pairs = PairwiseHingeLoss()(x, people: [0, 0, 1, 1])
    #expect(pairs.gradient.values.allSatisfy { $0 == 0 })
    let contrastive = ContrastiveLoss()(x, people: [0, 0, 1, 1])
    #expect(contrastive.gradient.values.allSatisfy { $0 == 0 })
  }

  /// Equation 4 on numbers that a person can check.
  @Test func centersMoveTowardsTheirPeople() {
    let x = Tensor(dimensions: [3, 1], values: [1, 3, 5])
    let centers = Tensor(dimensions: [2, 1], values: [0, 5])
    let moved = CenterLoss().moved(centers, to: x, people: [0, 0, 1], pace: 0.5)
    // −½ · ((0 − 1) + (0 − 3)) / (1 + 2), and nothing to do for the other.
    #expect(abs(moved.values[0] - 2.0 / 3) < 1e-6)
    #expect(moved.values[1] == 5)
  }

  @Test func annealingFallsToFive() {
    #expect(AngularSoftmaxLoss.annealing(at: 0) == 1000)
    #expect(abs(AngularSoftmaxLoss.annealing(at: 100) - 1000 / 13) < 1e-9)
    #expect(AngularSoftmaxLoss.annealing(at: 1_000_000) == 5)
  }

  @Test(arguments: 1...5)
  func psiFallsFromOneAlongTheHalfCircle(multiple: Int) {
    let loss = AngularSoftmaxLoss(multiple: multiple)
    let values = stride(from: 1.0, through: -1, by: -0.001).map { loss.psi($0).value }
    #expect(values[0] == 1)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
    #expect(abs((values.last ?? 0) - (1 - 2 * Double(multiple))) < 1e-2)
  }
}

extension LossTests.Numbers {
  private init(x: Tensor, logits: Tensor, of other: Self) {
    self.x = x
    self.logits = logits
    (w, alpha, bias) = (other.w, other.alpha, other.bias)
  }

  func with(x: Tensor) -> Self { Self(x: x, logits: logits, of: self) }

  func with(logits: Tensor) -> Self { Self(x: x, logits: logits, of: self) }
}
