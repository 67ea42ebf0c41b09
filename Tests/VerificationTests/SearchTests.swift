import Foundation
import Tensors
import Testing

@testable import Verification

/// The nearest of many, exactly and by a graph.
@Suite struct SearchTests {
  private static let metrics: [Metric] = [.l2, .squaredL2, .cosine, .angle, .chiSquare]

  private func brute(_ set: EmbeddingSet, _ probe: [Float], _ metric: Metric) -> [(Float, Int)] {
    (0..<set.count).map { (metric.distance(Array(set[$0]), probe), $0) }.sorted { $0 < $1 }
  }

  @Test(arguments: metrics) func exactIsThatOfBruteForce(_ metric: Metric) {
    let set = ProjectionTests.groups(700, of: 7, dimension: 13)
    var random = SeededGenerator(seed: 2)
    for count in [1, 10, 6000] {
      let probe = (0..<13).map { _ in Float.random(in: -1...1, using: &random) }
      let expected = brute(set, probe, metric).prefix(count)
      for threads in [1, 3] {
        let found = set.nearest(count, to: probe, metric: metric, threads: threads)
        #expect(found.map { Int($0.item) } == expected.map(\.1))
        #expect(found.map(\.distance) == expected.map(\.0))
      }
    }
    #expect(set.nearest(0, to: Array(set[0]), metric: metric).isEmpty)
    let none = EmbeddingSet(people: [], dimension: 13, values: [])
    #expect(none.nearest(3, to: Array(set[0]), metric: metric).isEmpty)
  }

  @Test(arguments: [Metric.l2, .squaredL2, .cosine, .angle])
  func theGraphFindsNearlyAll(_ metric: Metric) throws {
    let set = ProjectionTests.groups(500, of: 8, dimension: 24)
    let index = try #require(NeighbourIndex(of: set, metric: metric))
    var (right, all) = (0, 0)
    for item in stride(from: 0, to: set.count, by: 17) {
      let probe = Array(set[item])
      let found = index.nearest(10, to: probe)
      let exact = set.nearest(10, to: probe, metric: metric)
      #expect(found.count == 10)
      for neighbour in found {
        let distance = metric.distance(Array(set[Int(neighbour.item)]), probe)
        #expect(abs(neighbour.distance - distance) < 1e-3)
      }
      right += Set(found.map(\.item)).intersection(exact.map(\.item)).count
      all += 10
    }
    #expect(Double(right) >= 0.99 * Double(all))
  }

  @Test func anIndexIsKeptAndReadBack() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "index").path
    let set = ProjectionTests.groups(40, of: 5)
    let index = try #require(NeighbourIndex(of: set, metric: .l2, threads: 1))
    #expect(index.save(to: path))
    let again = try #require(NeighbourIndex.load(from: path, of: set, metric: .l2))
    let probe = Array(set[3])
    #expect(again.nearest(10, to: probe) == index.nearest(10, to: probe))
    #expect(NeighbourIndex.load(from: path + "x", of: set, metric: .l2) == nil)
    #expect(!index.save(to: folder.appending(path: "nowhere/index").path))
    #expect(NeighbourIndex(of: set, metric: .chiSquare) == nil)
    let none = EmbeddingSet(people: [], dimension: 8, values: [])
    #expect(try #require(NeighbourIndex(of: none, metric: .l2)).nearest(3, to: probe).isEmpty)
  }
}
