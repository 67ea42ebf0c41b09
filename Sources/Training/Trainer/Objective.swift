import Glibc
import Tensors
import Verification

/// A loss as a training uses it: with its mining, and with weights of its own where it has some.
struct Objective: Sendable {
  var loss: LossName
  var margin: Double
  var mining: MiningRule
  /// One row a person, for losses that compare with such; otherwise empty.
  var weights: [Float]
  private let people: Int
  private let components: Int

  init(
    _ plan: TrainingPlan, people: Int, components: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    loss = plan.loss
    margin = plan.margin
    mining = plan.mining
    self.people = people
    self.components = components
    let count = plan.loss == .arcface ? people * components : 0
    weights = (0..<count).map { _ in Float(0.01 * Double.normal(using: &generator)) }
  }

  /// The loss of a batch, with the triplets it was taken over.
  func callAsFunction(
    _ embeddings: Tensor, people: [Int], _ batch: BatchDistances,
    using generator: inout some RandomNumberGenerator
  ) -> (graded: Graded, mining: MiningFigures?) {
    switch loss {
    case .triplet, .softTriplet:
      let triplets = mining.miner(margin: margin).triplets(in: batch, using: &generator)
      let form: TripletLoss.Form = loss == .triplet ? .hinge : .softMargin
      return (
        TripletLoss(margin: margin, form: form)(embeddings, triplets),
        MiningFigures(triplets, in: batch, margin: margin)
      )
    case .contrastive:
      return (ContrastiveLoss(margin: margin)(embeddings, people: people), nil)
    case .pairwiseHinge:
      return (PairwiseHingeLoss(margin: margin)(embeddings, people: people), nil)
    case .arcface:
      let weight = Tensor(dimensions: [self.people, components], values: weights)
      // Deng et al. take 64 for thousands of people.
      let loss = ArcFaceLoss(margin: margin, scale: 16)
      return (loss(embeddings, weight: weight, people: people), nil)
    }
  }
}
