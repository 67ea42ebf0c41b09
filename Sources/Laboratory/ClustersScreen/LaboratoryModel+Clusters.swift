import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// Does what an action means on the clusters screen.
  mutating func performInClusters(_ action: Action) -> [Effect] {
    switch action {
    case .nextView: return showSpace(!clusters.showsSpace)
    case .nextMethod: cycleMethod()
    case .nextListing: cycleListing()
    case .nextPane, .previousPane: switchPane()
    case .zoomIn: walk { $0.walk(up: false) }
    case .zoomOut: walk { $0.walk(up: true) }
    case .walkAside: walk { $0.walkAside() }
    case .selectFace: chooseFace()
    case .nameCluster: return nameChosen()
    case .markSame: return markChosen(.same)
    case .markDifferent: return markChosen(.different)
    case .open: return openInClusters()
    case .filter:
      screen = .gallery
      return perform(.filter)
    case .up, .down, .left, .right, .pageUp, .pageDown, .first, .last: moveInClusters(action)
    default: break
    }
    return []
  }

  private mutating func cycleMethod() {
    let all = ClusteringMethod.allCases
    let place = all.firstIndex(of: clusters.method) ?? 0
    clusters.method = all[(place + 1) % all.count]
    clusters.progress = .idle
    if !clusters.method.usesThreshold {
      notice = Notice(
        "k-means makes as many clusters as there are people; the threshold is not asked",
        kind: .information)
    }
  }

  private mutating func cycleListing() {
    let all = ClustersScreen.Listing.allCases
    let place = all.firstIndex(of: clusters.listing) ?? 0
    clusters.listing = all[(place + 1) % all.count]
    clusters.branch = nil
    arrangeClusters()
  }

  private mutating func switchPane() {
    clusters.pane = clusters.pane == .groups && clusters.group != nil ? .faces : .groups
  }

  private mutating func walk(_ step: (inout ClustersScreen) -> Bool) {
    if step(&clusters) { return }
    let why =
      clusters.data?.tree == nil
      ? "Only average and complete linkage have a dendrogram: o changes the method"
      : "The dendrogram ends here"
    notice = Notice(why, kind: .information)
  }

  // MARK: - Moving

  private mutating func moveInClusters(_ action: Action) {
    switch clusters.pane {
    case .groups: moveAmongGroups(action)
    case .faces: moveAmongClusterFaces(action)
    }
  }

  private mutating func moveAmongGroups(_ action: Action) {
    let page = max(1, galleryLayout.people.rows - 3)
    switch action {
    case .up: clusters.choose(clusters.selected - 1)
    case .down: clusters.choose(clusters.selected + 1)
    case .pageUp: clusters.choose(clusters.selected - page)
    case .pageDown: clusters.choose(clusters.selected + page)
    case .first: clusters.choose(0)
    case .last: clusters.choose(clusters.groups.count)
    case .right where clusters.group != nil: clusters.pane = .faces
    default: break
    }
  }

  private mutating func moveAmongClusterFaces(_ action: Action) {
    let keys: [Action: Key] = [
      .left: .left, .right: .right, .up: .up, .down: .down, .pageUp: .pageUp,
      .pageDown: .pageDown, .first: .home, .last: .end,
    ]
    let region = Panel.inside(galleryLayout.faces)
    if action == .left, clusters.face % clusterGrid.perRow(in: region) == 0 {
      return clusters.pane = .groups
    }
    guard let key = keys[action], let moved = clusterGrid.moved(by: key, in: region) else { return }
    clusters.face = moved
  }

  // MARK: - Acting on it

  /// The face under the cursor.
  var clusterFace: FaceRecord.ID? {
    guard let items = clusters.group?.items, items.indices.contains(clusters.face) else {
      return nil
    }
    return collection.embeddings.faces[items[clusters.face]]
  }

  private mutating func chooseFace() {
    guard let face = clusterFace else { return }
    clusters.pane = .faces
    if clusters.chosen.remove(face) == nil { clusters.chosen.insert(face) }
    clusters.face = min(clusters.face + 1, max(0, (clusters.group?.count ?? 1) - 1))
  }

  /// The chosen faces become a person, or those of the group when none is chosen.
  private mutating func nameChosen() -> [Effect] {
    let faces = collection.embeddings.faces
    let all =
      clusters.chosen.isEmpty
      ? clusters.group?.items.map { faces[$0] } ?? []
      : faces.filter(clusters.chosen.contains)
    guard !all.isEmpty else { return [] }
    return ask(.nameCluster(all, suggestion: suggestedName(all)))
  }

  /// The name most of the faces have.
  private func suggestedName(_ faces: [FaceRecord.ID]) -> String {
    let people = faces.compactMap { collection.face($0)?.person }
    let counts = Dictionary(people.map { ($0, 1) }, uniquingKeysWith: +)
    let most = counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
    return most.flatMap { collection.person($0.key)?.name } ?? ""
  }

  /// Marks the chosen faces as one person among each other, or as not the one under the cursor.
  private mutating func markChosen(_ kind: FaceMark.Kind) -> [Effect] {
    guard let face = clusterFace else { return [] }
    let others = collection.embeddings.faces.filter { clusters.chosen.contains($0) && $0 != face }
    guard !others.isEmpty else {
      let words = kind == .same ? "s" : "d"
      notice = Notice(
        "Choose faces with Space, go to another, then press \(words) again", kind: .failure)
      return []
    }
    clusters.chosen = []
    return [.mark(others.map { FacePair($0, face) }, kind, replacing: false)]
  }

  private mutating func openInClusters() -> [Effect] {
    if clusters.pane == .groups {
      switchPane()
      return []
    }
    guard let record = clusterFace.flatMap({ collection.face($0) }),
      let subject = subject(of: record)
    else { return [] }
    screen = .verify
    return compare(subject)
  }

  // MARK: - The data

  /// What the screen lacks once it is shown.
  mutating func wantedClusters() -> [Effect] {
    guard screen == .clusters, !collection.embeddings.faces.isEmpty else { return [] }
    arrangeClusters()
    let request = ClusterRequest(clusters.method, threshold.value, collection)
    if clusters.data?.request == request || work != nil || clusters.progress == .stopped
      || (clusters.request == request && clusters.progress != .idle)
    {
      return []
    }
    clusters.request = request
    clusters.progress = .running(0)
    return [.cluster(collection, threshold.metric, clusters.method, threshold: threshold.value)]
  }

  /// Whether clusters are on their way; other work has to end first.
  var isClustering: Bool { clusters.progress.isRunning }

  mutating func arrangeClusters() {
    guard clusters.data?.faces == collection.embeddings.faces else { return }
    clusters.arrange(
      people: collection.embeddings.people.map { Int($0.rawValue) }, threshold: threshold.value)
  }

  mutating func take(_ data: ClusterData) {
    guard data.model == collection.embeddings.model, data.request == clusters.request,
      data.faces == collection.embeddings.faces
    else { return }
    clusters.progress = .idle
    clusters.take(data)
    arrangeClusters()
  }

  /// The gallery changed: clusters of other faces or marks are made anew when they are looked at.
  mutating func settleClusters() {
    clusters.progress = .idle
    clusters.chosen.formIntersection(collection.embeddings.faces)
    if clusters.data?.faces != collection.embeddings.faces {
      clusters.reset()
      clusters.space = SpaceView(showing: clusters.space.kind, clusters.space.coloring)
    }
  }
}
