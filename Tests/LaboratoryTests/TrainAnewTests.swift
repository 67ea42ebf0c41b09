import Terminal
import Testing

@testable import Laboratory

/// A training in place of one whose network is still there.
@Suite struct TrainAnewTests {
  /// A laboratory that reads photos for a training in place of the one under way.
  private func startingAnew() throws -> (LaboratoryModel, TrainingRequest) {
    var model = TrainStates.running()
    model.press(.character("n"))
    let request = try #require(model.press(.character("y")).trainingRequest)
    return (model, request)
  }

  @Test func aNetworkStaysUntilTheNextCanBegin() throws {
    var (model, next) = try startingAnew()
    let first = model.train.run
    #expect(next.replaced == first && next.run != first)
    #expect(model.train.phase == .running && model.train.snapshot?.step == 240)
    _ = model.update(.training(.preparing(done: 7, total: 90), run: next.run))
    #expect(model.text().contains("Bringing photos to 56×48 pixels: 7 of 90"))
    // It still takes orders, and learns.
    #expect(model.press(.character(" ")).orders == [.pause])
    _ = model.update(.training(.progress(Fixtures.snapshot(after: 241)), run: first))
    #expect(model.train.snapshot?.step == 241)
    _ = model.update(.training(.ended, run: first))
    #expect(model.train.phase == .preparing(done: 7, total: 90) && model.train.snapshot == nil)
    _ = model.update(.training(.began(TrainStates.facts), run: next.run))
    #expect(model.train.run == next.run && model.train.phase == .running)
  }

  @Test func aNextThatCannotBeginLeavesTheNetwork() throws {
    var (model, next) = try startingAnew()
    let first = model.train.run
    _ = model.update(.training(.failed("/photos: no such file or folder"), run: next.run))
    #expect(model.text().contains("Training: /photos: no such file"))
    #expect(model.train.run == first && model.train.phase == .running)
    #expect(model.train.snapshot?.step == 240 && model.train.problem == nil)
    // Another try is another training.
    model.press(.character("n"))
    let again = try #require(model.press(.character("y")).trainingRequest)
    #expect(again.run > next.run && again.replaced == first)
  }

  @Test(arguments: [Key.character("x"), .escape])
  func readingForTheNextIsStoppedFirst(_ key: Key) throws {
    var (model, next) = try startingAnew()
    let effects = model.press(key)
    guard case .orderTraining(.stop, run: next.run)? = effects.first else {
      Issue.record("the reading goes on")
      return
    }
    _ = model.update(.training(.ended, run: next.run))
    #expect(model.train.next == nil && model.train.phase == .running)
  }

  @Test func anewIsRefusedInWordsWhereNothingCanBegin() {
    var model = Fixtures.empty(columns: 120, rows: 40)
    _ = model.update(.collectionLoaded(Collection()))
    model.train.settings.source = .folder("/photos")
    Fixtures.showTraining(&model)
    model.train.settings.source = .gallery
    #expect(model.press(.character("n")).isEmpty)
    #expect(model.overlay == nil && model.text().contains("two photos each"))
    #expect(model.train.phase == .running)
  }
}
