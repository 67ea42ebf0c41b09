import Tensors
import Testing

@testable import Verification

@Suite struct ClusteringTests {
  /// Joins the two nearest clusters by the definition of the linkage, over and over.
  static func oracle(
    _ set: EmbeddingSet, _ linkage: Linkage, _ metric: Metric, threshold: Double,
    _ constraints: ClusterConstraints = ClusterConstraints()
  ) -> Clustering {
    func distance(_ a: Int, _ b: Int) -> Double {
      if constraints.cannotLink.contains(.init(a, b)) { return .infinity }
      return Double(metric.distance(Array(set[a]), Array(set[b])))
    }
    func apart(_ a: [Int], _ b: [Int]) -> Double {
      let all = a.flatMap { first in b.map { distance(first, $0) } }
      switch linkage {
      case .average: return all.reduce(0, +) / Double(all.count)
      case .complete: return all.max() ?? 0
      }
    }
    var clusters = constraints.groups(count: set.count).members
    while clusters.count > 1 {
      var best = (a: 0, b: 1, distance: Double.infinity)
      for b in 1..<clusters.count {
        for a in 0..<b {
          let d = apart(clusters[a], clusters[b])
          if d < best.distance { best = (a, b, d) }
        }
      }
      if best.distance >= threshold { break }
      clusters[best.a] += clusters.remove(at: best.b)
    }
    var names = [Int](repeating: 0, count: set.count)
    for (name, cluster) in clusters.enumerated() { for item in cluster { names[item] = name } }
    return Clustering(naming: names)
  }

