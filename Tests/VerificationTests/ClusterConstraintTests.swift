import Tensors
import Testing

@testable import Verification

@Suite struct ClusterConstraintTests {
  typealias Pair = ClusterConstraints.Pair

  static func random(_ count: Int, seed: UInt64) -> ClusterConstraints {
    var random = SeededGenerator(seed: seed)
    var constraints = ClusterConstraints()
    func pair() -> Pair {
      let a = Int.random(in: 0..<count, using: &random)
      return Pair(a, (a + Int.random(in: 1..<count, using: &random)) % count)
    }
    for _ in 0..<8 { constraints.mustLink.append(pair()) }
    for _ in 0..<30 {
      constraints.cannotLink.append(pair())
      if !constraints.contradictions().isEmpty { constraints.cannotLink.removeLast() }
    }
    return constraints
  }

  static func isRespected(_ constraints: ClusterConstraints, in labels: [Int]) -> Bool {
    constraints.mustLink.allSatisfy { labels[$0.first] == labels[$0.second] }
      && constraints.cannotLink.allSatisfy { labels[$0.first] != labels[$0.second] }
  }

  @Test(arguments: ClusteringMethod.allCases)
  func everyMethodRespectsThem(method: ClusteringMethod) throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      let set = embeddings(faces: 40, people: 4, dimension: 3, seed: seed)
      let constraints = Self.random(40, seed: seed)
      var generator = SeededGenerator(seed: seed)
      for threshold in [0.1, 0.8, 100] {
        let plan = ClusteringPlan(
          method: method, metric: .l2, threshold: threshold, clusters: 4,
          constraints: constraints)
        let labels = try plan.clusters(of: set, using: &generator).labels
        #expect(Self.isRespected(constraints, in: labels))
      }
    }
  }

  @Test(arguments: Linkage.allCases)
  func agglomerativeIsStillThatOfTheDefinition(linkage: Linkage) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let set = embeddings(faces: 30, people: 4, dimension: 4, seed: seed)
      let constraints = Self.random(30, seed: seed)
      let tree = try AgglomerativeClustering(linkage: linkage, metric: .l2)
        .dendrogram(of: set, constraints: constraints)
      for step in [12, 16, 20] where tree.steps[step].height.isFinite {
        let next = min(tree.steps[step + 1].height, 2 * tree.steps[step].height)
        let threshold = Double(tree.steps[step].height + next) / 2
        let expected = ClusteringTests.oracle(
          set, linkage, .l2, threshold: threshold, constraints)
        #expect(tree.cut(at: threshold) == expected)
      }
    }
  }

  @Test func untouchedClustersStay() throws {
    let set = EmbeddingSet(people: [0, 0, 0, 0], dimension: 1, values: [0, 1, 10, 11])
    let found = Clustering(naming: [0, 0, 1, 1])
    let parted = try found.respecting(
      ClusterConstraints(cannotLink: [Pair(2, 3)]), of: set, metric: .l2)
    #expect(parted.labels == [0, 0, 1, 2])
    let joined = try found.respecting(
      ClusterConstraints(mustLink: [Pair(1, 2)]), of: set, metric: .l2)
    #expect(joined.labels == [0, 0, 0, 0])
  }

  @Test func contradictionsAreNamed() {
    let constraints = ClusterConstraints(
      mustLink: [Pair(0, 1), Pair(1, 2), Pair(2, 3), Pair(3, 4), Pair(1, 4)],
      cannotLink: [Pair(0, 4), Pair(5, 0), Pair(7, 7)])
    let found = constraints.contradictions()
    #expect(found.map(\.cannotLink) == [Pair(0, 4), Pair(7, 7)])
    #expect(found.map(\.chain) == [[0, 1, 4], [7]])
    let set = embeddings(faces: 10, people: 2, dimension: 2, seed: 1)
    #expect(throws: ClusteringError.contradictory(found)) {
      _ = try AgglomerativeClustering(metric: .l2).dendrogram(of: set, constraints: constraints)
    }
    let message = ClusteringError.contradictory(found).description
    #expect(message.contains("1 and 5") && message.contains("1 = 2 = 5"))
    #expect(message.contains("1 more"))
  }

  @Test func aMarkOnNothing() {
    let set = embeddings(faces: 3, people: 2, dimension: 2, seed: 1)
    var random = SeededGenerator(seed: 1)
    let plan = ClusteringPlan(
      method: .dbscan, metric: .l2, threshold: 1,
      constraints: ClusterConstraints(mustLink: [Pair(1, 3)]))
    #expect(throws: ClusteringError.unknownItem(3, count: 3)) {
      _ = try plan.clusters(of: set, using: &random)
    }
  }
}
