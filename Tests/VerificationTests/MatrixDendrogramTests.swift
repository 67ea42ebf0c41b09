import Testing

@testable import Verification

/// Average linkage against merging the two nearest clusters, found among all, over and over.
@Suite struct MatrixDendrogramTests {
  private func matrix(_ count: Int, seed: UInt64) -> DistanceMatrix {
    var state = seed
    var values = [Float](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0..<row {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let value = Float(state >> 40) / Float(1 << 24)
        values[row * count + column] = value
        values[column * count + row] = value
      }
    }
    return DistanceMatrix(count: count, values: values)
  }

  private struct Joined: Hashable {
    let members: Set<Int>
    let height: Int
  }

  private func bruteForce(_ matrix: DistanceMatrix) -> Set<Joined> {
    var clusters = (0..<matrix.count).map { [$0] }
    var result: Set<Joined> = []
    while clusters.count > 1 {
      var best = (first: 0, second: 1, height: Double.infinity)
      for first in clusters.indices {
        for second in clusters.indices where second > first {
          var sum = 0.0
          for a in clusters[first] { for b in clusters[second] { sum += Double(matrix[a, b]) } }
          let mean = sum / Double(clusters[first].count * clusters[second].count)
          if mean < best.height { best = (first, second, mean) }
        }
      }
      let joined = clusters[best.first] + clusters[best.second]
      clusters.remove(at: best.second)
      clusters[best.first] = joined
      result.insert(Joined(members: Set(joined), height: Int((best.height * 1e4).rounded())))
    }
    return result
  }

  @Test(arguments: [(2, 1), (3, 2), (9, 3), (24, 4), (60, 5)])
  func mergesAreThoseOfBruteForce(_ size: Int, _ seed: Int) throws {
    let matrix = matrix(size, seed: UInt64(seed))
    let tree = try AgglomerativeClustering.dendrogram(of: matrix)
    var members = (0..<size).map { Set([$0]) }
    var found: [Set<Int>: Float] = [:]
    for merge in tree.steps {
      let joined = members[merge.first].union(members[merge.second])
      members.append(joined)
      found[joined] = merge.height
    }
    let expected = bruteForce(matrix)
    #expect(found.count == expected.count)
    for join in expected {
      let height = try #require(found[join.members])
      #expect(abs(height * 1e4 - Float(join.height)) < 2)
    }
    #expect(tree.leafOrder.sorted() == Array(0..<size))
  }

  @Test func equalDistancesAndFewLeavesEnd() throws {
    for size in 0...6 {
      let matrix = DistanceMatrix(
        count: size, values: [Float](repeating: 1, count: size * size))
      let tree = try AgglomerativeClustering.dendrogram(of: matrix)
      #expect(tree.leafOrder.sorted() == Array(0..<size))
    }
    let nine = self.matrix(9, seed: 1)
    #expect(throws: ClusteringError.cancelled) {
      try AgglomerativeClustering.dendrogram(of: nine, isCancelled: { true })
    }
  }

  @Test func rankingAMatrixIsRankingItsPairs() throws {
    let set = embeddings(faces: 90, people: 12, dimension: 8, seed: 3)
    let matrix = try #require(DistanceMatrix(of: set, metric: .l2))
    let analysis = try #require(PairAnalysis(of: set, metric: .l2, keeping: 25))
    let ranking = RankedPairs(of: matrix, people: set.people, keeping: 25)
    #expect(ranking == analysis.ranking)
  }
}
