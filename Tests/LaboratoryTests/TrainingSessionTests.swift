import Imaging
import Testing

@testable import Laboratory
@testable import Training

/// A training on tiny data: it obeys, and tells.
@Suite struct TrainingSessionTests {
  @Test func singleStepsAreTakenOneByOne() throws {
    let listener = TrainingListener()
    let session = try TinyTraining.session(listener)
    for order in [TrainingOrder.pause, .step, .step, .step, .stop] { listener.orders.put(order) }
    session.run()
    #expect(session.trainer.steps == 3)
    let last = try #require(listener.snapshots.last)
    #expect(last.step == 3 && last.history.lastStep == 3)
    #expect(last.space?.points.count == 16 && last.space?.before.count == 16)
    #expect(last.space?.whose == .trained)
    #expect(last.distances?.equalError != nil)
    #expect(last.history.measurements.map(\.step) == [0])
    guard case .ended? = listener.news.withLock({ $0.last }) else {
      Issue.record("it did not end")
      return
    }
  }

  @Test func settingsChangeBetweenSteps() throws {
    let listener = TrainingListener()
    let session = try TinyTraining.session(listener)
    var other = TinyTraining.settings
    other.plan.margin = 0.4
    other.plan.mining = .hardest
    var third = other
    third.plan.loss = .contrastive
    let orders: [TrainingOrder] = [
      .pause, .step, .adjust(other), .step, .adjust(third), .step, .show(.heldOut), .stop,
    ]
    for order in orders { listener.orders.put(order) }
    session.run()
    // A change of the loss goes on with weights and steps.
    #expect(session.trainer.steps == 3)
    #expect(session.trainer.plan.loss == .contrastive)
    let last = try #require(listener.snapshots.last)
    #expect(last.history.changes.map(\.words).first == "mining hardest, margin 0.40")
    #expect(last.history.changes.map(\.step) == [1, 2])
    #expect(last.space?.whose == .heldOut)
    #expect(last.triplet?.step == 3)
  }

  /// The triplet shown is one that the rule could have mined, with the distances of its batch.
  @Test func theTripletIsOfTheBatch() throws {
    let listener = TrainingListener()
    let session = try TinyTraining.session(listener)
    for order in [TrainingOrder.pause, .step, .stop] { listener.orders.put(order) }
    session.run()
    let triplet = try #require(listener.snapshots.last?.triplet)
    #expect(triplet.anchor.person == triplet.positive.person)
    #expect(triplet.anchor.person != triplet.negative.person)
    #expect(triplet.kind == .semiHard)
    #expect(triplet.anchor.key != triplet.positive.key)
  }

  /// A change of what the loss has no use for is none.
  @Test func whatTheLossHasNoUseForIsNoChange() throws {
    let listener = TrainingListener()
    var pairs = TinyTraining.settings
    pairs.plan.loss = .contrastive
    let session = try TinyTraining.session(listener, pairs)
    var other = pairs
    other.plan.mining = .hardest
    for order in [TrainingOrder.pause, .adjust(other), .stop] { listener.orders.put(order) }
    session.run()
    #expect(listener.snapshots.last?.history.changes.isEmpty == true)
  }

  @Test func itTakesAsManyThreadsAsItIsGiven() throws {
    for threads in [1, 2] {
      let session = try TinyTraining.session(TrainingListener(), threads: threads)
      #expect(session.trainer.learner.threads == threads)
    }
  }

  /// A rate at which weights run off pauses the training in words instead of ending it.
  @Test func aLossThatIsNoNumberPauses() throws {
    let listener = TrainingListener()
    var wild = TinyTraining.settings
    wild.plan.optimiser = .sgd
    wild.plan.rate = 1e30
    let session = try TinyTraining.session(listener, wild)
    for order in [TrainingOrder.pause] + Array(repeating: .step, count: 6) + [.stop] {
      listener.orders.put(order)
    }
    session.run()
    let halts = listener.news.withLock {
      $0.contains { if case .halted = $0 { true } else { false } }
    }
    #expect(halts)
    #expect(listener.snapshots.last?.diagnosis == .notFinite)
  }

  @Test func onePersonIsRefused() {
    #expect(throws: TrainingError.onePerson) {
      let alone = TrainingPhotos(TinyTraining.photos(people: 1), TinyTraining.settings)
      _ = try TinyTraining.session(TrainingListener(), photos: alone)
    }
  }

  /// People are held out whole, and those with one photo are left out.
  @Test func peopleAreParted() {
    var all = TinyTraining.photos()
    all = LabelledPhotos(
      names: all.names + ["Single"], people: all.people + [6],
      images: all.images + [Image(width: 48, height: 56)])
    let parted = TrainingPhotos(all, TinyTraining.settings)
    #expect(Set(parted.trained.people) == [0, 1, 2, 3])
    #expect(Set(parted.heldOut.people) == [4, 5])
    #expect(parted.trained.count + parted.heldOut.count == 24)
  }

  /// The share of violating triplets, against three nested loops.
  @Test func theViolatingShareIsThatOfAllTriplets() {
    var random = SplitMix(state: 5)
    let people = [0, 0, 1, 1, 1, 2, 2, 3]

    let values = (0..<people.count * 3).map { _ in Float(random.next() % 1000) / 1000 }
    let batch = BatchDistances(
      .init(dimensions: [people.count, 3], values: values), people: people)
    var plan = TrainingPlan()
    for margin in [0, 0.1, 0.5] {
      plan.margin = margin
      var (violating, all) = (0, 0)
      for a in people.indices {
        for p in people.indices where p != a && people[p] == people[a] {
          for n in people.indices where people[n] != people[a] {
            all += 1
            if batch[a, p] - batch[a, n] + margin > 0 { violating += 1 }
          }
        }
      }
      #expect(batch.violatingShare(plan) == Double(violating) / Double(all))
    }
  }
}
