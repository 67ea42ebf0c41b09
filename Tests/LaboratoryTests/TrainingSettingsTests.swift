import Testing
import Training

@testable import Laboratory

/// The settings of a training, moved by keys.
@Suite struct TrainingSettingsTests {
  @Test func marginsMoveInWholeSteps() {
    var settings = TrainingSettings()
    #expect(settings.plan.margin == 0.2)
    settings.change(.margin, up: true)
    #expect(abs(settings.plan.margin - 0.25) < 1e-12)
    settings.change(.margin, up: true, isFine: true)
    #expect(abs(settings.plan.margin - 0.26) < 1e-12)
    settings.change(.margin, up: true)
    #expect(abs(settings.plan.margin - 0.3) < 1e-12)
    for _ in 0..<100 { settings.change(.margin, up: true) }
    #expect(settings.plan.margin == 2)
    for _ in 0..<300 { settings.change(.margin, up: false, isFine: true) }
    #expect(settings.plan.margin == 0)
  }

  /// Up and down again is where it was, for every setting and from every value on the way.
  @Test(arguments: TrainingField.allCases) func upAndDownAgain(_ field: TrainingField) {
    var settings = TrainingSettings()
    for _ in 0..<6 {
      var there = settings
      there.change(field, up: true)
      if there == settings { break }
      var back = there
      back.change(field, up: false)
      #expect(field.value(back) == field.value(settings), "\(field.rawValue)")
      settings = there
    }
  }

  @Test func aLossBringsItsMargin() {
    var settings = TrainingSettings()
    for _ in LossName.allCases {
      settings.change(.loss, up: true)
      #expect(settings.plan.margin == settings.plan.loss.usualMargin)
    }
    #expect(settings.plan.loss == .triplet)
  }

  @Test func ratesStayWithinTheirLadder() {
    var settings = TrainingSettings()
    settings.change(.rate, up: true)
    #expect(settings.plan.rate == 2e-3)
    settings.change(.rate, up: false, isFine: true)
    #expect(settings.plan.rate.scientific == "1.8e-3")
    settings.change(.rate, up: false)
    #expect(settings.plan.rate == 1e-3)
    for _ in 0..<50 { settings.change(.rate, up: true) }
    #expect(settings.plan.rate == 1)
    for _ in 0..<50 { settings.change(.rate, up: false) }
    #expect(settings.plan.rate == 1e-6)
  }

  /// Of one person alone there are no strangers to be told from, neither in training nor among
  /// those held out.
  @Test func nobodyIsHeldOutOrLeftAlone() {
    var settings = TrainingSettings()
    settings.heldOutShare = 0.5
    #expect(settings.heldOut(of: 40) == 20)
    #expect(settings.heldOut(of: 4) == 2)
    #expect(settings.heldOut(of: 3) == 0)
    settings.heldOutShare = 0.25
    #expect(settings.heldOut(of: 5) == 2)
    settings.heldOutShare = 0.1
    for people in 0...60 {
      let count = settings.heldOut(of: people)
      #expect(count == 0 || count >= 2 && people - count >= 2)
    }
    settings.heldOutShare = 0
    #expect(settings.heldOut(of: 40) == 0)
    #expect(settings.heldOut(of: 2) == 0)
    #expect(settings.heldOut(of: 0) == 0)
  }
}

/// Curves of any length in a few hundred points.
@Suite struct TrainingHistoryTests {
  @Test func longTrainingsKeepTheirMeans() {
    var history = TrainingHistory()
    let count = 10_007
    for step in 1...count { history.add(step: step, loss: Double(step), violating: 0.5) }
    #expect(history.stretches.count <= TrainingHistory.capacity)
    #expect(history.stretches.first?.steps.lowerBound == 1)
    #expect(history.lastStep == count)
    var next = 1
    for stretch in history.stretches {
      #expect(stretch.steps.lowerBound == next)
      next = stretch.steps.upperBound + 1
      let (low, high) = (Double(stretch.steps.lowerBound), Double(stretch.steps.upperBound))
      #expect(abs(stretch.loss - (low + high) / 2) < 1e-6)
      #expect(stretch.least == low && stretch.most == high && stretch.violating == 0.5)
    }
  }
}
