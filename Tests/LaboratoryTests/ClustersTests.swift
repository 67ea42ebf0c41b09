import Gallery
import Tensors
import Terminal
import Testing
import Verification

@testable import Laboratory

/// The clusters screen: cut by the one threshold, walked, named and marked; and the space.
@Suite struct ClustersTests {
  private func laboratory(_ columns: Int = 120, _ rows: Int = 40) -> LaboratoryModel {
    var model = Fixtures.laboratory(columns: columns, rows: rows)
    Fixtures.showClusters(&model)
    return model
  }

  private func isCluster(_ effect: Effect) -> Bool {
    if case .cluster = effect { true } else { false }
  }

  @Test(arguments: ViewTests.sizes) func views(_ size: (Int, Int)) {
    var model = laboratory(size.0, size.1)
    let name = "\(size.0)x\(size.1)"
    expectSnapshot(model.text(), named: "clusters-\(name)")
    model.press(.character("l"))
    expectSnapshot(model.text(), named: "clusters-mixed-\(name)")
    model.press(.character("l"))
    expectSnapshot(model.text(), named: "clusters-split-\(name)")
    model.press(.character("l"), .character("x"))
    expectSnapshot(model.text(), named: "clusters-branch-\(name)")
    var empty = Fixtures.empty(columns: size.0, rows: size.1)
    empty.press(.character("6"))
    expectSnapshot(empty.text(), named: "clusters-empty-\(name)")
  }

  @Test(arguments: ViewTests.sizes) func space(_ size: (Int, Int)) {
    var model = Fixtures.laboratory(columns: size.0, rows: size.1)
    Fixtures.showSpace(&model)
    Fixtures.answer(model.press(.character("p")), &model)
    expectSnapshot(model.text(), named: "space-\(size.0)x\(size.1)")
    model.press(.character("z"), .character("z"), .tab)
    expectSnapshot(model.text(), named: "space-zoomed-\(size.0)x\(size.1)")
  }

  /// The clusters at each threshold are those of the plan from scratch.
  @Test func theThresholdCutsAtOnce() throws {
    var model = laboratory()
    for value in [0.05, 0.2, 0.4, 0.6, 0.9, 1.2] {
      let effects = model.setThreshold(value, .byHand)
      #expect(!effects.contains(where: isCluster))
      _ = model.update(.tick(0))
      var generator = SeededGenerator(seed: 1)
      let plan = ClusteringPlan(method: .average, metric: .l2, threshold: value)
      let expected = try plan.clusters(of: model.collection.embeddings.set, using: &generator)
      #expect(model.clusters.labels == expected.labels)
      #expect(model.clusters.groups.map { $0.items.sorted() } == expected.largestFirst)
      for group in model.clusters.groups {
        let node = try #require(group.node)
        #expect(model.clusters.data?.tree?.items(of: node).sorted() == group.items.sorted())
      }
    }
  }

  /// Methods without a dendrogram are asked again at each threshold.
  @Test func otherMethodsAreAskedAgain() {
    var model = laboratory()
    for _ in 0..<2 { Fixtures.answer(model.press(.character("o")), &model) }
    #expect(model.clusters.method == .dbscan)
    #expect(model.clusters.clusterCount > 0)
    let effects = model.press(.character("+"))
    #expect(effects.contains(where: isCluster))
    model.press(.character("x"))
    #expect(model.text().contains("Only average and complete"))
  }

  @Test func theDendrogramIsWalked() throws {
    var model = laboratory()
    _ = model.setThreshold(0.4, .byHand)
    _ = model.update(.tick(0))
    let before = try #require(model.clusters.group)
    model.press(.character("x"))
    let above = try #require(model.clusters.group)
    #expect(above.subject == .branch && above.count > before.count)
    #expect(Set(above.items).isSuperset(of: before.items))
    #expect(model.text().contains("joined at"))
    model.press(.character("z"))
    model.press(.character("y"))
    let aside = try #require(model.clusters.group)
    let below = above.parts.map(\.count)
    #expect(below.contains(aside.count))
    model.press(.escape)
    #expect(model.clusters.group == before)
  }

