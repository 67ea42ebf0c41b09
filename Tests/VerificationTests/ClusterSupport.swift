import Foundation

@testable import Verification

/// Figures of scikit-learn and plain definitions, from Golden/clusters.py.
struct ClusterGolden: Decodable, Sendable {
  let clusterings: [Clusters]
  let agreements: [Agreement]
  let searches: [Search]
  let assignments: [Assignment]

  struct Clusters: Decodable, Sendable {
    let seed: UInt64
    let faces: Int
    let people: Int
    let dimension: Int
    let spread: Double
    let threshold: Double
    let labels: [String: [Int]]
  }

  struct Agreement: Decodable, Sendable {
    let seed: UInt64
    let items: Int
    let clusters: Int
    let people: Int
    let purity: Double
    let nmi: Double
    let ari: Double
    let pairwise_precision: Double
    let pairwise_recall: Double
    let bcubed_precision: Double
    let bcubed_recall: Double
    let bcubed_f1: Double
  }

  struct Search: Decodable, Sendable {
    let seed: UInt64
    let faces: Int
    let people: Int
    let dimension: Int
    let spread: Double
    let probes: Int
    let cmc: [Double]
    let open: [Rates]

    struct Rates: Decodable, Sendable {
      let threshold: Double
      let fpir: Double
      let fnir: Double
    }
  }

  struct Assignment: Decodable, Sendable {
    let seed: UInt64
    let rows: Int
    let columns: Int
    let cost: Double
  }

  static let stored: ClusterGolden? = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/clusters.json")
    return try? JSONDecoder().decode(ClusterGolden.self, from: Data(contentsOf: file))
  }()
}

/// The script's numbers.
struct GoldenNumbers {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 40) / 0x1p24
  }

  mutating func below(_ count: Int) -> Int { Int(next() * Double(count)) }

  static func embeddings(
    _ seed: UInt64, _ faces: Int, _ people: Int, _ dimension: Int, _ spread: Double
  ) -> EmbeddingSet {
    var random = GoldenNumbers(state: seed)
    let centres = (0..<people).map { _ in (0..<dimension).map { _ in random.next() } }
    var set = EmbeddingSet(people: [], dimension: dimension, values: [])
    for _ in 0..<faces {
      let person = random.below(people)
      let point = centres[person].map { Float($0 + spread * (random.next() - 0.5)) }
      set.append(point, person: person)
    }
    return set
  }
}

func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 }
