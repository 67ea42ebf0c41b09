import Foundation
import Tensors
import Testing

@testable import Verification

@Suite struct MetricDistanceTests {
  /// The definitions, in double precision and one component after the other.
  static func oracle(_ metric: Metric, _ a: [Float], _ b: [Float]) -> Double {
    let squares = zip(a, b).reduce(0.0) {
      $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
    }
    let dot = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    let norms = [a, b].map { v in v.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }
    switch metric {
    case .l2: return squares.squareRoot()
    case .squaredL2: return squares
    case .cosine: return norms[0] * norms[1] == 0 ? 1 : 1 - dot / (norms[0] * norms[1])
    case .angle: return acos(min(1, max(-1, dot / (norms[0] * norms[1])))) / .pi
    case .chiSquare:
      return zip(a, b).reduce(0.0) {
        let (x, y) = (Double($1.0), Double($1.1))
        return $0 + (x - y) * (x - y) / (abs(x) + abs(y))
      }
    }
  }

  @Test(arguments: Metric.allCases, [1, 2, 7, 8, 9, 31, 128, 130, 512])
  func agreesWithTheDefinition(metric: Metric, dimension: Int) {
    var random = SeededGenerator(seed: UInt64(dimension))
    for _ in 0..<50 {
      let a = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
      let b = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
      let expected = Self.oracle(metric, a, b)
      #expect(abs(Double(metric.distance(a, b)) - expected) <= 1e-5 * max(1, expected))
      #expect(metric.distance(a, b) == metric.distance(b, a))
    }
  }

  @Test(arguments: Metric.allCases)
  func aVectorIsAtZeroFromItself(metric: Metric) {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let a = (0..<128).map { _ in Float.random(in: -1...1, using: &random) }
      let distance = metric.distance(a, a)
      #expect(distance >= 0 && distance < 1e-6)
    }
  }

  @Test func zeroVectorsAndNaN() {
    #expect(Metric.cosine.distance([0, 0], [1, 2]) == 1)
    #expect(Metric.cosine.distance([1, 0], [-2, 0]) == 2)
    #expect(Metric.angle.distance([0, 0], [1, 2]) == 0.5)
    #expect(Metric.angle.distance([1, 0], [-2, 0]) == 1)
    #expect(Metric.chiSquare.distance([0, 1, 3], [0, 1, 1]) == 1)
    for metric in Metric.allCases {
      #expect(metric.distance([.nan, 0], [1, 2]).isNaN)
    }
  }

  @Test(arguments: Metric.allCases, [0, 1, 3, 4, 5, 8, 13, 30])
  func rowsGiveTheSameNumbersAsSinglePairs(metric: Metric, faces: Int) {
    let set = embeddings(faces: faces, people: 4, dimension: 21, seed: 3)
    var pairs = 0
    let isComplete = set.forEachRow(0..<faces, metric: metric, isCancelled: { false }) {
      row, line in
      #expect(line.count == row)
      for column in 0..<row {
        pairs += 1
        #expect(line[column] == metric.distance(Array(set[row]), Array(set[column])))
      }
    }
    #expect(isComplete)
    #expect(pairs == faces * (faces - 1) / 2)
  }
}
