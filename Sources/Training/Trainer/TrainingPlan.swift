/// What a training does: all that a run can be repeated from, besides photos and network.
public struct TrainingPlan: Sendable, Equatable {
  public var loss = LossName.triplet
  public var mining = MiningRule.semiHard
  /// People of a batch.
  public var people = 15
  /// Photos of each.
  public var photos = 4
  /// Photos of other people, added to each batch.
  public var furtherNegatives = 0
  /// Of the loss, in its own unit; `LossName.usualMargin` unless given.
  public var margin: Double
  /// The share of what a softmax over people wants that is spread evenly over all of them.
  public var smoothing = 0.0
  public var optimiser = OptimiserName.adam
  public var rate = 1e-3
  public var weightDecay = 0.0
  public var schedule = Schedule()
  /// The decay of the average of weights that is evaluated and saved as the model, in place of the
  /// latest weights, if at all.
  public var averaging: Double?
  /// The norm to which gradients are clipped, if at all.
  public var clipping: Double?
  public var augmentation = Augmentation()
  public var seed: UInt64 = 1

  public init(loss: LossName = .triplet, margin: Double? = nil) {
    self.loss = loss
    self.margin = margin ?? loss.usualMargin
  }

  /// Checks that something can be learnt from photos of these people, and the plan's numbers.
  func check(people: [Int]) throws(TrainingError) {
    try checkPhotos(of: people)
    guard Float(rate).isFinite, Float(rate) > 0 else { throw .rate(rate) }
    guard loss.margins.contains(margin) else { throw .margin(margin) }
    guard (0..<1).contains(smoothing) else { throw .smoothing(smoothing) }
    guard (0..<1).contains(averaging ?? 0) else { throw .averaging(averaging ?? 0) }
  }

  /// Batches need photos of one person, and of others.
  private func checkPhotos(of people: [Int]) throws(TrainingError) {
    let counts = Dictionary(grouping: people) { $0 }.mapValues(\.count)
    guard counts.count > 1 else { throw .onePerson }
    let several = counts.values.count { $0 > 1 }
    guard several > (furtherNegatives > 0 ? 0 : 1) else { throw .singlePhotos }
    guard loss.comparesPhotos else { return }
    guard photos > 1, self.people > 1 || furtherNegatives > 0 else {
      throw .batch(people: self.people, photos: photos)
    }
  }

  /// The norm beyond which gradients are clipped.
  var clippingLimit: Float { clipping.map { Float($0) } ?? .infinity }

  /// - Parameter step: counted from 0.
  func scheduledRate(at step: Int) -> Double { rate * schedule.factor(at: step) }
}
