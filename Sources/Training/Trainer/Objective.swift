import Glibc
import Tensors
import Verification

/// A loss as a training uses it: with its mining, and with weights of its own where it has some.
struct Objective: Sendable {
  var loss: LossName
  var margin: Double
  private let smoothing: Double
  var mining: MiningRule
  /// What gradients change besides the network: a row of weights for each person and the biases, or
  /// the weights of components. Empty for losses on embeddings alone.
  var weights: [Float]
  /// The center of each person, people × D, for the center loss; otherwise empty.
  var centers: [Float]
  var optimiser: any Optimiser
  /// The training's step from which this loss is used, for losses that change over time.
  var start = 0
  private let people: Int
  private let components: Int
  /// What embeddings are multiplied by before they are compared with people's weights.
  private let scale: Float

  /// Embeddings of length 1 leave the logits of a softmax no room (Wang et al. 2017, "NormFace",
  /// section 3.3), so that they are made this long; 64, as Deng et al. take, is for thousands of
  /// people.
  static let scaleOfUnits = 16.0

  /// s of ArcFace: √2 · ln(people − 1) as Zhang et al. 2019, "AdaCos", fix it, 5 for 30 people and 10
  /// for 1,000. Logits longer than that are soon content, and strangers pay for it; fewer than
  /// eighteen people would leave them no room.
  static func scaleOfCosines(people: Int) -> Double {
    max(4, 2.0.squareRoot() * log(max(1, Double(people - 1))))
  }

  /// - Parameters:
  ///   - people: the number of people, who are called 0 ..< people.
  ///   - areUnits: whether embeddings have length 1.
  init(
    _ plan: TrainingPlan, people: Int, components: Int, areUnits: Bool,
    using generator: inout some RandomNumberGenerator
  ) {
    loss = plan.loss
    margin = plan.margin
    smoothing = plan.smoothing
    mining = plan.mining
    self.people = people
    self.components = components
    scale = areUnits ? Float(Self.scaleOfUnits) : 1
    optimiser = plan.optimiser.optimiser(weightDecay: Float(plan.weightDecay))
    centers = Array(repeating: 0, count: plan.loss == .center ? people * components : 0)
    weights = []
    weights = startWeights(using: &generator)
  }

  private func startWeights(using generator: inout some RandomNumberGenerator) -> [Float] {
    func rows() -> [Float] {
      (0..<people * components).map { _ in Float(0.01 * Double.normal(using: &generator)) }
    }
    switch loss {
    case .triplet, .softTriplet, .contrastive, .pairwiseHinge: return []
    case .arcface, .angularSoftmax: return rows()
    case .softmax, .center, .deepID2: return rows() + Array(repeating: 0, count: people)
    case .siamese:
      // Where the distance of two random directions is expected, so that both answers start as
      // likely.
      let middle = 2 * (Double(components) / .pi).squareRoot()
      return Array(repeating: 1, count: components) + [Float(middle)]
    }
  }

  /// The loss of a batch, with the triplets it was taken over.
  ///
  /// - Parameters:
  ///   - people: 0 ..< the number of people.
  ///   - step: counted from 0, for losses that change over a training.
  func callAsFunction(
    _ embeddings: Tensor, people: [Int], _ batch: BatchDistances, step: Int,
    using generator: inout some RandomNumberGenerator
  ) -> (graded: Graded, mining: MiningFigures?) {
    guard loss.takesTriplets else { return (graded(embeddings, people, step), nil) }
    let triplets = mining.miner(margin: margin).triplets(in: batch, using: &generator)
    let form: TripletLoss.Form = loss == .triplet ? .hinge : .softMargin
    let graded = TripletLoss(margin: margin, form: form)(embeddings, triplets)
    return (graded, MiningFigures(triplets, in: batch, active: graded.active))
  }

  private func graded(_ embeddings: Tensor, _ people: [Int], _ step: Int) -> Graded {
    switch loss {
    case .triplet, .softTriplet: Graded(gradient: embeddings.zeros)
    case .contrastive: ContrastiveLoss(margin: margin)(embeddings, people: people)
    case .pairwiseHinge: PairwiseHingeLoss(margin: margin)(embeddings, people: people)
    case .siamese:
      SiameseLoss()(
        embeddings,
        weights: Tensor(dimensions: [1, components], values: Array(weights.dropLast())),
        bias: weights.last ?? 0, people: people)
    case .arcface:
      ArcFaceLoss(
        margin: margin, scale: Self.scaleOfCosines(people: self.people), smoothing: smoothing
      )(embeddings, weight: rows(weights), people: people)
    case .angularSoftmax:
      scaled(embeddings) {
        AngularSoftmaxLoss(multiple: LossName.multiple(margin), smoothing: smoothing)(
          $0, weight: rows(weights), people: people,
          annealing: AngularSoftmaxLoss.annealing(at: step - start))
      }
    case .softmax: scaled(embeddings) { classified($0, people) }
    case .center:
      scaled(embeddings) {
        classified($0, people)
          + CenterLoss(reduction: .mean)($0, centers: rows(centers), people: people)
          .scaled(by: margin)
      }
    case .deepID2: deepID2(embeddings, people)
    }
  }

  /// A loss on embeddings that are as long as it needs, with the derivative by those that came.
  private func scaled(_ embeddings: Tensor, _ loss: (Tensor) -> Graded) -> Graded {
    var graded = loss(embeddings.scaled(by: scale))
    graded.gradient = graded.gradient.scaled(by: scale)
    return graded
  }

  private var layer: PeopleLayer {
    PeopleLayer(
      weight: rows(weights),
      bias: Tensor(dimensions: [1, people], values: Array(weights.suffix(people))))
  }

  private func deepID2(_ embeddings: Tensor, _ people: [Int]) -> Graded {
    let (layer, long) = (layer, embeddings.scaled(by: scale))
    var graded = DeepID2Loss(margin: margin, smoothing: smoothing)(
      embeddings, logits: layer(long), people: people)
    let (gradient, parameters) = layer.gradients(long, graded.parameters[0])
    graded.gradient = graded.gradient + gradient.scaled(by: scale)
    graded.parameters = parameters
    return graded
  }

  /// The softmax over people.
  private func classified(_ embeddings: Tensor, _ people: [Int]) -> Graded {
    let layer = layer
    var graded = SoftmaxLoss(smoothing: smoothing)(layer(embeddings), people: people)
    (graded.gradient, graded.parameters) = layer.gradients(embeddings, graded.gradient)
    return graded
  }

  private func rows(_ values: [Float]) -> Tensor {
    Tensor(dimensions: [people, components], values: Array(values.prefix(people * components)))
  }

  /// Takes over what the same loss has learnt before.
  mutating func goOn(from other: Objective) {
    (weights, centers, start) = (other.weights, other.centers, other.start)
  }

  /// Changes the weights of its own, once it is known that all numbers are finite.
  mutating func learn(
    _ graded: Graded, _ embeddings: Tensor, people: [Int], rate: Float
  ) {
    let gradients = graded.parameters.flatMap(\.values)
    if !gradients.isEmpty {
      weights.withUnsafeMutableBufferPointer { weights in
        gradients.withUnsafeBufferPointer { optimiser.step(weights, $0, rate: rate) }
      }
    }
    if !centers.isEmpty {
      centers =
        CenterLoss().moved(
          rows(centers), to: embeddings.scaled(by: scale), people: people
        ).values
    }
  }
}
