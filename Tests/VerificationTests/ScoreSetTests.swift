import Foundation
import Tensors
import Testing

@testable import Verification

@Suite struct ScoreSetTests {
  /// Distances on a coarse grid, so that ties abound.
  static func random(
    mated: Int, nonMated: Int, steps: Int, seed: UInt64
  ) -> (mated: [Float], nonMated: [Float]) {
    var random = SeededGenerator(seed: seed)
    func draw(_ low: Int, _ high: Int) -> Float {
      Float(Int.random(in: low...high, using: &random)) / Float(steps)
    }
    return (
      (0..<mated).map { _ in draw(0, steps) },
      (0..<nonMated).map { _ in draw(steps / 2, 2 * steps) }
    )
  }

  @Test(arguments: [(0, 0), (1, 0), (0, 1), (1, 1), (40, 300), (3000, 20)], [4, 1000])
  func ratesAreCounts(counts: (Int, Int), steps: Int) {
    let raw = Self.random(mated: counts.0, nonMated: counts.1, steps: steps, seed: 9)
    let set = ScoreSet(mated: raw.mated, nonMated: raw.nonMated)
    for threshold in stride(from: -0.1, through: 2.2, by: 0.05) {
      let rates = set.rates(at: threshold)
      #expect(rates.tar.successes == raw.mated.count { Double($0) < threshold })
      #expect(rates.far.successes == raw.nonMated.count { Double($0) < threshold })
      #expect(rates.frr.successes == raw.mated.count { Double($0) >= threshold })
      #expect(rates.tar.trials == counts.0 && rates.far.trials == counts.1)
    }
  }

  @Test func theThresholdItselfIsNotTheSamePerson() {
    let set = ScoreSet(mated: [0.5], nonMated: [0.5])
    #expect(set.tar(at: 0.5).successes == 0)
    #expect(set.tar(at: 0.5.nextUp).successes == 1)
    #expect(set.far(at: 0.5).successes == 0)
  }

  @Test(arguments: [0, 1, 100, 2047, 2048, 50_000])
  func sortsAsTheLibraryDoes(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var values = (0..<count).map { _ in
      Float(bitPattern: UInt32.random(in: 0...Float.infinity.bitPattern, using: &random))
    }
    let expected = values.sorted()
    sortDistances(&values)
    #expect(values == expected)
  }

  @Test func whatIsNotANumberIsNeverAccepted() {
    let scores: [Float] = [0.25, .nan, 0.5] + Array(repeating: 0.75, count: 3000)
    let set = ScoreSet(mated: scores, nonMated: [.nan, 0.1])
    #expect(set.tar(at: .infinity).successes == 3002)
    #expect(set.range == Double(Float(0.1))...0.75)
    #expect(set.bestAccuracy()?.accuracy.trials == 3005)
  }

  @Test(arguments: 0..<40)
  func bestAccuracyIsTheBestOfAllThresholds(seed: UInt64) throws {
    let raw = Self.random(
      mated: Int(seed) * 3 % 50, nonMated: Int(seed) * 7 % 41 + 1, steps: 30, seed: seed)
    let set = ScoreSet(mated: raw.mated, nonMated: raw.nonMated)
    let candidates = (raw.mated + raw.nonMated).flatMap { [Double($0), Double($0).nextUp] }
    let expected = candidates.map { set.rates(at: $0).accuracy.successes }.max()
    let best = try #require(set.bestAccuracy())
    #expect(best.accuracy.successes == expected)
    #expect(set.rates(at: best.threshold).accuracy == best.accuracy)
  }

  @Test func bestAccuracyAtTheEnds() {
    #expect(ScoreSet().bestAccuracy() == nil)
    let onlyMated = ScoreSet(mated: [0.1, 0.2]).bestAccuracy()
    #expect(onlyMated?.accuracy.successes == 2)
    #expect(ScoreSet(mated: [0.1, 0.2]).rates(at: onlyMated?.threshold ?? 0).tar.successes == 2)
    #expect(ScoreSet(mated: [1], nonMated: [2]).bestAccuracy()?.threshold == 1.5)
  }

  @Test func thresholdAtAFalseAcceptRate() {
    let set = ScoreSet(nonMated: (1...10).map(Float.init))
    #expect(set.threshold(atFAR: 0) == 1)
    #expect(set.threshold(atFAR: 0.3) == 4)
    #expect(set.threshold(atFAR: 0.35) == 4)
    #expect(set.threshold(atFAR: 1) == .infinity)
    #expect(ScoreSet().threshold(atFAR: 0.1) == nil)
    #expect(ScoreSet(nonMated: [1, 2, 2, 2, 3]).threshold(atFAR: 0.5) == 2)
  }

  @Test func histogramCountsEveryPairOnce() {
    let raw = Self.random(mated: 500, nonMated: 900, steps: 40, seed: 2)
    let set = ScoreSet(mated: raw.mated, nonMated: raw.nonMated)
    let histogram = set.histogram(bins: 7, range: 0...2)
    #expect(histogram.mated.reduce(0, +) == 500 && histogram.nonMated.reduce(0, +) == 900)
    for bin in 0..<7 {
      let (low, high) = (histogram.edge(bin), histogram.edge(bin + 1))
      let count = raw.nonMated.count {
        Double($0) >= low && (Double($0) < high || (bin == 6 && Double($0) == high))
      }
      #expect(histogram.nonMated[bin] == count)
    }
  }

  @Test func addingKeepsBothSorted() {
    let raw = Self.random(mated: 300, nonMated: 900, steps: 40, seed: 4)
    var set = ScoreSet(mated: Array(raw.mated[..<100]), nonMated: Array(raw.nonMated[..<333]))
    set.add(ScoreSet(mated: Array(raw.mated[100...]), nonMated: Array(raw.nonMated[333...])))
    #expect(set == ScoreSet(mated: raw.mated, nonMated: raw.nonMated))
  }

  static let scores = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../../shared/golden/lfw-dev-scores.csv")

  /// The distances two other programs gave on LFW's development pairs, with the accuracies stated
  /// beside them; skipped where the file is absent.
  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: scores.path)),
    arguments: [("facenet", 0.990, 1.07, 0.990), ("dlib", 0.9890, 0.600, 986.0 / 996)])
  func publishedAccuracies(
    column: String, accuracy: Double, threshold: Double, bestAccuracy: Double
  ) throws {
    let lines = try String(contentsOf: Self.scores, encoding: .utf8)
      .split(whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",").map(String.init)
    let place = try #require(header.firstIndex { $0.contains(column) })
    let same = try #require(header.firstIndex { $0.contains("same") })
    var set = (mated: [Float](), nonMated: [Float]())
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      // "nan" stands where a program found no face.
      guard let distance = Float(fields[place]), !distance.isNaN else { continue }
      if fields[same] == "1" { set.mated.append(distance) } else { set.nonMated.append(distance) }
    }
    let scores = ScoreSet(mated: set.mated, nonMated: set.nonMated)
    let rate = try #require(scores.rates(at: threshold).accuracy.rate)
    #expect(abs(rate - accuracy) < 5e-5)
    let best = try #require(scores.bestAccuracy())
    #expect(best.accuracy.rate == bestAccuracy)
  }
}
