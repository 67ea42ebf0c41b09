import Tensors
import Training
import Verification

/// Picks a triplet of the latest batch to be looked at, and keeps it as long as the eye needs.
struct MinedTripletPicker {
  private(set) var triplet: MinedTriplet?
  private let photos: LabelledPhotos
  private var generator: SeededGenerator
  private var next = ContinuousClock.now

  private static let time = Duration.milliseconds(1500)

  init(_ photos: LabelledPhotos, seed: UInt64) {
    self.photos = photos
    generator = SeededGenerator(seed: seed)
  }

  /// The next batch gives a new one.
  mutating func forget() { next = .now }

  /// Mines as the plan does; losses of pairs are shown the hardest triplet of an anchor.
  mutating func look(at trainer: Trainer, _ batch: BatchDistances, step: Int) {
    guard ContinuousClock.now >= next else { return }
    next = .now + Self.time
    let plan = trainer.plan
    let rule = plan.loss.takesTriplets ? plan.mining : .batchHard
    let mined = rule.miner(margin: plan.margin).triplets(in: batch, using: &generator)
    triplet = mined.randomElement(using: &generator).map { chosen in
      let margin = plan.loss == .triplet ? plan.margin : 0
      func face(_ place: Int) -> MinedTriplet.Face { self.face(trainer.batchPhotos[place]) }
      return MinedTriplet(
        anchor: face(chosen.anchor), positive: face(chosen.positive),
        negative: face(chosen.negative), near: batch[chosen.anchor, chosen.positive],
        far: batch[chosen.anchor, chosen.negative], margin: margin, step: step)
    }
  }

  private func face(_ place: Int) -> MinedTriplet.Face {
    MinedTriplet.Face(
      key: "\(photos.names[photos.people[place]]) \(place)",
      person: photos.names[photos.people[place]],
      image: photos.images[place])
  }
}
