import Terminal
import Testing
import Verification

@testable import Laboratory

/// The matrix screen: orders, blocks, errors, and what it says when it has nothing to show.
@Suite struct MatrixTests {
  private func laboratory(_ columns: Int = 120, _ rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    Fixtures.showMatrix(&model)
    return model
  }

  @Test(arguments: ViewTests.sizes) func views(_ size: (Int, Int)) {
    var model = laboratory(size.0, size.1)
    let name = "\(size.0)x\(size.1)"
    expectSnapshot(model.text(), named: "matrix-\(name)")
    model.press(.character("n"), .character("z"), .character("z"), .character("z"))
    expectSnapshot(model.text(), named: "matrix-error-\(name)")
    var empty = Fixtures.empty(columns: size.0, rows: size.1)
    empty.press(.character("3"))
    expectSnapshot(empty.text(), named: "matrix-empty-\(name)")
  }

  @Test func everyOrderHoldsEveryFaceAndKeepsThePair() {
    var model = laboratory()
    let pair = model.matrixPair
    for order in [FaceOrder.similarity, .worstError, .person] {
      model.press(.character("s"))
      #expect(model.matrix.ordering == order)
      #expect(model.matrix.order.sorted() == Array(0..<40))
      #expect(model.matrixPair?.row == pair?.row && model.matrixPair?.column == pair?.column)
    }
  }

  @Test func errorsComeWorstFirstAndAreErrors() throws {
    var model = laboratory()
    let data = try #require(model.matrix.data)
    var excess = Double.infinity
    let count = data.errors(at: model.threshold.value).count
    #expect(count > 0)
    for _ in 0..<count {
      model.press(.character("n"))
      let pair = try #require(model.matrix.pair)
      let distance = Double(data.distances[pair.row, pair.column])
      let isMated = data.people[pair.row] == data.people[pair.column]
      #expect((distance < model.threshold.value) != isMated)
      let own = abs(distance - model.threshold.value)
      #expect(own <= excess)
      excess = own
    }
    let statistics = try #require(model.statistics)
    let rates = statistics.scores.rates(at: model.threshold.value)
    #expect(count == rates.far.successes + rates.frr.successes)
  }

  @Test(arguments: [2, 4, 8, 64]) func blocksAreThoseOfBruteForce(_ size: Int) throws {
    let data = try #require(laboratory().matrix.data)
    let order = data.bySimilarity
    let summary = BlockSummary(
      data.distances, people: data.owners, order: order, size: size)
    #expect(summary.count == (40 + size - 1) / size)
    for row in 0..<summary.count {
      for column in 0..<summary.count {
        var values: [Float] = []
        for i in (row * size)..<min(40, (row + 1) * size) {
          for j in (column * size)..<min(40, (column + 1) * size) where i != j {
            values.append(data.distances[order[i], order[j]])
          }
        }
        let block = summary[row, column]
        #expect(block.pairs == values.count)
        guard let least = values.min(), let largest = values.max() else { continue }
        let mean = Double(values.reduce(0, +)) / Double(values.count)
        #expect(block.value(.minimum) == Double(least))
        #expect(block.value(.maximum) == Double(largest))
        #expect(abs((block.value(.mean) ?? 0) - mean) < 1e-5)
      }
    }
  }

  /// The least of a block is marked where it is of a false accept, the largest where it is of a false
  /// reject.
  @Test(arguments: [0.2, 0.6, 0.9]) func blocksAreMarkedForThePairTheyShow(_ limit: Double) throws {
    let data = try #require(laboratory().matrix.data)
    let summary = BlockSummary(
      data.distances, people: data.owners, order: Array(0..<40), size: 5)
    var marked = 0
    for row in 0..<8 {
      for column in 0..<8 {
        var pairs: [(distance: Float, isMated: Bool)] = []
        for i in (row * 5)..<(row * 5 + 5) {
          for j in (column * 5)..<(column * 5 + 5) where i != j {
            pairs.append((data.distances[i, j], data.people[i] == data.people[j]))
          }
        }
        let least = try #require(pairs.min { $0.distance < $1.distance })
        let largest = try #require(pairs.max { $0.distance < $1.distance })
        let block = summary[row, column]
        let accepts = !least.isMated && Double(least.distance) < limit
        let rejects = largest.isMated && Double(largest.distance) >= limit
        #expect(block.isWrong(.minimum, at: limit) == accepts)
        #expect(block.isWrong(.maximum, at: limit) == rejects)
        #expect(!block.isWrong(.mean, at: limit))
        marked += (accepts ? 1 : 0) + (rejects ? 1 : 0)
      }
    }
    #expect(marked > 0)
  }

  /// Zoomed out, all faces are in view, in the smallest blocks that bring them there.
  @Test(arguments: [ColorDepth.direct, .mono])
  func blocksFillThePanel(_ colors: ColorDepth) throws {
    var model = Fixtures.laboratory(columns: 80, rows: 24)
    model.display = Display(colors: colors, repertoire: .full)
    Fixtures.showMatrix(&model)
    for _ in 0..<20 { model.press(.character("x")) }
    let region = model.matrixLayout.inside
    #expect(model.matrixMap.isWhole(in: region))
    let data = try #require(model.matrix.data)
    let size = model.matrix.block - 1
    try #require(size > 0)
    let groups = MatrixArrangement.groups(data.owners, data.byPerson, size) { face in
      model.collection.person(data.people[face])?.displayName ?? ""
    }
    let smaller = model.emptyMatrixMap.holding(MatrixArrangement.count(40, size), groups)
    #expect(!smaller.isWhole(in: region))
  }

  @Test(arguments: [0.2, 0.6, 0.9]) func worstErrorsComeFirst(_ limit: Double) throws {
    let data = try #require(laboratory().matrix.data)
    func excess(_ face: Int) -> Float {
      (0..<40).filter { $0 != face }.map { other in
        let beyond = data.distances[face, other] - Float(limit)
        return data.owners[face] == data.owners[other] ? beyond : -beyond
      }.max() ?? 0
    }
    let order = data.reach.order(at: limit)
    #expect(order.sorted() == Array(0..<40))
    #expect(zip(order, order.dropFirst()).allSatisfy { excess($0) >= excess($1) })
  }

  @Test func enterComparesThePair() {
    var model = laboratory()
    let pair = model.matrixPair
    model.press(.enter)
    #expect(model.screen == .verify)
    #expect(model.verify.reference?.source == pair.map { .enrolled($0.row) })
    #expect(model.verify.probe?.source == pair.map { .enrolled($0.column) })
  }

  @Test func zoomingGoesOutToBlocksAndInToNumbers() {
    var model = laboratory()
    for _ in 0..<20 { model.press(.character("x")) }
    #expect(model.matrix.block > 1)
    for _ in 0..<20 { model.press(.character("z")) }
    #expect(model.matrix.block == 1 && model.matrix.level == HeatMap.zooms.upperBound)
  }

  /// Esc stops the comparison, and the screen's key takes it up again.
  @Test func comparingStopsAndGoesOn() {
    var model = Fixtures.laboratory()
    model.press(.character("3"))
    let stopping = model.press(.escape)
    #expect(stopping.contains { if case .cancelMatrix = $0 { true } else { false } })
    #expect(model.text().contains("stopped"))
    let again = model.press(.character("3"))
    #expect(again.contains { if case .computeMatrix = $0 { true } else { false } })
  }
}