  @Test func aClusterIsNamed() {
    var model = laboratory()
    let group = model.clusters.group?.items ?? []
    model.press(.character("n"))
    guard case .prompt(let prompt) = model.overlay else {
      Issue.record("no prompt")
      return
    }
    #expect(prompt.purpose == .splitOff(group.map { model.collection.embeddings.faces[$0] }))
    let effects = model.press(.enter)
    #expect(effects.contains { if case .splitOff = $0 { true } else { false } })
  }

  /// Chosen faces are marked with the one under the cursor, over clusters too.
  @Test func facesAreMarked() {
    var model = laboratory()
    #expect(model.press(.character("s")).isEmpty)
    #expect(model.text().contains("Choose faces with Space"))
    let first = model.clusterFace
    model.press(.character(" "))
    model.press(.tab, .down, .tab)
    let second = model.clusterFace
    let effects = model.press(.character("d"))
    guard case .mark(let pairs, .different?, false)? = effects.first, let first, let second else {
      Issue.record("no mark")
      return
    }
    #expect(pairs == [FacePair(first, second)])
    #expect(model.clusters.chosen.isEmpty)
  }

  @Test func marksAreRespectedAndTheTreeIsMadeAnew() {
    var model = laboratory()
    let pair = FacePair(
      Fixtures.faceID(person: 0, number: 0), Fixtures.faceID(person: 0, number: 1))
    let mark = FaceMark(id: FaceMark.ID(rawValue: 1), pair: pair, kind: .different)
    let effects = model.update(.collectionLoaded(Fixtures.collection(marks: [mark])))
    #expect(effects.contains(where: isCluster))
    Fixtures.answer(effects, &model)
    _ = model.setThreshold(1.2, .byHand)
    _ = model.update(.tick(0))
    #expect(model.clusters.labels[0] != model.clusters.labels[1])
    // New names alone leave the dendrogram as it is.
    let named = model.update(
      .collectionLoaded(Fixtures.collection(naming: [0: "Zoe"], marks: [mark])))
    #expect(!named.contains(where: isCluster))
    _ = model.setThreshold(0.6, .byHand)
    _ = model.update(.tick(0))
    #expect(model.text().contains("Zoe"))
  }

  /// The list of neighbours is that of the true space, and arrows go where they point.
  @Test func theSpaceIsWalked() throws {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    Fixtures.showSpace(&model)
    let cursor = try #require(model.clusters.space.cursor)
    let embeddings = model.collection.embeddings
    let distances = (0..<embeddings.count).filter { $0 != cursor }.map { row in
      Metric.l2.distance(Array(embeddings[row]), Array(embeddings[cursor]))
    }
    #expect(model.clusters.space.neighbours.map(\.distance) == distances.sorted())
    let points = try #require(model.clusters.space.projection?.points)
    let directions: [(Key, PlanePoint)] = [
      (.right, PlanePoint(1, 0)), (.left, PlanePoint(-1, 0)), (.up, PlanePoint(0, 1)),
      (.down, PlanePoint(0, -1)),
    ]
    for (key, direction) in directions {
      var moved = model
      moved.press(key)
      guard let next = moved.clusters.space.cursor, next != cursor else { continue }
      #expect(((points[next] - points[cursor]) * direction).sum() > 0)
    }
    model.press(.enter)
    #expect(!model.clusters.showsSpace && model.clusters.group?.items.contains(cursor) == true)
    #expect(model.clusterFace == embeddings.faces[cursor])
  }

  @Test func placingStops() {
    var model = Fixtures.laboratory(columns: 120, rows: 40)
    Fixtures.showClusters(&model)
    let begun = model.press(.character("v"))
    #expect(begun.contains { if case .project(.neighbours, _, _) = $0 { true } else { false } })
    let faces = model.collection.embeddings.faces
    _ = model.update(
      .projected(
        Projection(
          kind: .neighbours, model: model.embedder.fingerprint, faces: faces,
          points: faces.map { _ in PlanePoint(0, 0) }, step: 3, steps: 9)))
    let stopping = model.press(.escape)
    #expect(stopping.contains { if case .stop(.projection) = $0 { true } else { false } })
    #expect(model.text().contains("stopped"))
    let again = model.press(.character("6"))
    #expect(again.contains { if case .project = $0 { true } else { false } })
  }
}
