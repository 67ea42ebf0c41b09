import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// Does what an action means on the picture of the space.
  mutating func performInSpace(_ action: Action) -> [Effect] {
    switch action {
    case .nextView: return showSpace(false)
    case .up: moveInSpace(PlanePoint(0, 1))
    case .down: moveInSpace(PlanePoint(0, -1))
    case .left: moveInSpace(PlanePoint(-1, 0))
    case .right: moveInSpace(PlanePoint(1, 0))
    case .nextPair: stepToNeighbour()
    case .zoomIn: clusters.space.zoom(by: 1)
    case .zoomOut: clusters.space.zoom(by: -1)
    case .nextProjection: cycleProjection()
    case .nextColoring:
      clusters.space.coloring = clusters.space.coloring == .person ? .cluster : .person
    case .open: showGroupOfCursor()
    case .filter:
      screen = .gallery
      return perform(.filter)
    default: break
    }
    return []
  }

  mutating func showSpace(_ isShown: Bool) -> [Effect] {
    clusters.showsSpace = isShown
    if isShown, clusters.space.cursor == nil {
      putSpaceCursor(clusterFace.flatMap { collection.row(of: $0) } ?? 0)
    }
    return []
  }

  private mutating func moveInSpace(_ direction: PlanePoint) {
    guard let row = clusters.space.point(toward: direction) else { return }
    putSpaceCursor(row)
  }

  /// The nearest face in the true space.
  private mutating func stepToNeighbour() {
    guard let nearest = clusters.space.neighbours.first else { return }
    putSpaceCursor(nearest.row)
  }

  mutating func putSpaceCursor(_ row: Int) {
    let faces = collection.embeddings.faces
    guard faces.indices.contains(row), let embedding = collection.embedding(of: faces[row]) else {
      return clusters.space.put(cursor: nil, distances: [])
    }
    clusters.space.put(
      cursor: row, distances: collection.distances(from: embedding, metric: threshold.metric))
  }

  var spaceFace: FaceRecord.ID? {
    let faces = collection.embeddings.faces
    return clusters.space.cursor.flatMap { faces.indices.contains($0) ? faces[$0] : nil }
  }

  private mutating func cycleProjection() {
    clusters.space.kind = clusters.space.kind == .components ? .neighbours : .components
    clusters.space.progress = .idle
  }

  /// Enter: the cluster of the face, as a contact sheet.
  private mutating func showGroupOfCursor() {
    guard let row = clusters.space.cursor else { return }
    clusters.listing = .all
    clusters.branch = nil
    clusters.showsSpace = false
    arrangeClusters()
    guard let group = clusters.groups.firstIndex(where: { $0.items.contains(row) }) else { return }
    clusters.choose(group)
    clusters.face = clusters.groups[group].items.firstIndex(of: row) ?? 0
    clusters.pane = .faces
  }

  // MARK: - The data

  mutating func wantedProjection() -> [Effect] {
    guard screen == .clusters, clusters.showsSpace, clusters.space.progress == .idle, work == nil,
      !collection.embeddings.faces.isEmpty
    else { return [] }
    if clusters.space.cursor == nil { putSpaceCursor(0) }
    if let there = clusters.space.projection, !there.isMoving, there.kind == clusters.space.kind,
      there.faces == collection.embeddings.faces
    {
      return []
    }
    clusters.space.progress = .running(0)
    return [.project(clusters.space.kind, collection, threshold.metric)]
  }

  mutating func take(_ projection: Projection) {
    guard projection.model == collection.embeddings.model,
      projection.faces == collection.embeddings.faces, projection.kind == clusters.space.kind,
      clusters.space.progress != .stopped
    else { return }
    clusters.space.projection = projection
    clusters.space.progress =
      projection.isMoving
      ? .running(Double(projection.step) / Double(max(1, projection.steps))) : .idle
    clusters.space.follow()
  }
}
