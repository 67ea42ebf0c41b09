import Foundation
import Imaging
import Networks
import Synchronization
import Testing
import Training

@testable import Laboratory

/// A training on tiny data: it obeys, tells, and its files go on.
@Suite struct TrainingSessionTests {
  /// People of one colour each, a little lighter or darker from photo to photo.
  private func photos(people: Int = 6, of each: Int = 4) -> LabelledPhotos {
    var images: [Image] = []
    for person in 0..<people {
      for photo in 0..<each {
        images.append(
          Image(
            width: 48, height: 56, red: UInt8(20 + 30 * person), green: UInt8(200 - 25 * person),
            blue: UInt8(60 + 10 * photo)))
      }
    }
    return LabelledPhotos(
      names: (0..<people).map { "Person \($0)" },
      people: (0..<people * each).map { $0 / each }, images: images)
  }

  private var settings: TrainingSettings {
    var settings = TrainingSettings()
    settings.plan.people = 4
    settings.plan.photos = 3
    settings.components = 8
    settings.heldOutShare = 0.34
    return settings
  }

  /// Collects what a training tells on its thread, and gives orders in answer.
  private final class Listener: Sendable {
    let news = Mutex<[TrainingNews]>([])
    let orders = TrainingOrders()

    var snapshots: [TrainingSnapshot] {
      news.withLock {
        $0.compactMap { if case .progress(let snapshot) = $0 { snapshot } else { nil } }
      }
    }
  }

  private func session(
    _ settings: TrainingSettings, _ listener: Listener
  ) throws -> TrainingSession {
    try TrainingSession(
      settings, TrainingPhotos(photos(), settings), orders: listener.orders,
      tell: { news in listener.news.withLock { $0.append(news) } })
  }

  @Test func singleStepsAreTakenOneByOne() throws {
    let listener = Listener()
    let session = try session(settings, listener)
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
    let listener = Listener()
    let session = try session(settings, listener)
    var other = settings
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
    let listener = Listener()
    let session = try session(settings, listener)
    for order in [TrainingOrder.pause, .step, .stop] { listener.orders.put(order) }
    session.run()
    let triplet = try #require(listener.snapshots.last?.triplet)
    #expect(triplet.anchor.person == triplet.positive.person)
    #expect(triplet.anchor.person != triplet.negative.person)
    #expect(triplet.kind == .semiHard)
    #expect(triplet.anchor.key != triplet.positive.key)
  }

  @Test func aSavedNetworkGoesOn() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.safetensors")
    let listener = Listener()
    let first = try session(settings, listener)
    let orders: [TrainingOrder] = [
      .pause, .step, .step, .save(path: path, isReplacing: false),
      .save(path: path, isReplacing: false),
      .save(path: folder.path("absent/net.safetensors"), isReplacing: false), .stop,
    ]
    for order in orders { listener.orders.put(order) }
    first.run()
    #expect(!listener.orders.isSaving)
    let answers = listener.news.withLock { news in
      news.compactMap { item -> String? in
        switch item {
        case .saved(_, let steps): "saved \(steps)"
        case .exists: "exists"
        case .notSaved: "not saved"
        default: nil
        }
      }
    }
    #expect(answers == ["saved 2", "exists", "not saved"])
    let again = try Trainer(
      settings.network, TrainingPhotos(photos(), settings).trained, settings.plan, threads: 1)
    try again.resume(from: path)
    #expect(again.steps == 2)
    #expect(again.parameters == first.trainer.parameters)
  }

  /// A change of what the loss has no use for is none.
  @Test func whatTheLossHasNoUseForIsNoChange() throws {
    let listener = Listener()
    var pairs = settings
    pairs.plan.loss = .contrastive
    let session = try session(pairs, listener)
    var other = pairs
    other.plan.mining = .hardest
    for order in [TrainingOrder.pause, .adjust(other), .stop] { listener.orders.put(order) }
    session.run()
    #expect(listener.snapshots.last?.history.changes.isEmpty == true)
  }

  /// A rate at which weights run off pauses the training in words instead of ending it.
  @Test func aLossThatIsNoNumberPauses() throws {
    let listener = Listener()
    var wild = settings
    wild.plan.optimiser = .sgd
    wild.plan.rate = 1e30
    let session = try session(wild, listener)
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
      _ = try TrainingSession(
        settings, TrainingPhotos(photos(people: 1), settings), orders: TrainingOrders(),
        tell: { _ in })
    }
  }

  /// People are held out whole, and those with one photo are left out.
  @Test func peopleAreParted() {
    var all = photos()
    all = LabelledPhotos(
      names: all.names + ["Single"], people: all.people + [6],
      images: all.images + [Image(width: 48, height: 56)])
    let parted = TrainingPhotos(all, settings)
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
