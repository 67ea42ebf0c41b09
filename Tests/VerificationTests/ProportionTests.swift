import Testing
import Verification

@Suite struct ProportionTests {
  /// The roots of (p − k/n)² = z² p (1 − p) / n, solved with forty decimal digits;
  /// the rule of three where all or none were counted.
  @Test(arguments: [
    (0, 10, 0.0, 0.3),
    (1, 10, 0.017_876_213_095_072_907, 0.404_150_026_795_238_46),
    (5, 10, 0.236_593_090_512_564_15, 0.763_406_909_487_435_9),
    (10, 10, 0.7, 1.0),
    (395, 400, 0.971_076_263_804_032_5, 0.994_649_249_220_028_4),
  ])
  func wilson(successes: Int, trials: Int, low: Double, high: Double) {
    let interval = Proportion(successes: successes, trials: trials).interval
    #expect(abs(interval.lowerBound - low) < 1e-9)
    #expect(abs(interval.upperBound - high) < 1e-9)
  }

  @Test func withoutTrialsNothingIsKnown() {
    let nothing = Proportion(successes: 0, trials: 0)
    #expect(nothing.rate == nil)
    #expect(nothing.interval == 0...1)
  }

  @Test func thirtyErrorsResolveARate() {
    #expect(!Proportion(successes: 29, trials: 1_000_000).isResolved)
    #expect(Proportion(successes: 30, trials: 100).isResolved)
    let set = ScoreSet(mated: [1], nonMated: Array(repeating: 1, count: 3000))
    #expect(set.smallestResolvableFAR == 0.01)
    #expect(!set.hasEnough)
    #expect(ScoreSet(nonMated: [1]).smallestResolvableFAR == nil)
  }
}