  @Test(arguments: Linkage.allCases, [Metric.l2, .cosine, .squaredL2])
  func agglomerativeIsThatOfTheDefinition(linkage: Linkage, metric: Metric) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let set = embeddings(faces: 40, people: 7, dimension: 5, seed: seed)
      let method = AgglomerativeClustering(linkage: linkage, metric: metric)
      let tree = try method.dendrogram(of: set)
      for step in [3, 10, 20, 30, 38] {
        let next = step < 38 ? tree.steps[step + 1].height : 2 * tree.steps[step].height
        let threshold = Double(tree.steps[step].height + next) / 2
        #expect(
          tree.cut(at: threshold) == Self.oracle(set, linkage, metric, threshold: threshold))
      }
    }
  }

  @Test func scikitLearnAgrees() throws {
    let golden = try #require(ClusterGolden.stored)
    #expect(golden.clusterings.count == 16)
    for expected in golden.clusterings {
      let set = GoldenNumbers.embeddings(
        expected.seed, expected.faces, expected.people, expected.dimension, expected.spread)
      for linkage in Linkage.allCases {
        let found = try AgglomerativeClustering(linkage: linkage, metric: .l2)
          .clusters(of: set, threshold: expected.threshold)
        #expect(found.labels == expected.labels[linkage.rawValue])
      }
      let graph = try #require(
        NeighbourGraph(of: set, metric: .l2, threshold: expected.threshold))
      for few in [1, 3] {
        let found = DBSCAN(minimumNeighbours: few).clusters(of: graph)
        #expect(found.labels == expected.labels["dbscan \(few)"])
      }
    }
  }

  @Test func theDendrogramCanBeWalked() throws {
    let set = embeddings(faces: 300, people: 30, dimension: 8, seed: 5)
    let tree = try AgglomerativeClustering(metric: .l2).dendrogram(of: set)
    #expect(tree.steps.count == 299)
    #expect(zip(tree.steps, tree.steps.dropFirst()).allSatisfy { $0.height <= $1.height })
    #expect(tree.leafOrder.sorted() == Array(0..<300))
    for (number, step) in tree.steps.enumerated() {
      #expect(max(step.first, step.second) < 300 + number)
      #expect(tree.items(of: 300 + number).count == step.size)
    }
    // Each cluster of a cut lies side by side in the order of the leaves.
    let cut = tree.cut(into: 12)
    #expect(cut.count == 12)
    let order = tree.leafOrder.map { cut.labels[$0] }
    let borders = zip(order, order.dropFirst()).filter { $0 != $1 }.count
    #expect(borders == 11)
  }

  @Test func smallSets() throws {
    let method = AgglomerativeClustering(metric: .l2)
    let none = EmbeddingSet(people: [], dimension: 3, values: [])
    #expect(try method.dendrogram(of: none).leafOrder == [])
    #expect(try method.clusters(of: none, threshold: 1).count == 0)
    let one = EmbeddingSet(people: [1], dimension: 3, values: [1, 2, 3])
    let tree = try method.dendrogram(of: one)
    #expect(tree.leafOrder == [0] && tree.cut(at: 1).labels == [0] && tree.cut(into: 1).count == 1)
    let twins = EmbeddingSet(people: [1, 1], dimension: 1, values: [2, 2])
    #expect(try method.clusters(of: twins, threshold: 0).count == 2)
    #expect(try method.clusters(of: twins, threshold: 1e-9).count == 1)
    var random = SeededGenerator(seed: 1)
    for kind in ClusteringMethod.allCases where kind != .kMeans {
      let plan = ClusteringPlan(method: kind, metric: .l2, threshold: 0.5)
      #expect(try plan.clusters(of: none, using: &random).count == 0)
      #expect(try plan.clusters(of: one, using: &random).labels == [0])
      #expect(try plan.clusters(of: twins, using: &random).labels == [0, 0])
    }
  }

  @Test func whispersFindWhatIsApartAndRepeat() throws {
    var set = EmbeddingSet(people: [], dimension: 2, values: [])
    var random = SeededGenerator(seed: 9)
    for item in 0..<120 {
      let centre = Float(item % 4) * 10
      set.append([centre + Float.random(in: 0...1, using: &random), 0], person: item % 4)
    }
    let graph = try #require(NeighbourGraph(of: set, metric: .l2, threshold: 2))
    for weight in [ChineseWhispers.Weight.equal, .closeness(threshold: 2)] {
      let found = ChineseWhispers(weight: weight).clusters(of: graph, using: &random)
      #expect(found.labels == set.people)
    }
    let hard = embeddings(faces: 200, people: 30, dimension: 4, seed: 3)
    let edges = try #require(NeighbourGraph(of: hard, metric: .l2, threshold: 0.8))
    var (first, second) = (SeededGenerator(seed: 4), SeededGenerator(seed: 4))
    #expect(
      ChineseWhispers().clusters(of: edges, using: &first)
        == ChineseWhispers().clusters(of: edges, using: &second))
  }

  @Test func whispersFollowTheStrongerVoice() {
    typealias Neighbour = NeighbourGraph.Neighbour
    // 2 is near to 0 and 1 of one pair and nearest to 3 of another: closeness outweighs number.
    let near = { (a: Int32, d: Float) in Neighbour(item: a, distance: d) }
    let graph = NeighbourGraph(neighbours: [
      [near(1, 0.1), near(2, 0.9)], [near(0, 0.1), near(2, 0.9)],
      [near(0, 0.9), near(1, 0.9), near(3, 0.1)], [near(2, 0.1), near(4, 0.1)], [near(3, 0.1)],
    ])
    var random = SeededGenerator(seed: 1)
    let weighted = ChineseWhispers(weight: .closeness(threshold: 1))
      .clusters(of: graph, using: &random)
    #expect(weighted.labels == [0, 0, 1, 1, 1])
  }

  @Test func kMeansSettles() throws {
    let set = embeddings(faces: 300, people: 6, dimension: 6, seed: 8)
    var random = SeededGenerator(seed: 2)
    let result = try KMeans(clusters: 6).fit(set, using: &random)
    #expect(result.clustering.count == 6 && result.iterations < 100)
    var inertia = 0.0
    for item in 0..<set.count {
      let distances = result.centres.map { Metric.squaredL2.distance($0, Array(set[item])) }
      let own = distances[result.clustering.labels[item]]
      #expect(distances.allSatisfy { own <= $0 })
      inertia += Double(own)
    }
    #expect(abs(inertia - result.inertia) < 1e-3 * inertia)
    for (label, items) in result.clustering.members.enumerated() {
      let mean = (0..<6).map { part in
        items.reduce(Float(0)) { $0 + Array(set[$1])[part] } / Float(items.count)
      }
      #expect(Metric.l2.distance(mean, result.centres[label]) < 1e-4)
    }
    var again = SeededGenerator(seed: 2)
    #expect(try KMeans(clusters: 6).fit(set, using: &again).clustering == result.clustering)
  }

  @Test func kMeansOfAsManyClustersAsItems() throws {
    let set = embeddings(faces: 20, people: 5, dimension: 3, seed: 1)
    var random = SeededGenerator(seed: 5)
    #expect(try KMeans(clusters: 20).fit(set, using: &random).clustering.count == 20)
    for count in [0, 21] {
      #expect(throws: ClusteringError.impossibleCount(count, items: 20)) {
        _ = try KMeans(clusters: count).fit(set, using: &random)
      }
    }
    let same = EmbeddingSet(people: [0, 0, 0], dimension: 1, values: [1, 1, 1])
    #expect(try KMeans(clusters: 2).fit(same, using: &random).inertia == 0)
  }

  @Test func cancelling() {
    let set = embeddings(faces: 50, people: 5, dimension: 3, seed: 1)
    var random = SeededGenerator(seed: 1)
    for method in ClusteringMethod.allCases {
      let plan = ClusteringPlan(method: method, metric: .l2, threshold: 0.5, clusters: 3)
      #expect(throws: ClusteringError.cancelled) {
        _ = try plan.clusters(of: set, using: &random) { true }
      }
    }
  }
}
