import Terminal
import Verification

extension LaboratoryModel {
  // MARK: - Identify

  mutating func clickIdentify(_ mouse: MouseEvent) -> [Effect] {
    let layout = identifyLayout
    switch mouse.action {
    case .scrollUp: return perform(.up)
    case .scrollDown: return perform(.down)
    case .drag: return []
    case .press, .doublePress:
      if layout.probe.contains(column: mouse.column, row: mouse.row) {
        return perform(.chooseProbe)
      }
      let inside = Panel.inside(layout.candidates)
      guard layout.candidates.contains(column: mouse.column, row: mouse.row),
        let row = suggestionList.row(at: mouse.row, in: inside)
      else { return [] }
      identify.selected = row
      return mouse.action == .doublePress ? perform(.open) : []
    }
  }

  // MARK: - Clusters

  mutating func clickClusters(_ mouse: MouseEvent) -> [Effect] {
    let layout = galleryLayout
    if layout.people.contains(column: mouse.column, row: mouse.row) { clickGroups(mouse) }
    guard layout.faces.contains(column: mouse.column, row: mouse.row) else { return [] }
    clusters.pane = clusters.group == nil ? .groups : .faces
    switch mouse.action {
    case .scrollUp: return perform(.up)
    case .scrollDown: return perform(.down)
    case .drag: return []
    case .press, .doublePress:
      let inside = Panel.inside(layout.faces)
      guard let index = clusterGrid.index(atColumn: mouse.column, row: mouse.row, in: inside)
      else { return [] }
      clusters.face = index
      return mouse.action == .doublePress ? perform(.open) : []
    }
  }

  private mutating func clickGroups(_ mouse: MouseEvent) {
    switch mouse.action {
    case .scrollUp: clusters.choose(clusters.selected - 3)
    case .scrollDown: clusters.choose(clusters.selected + 3)
    case .drag: break
    case .press, .doublePress:
      let inside = Panel.inside(galleryLayout.people)
      guard let row = groupList.row(at: mouse.row, in: inside) else { return }
      clusters.pane = .groups
      clusters.choose(row)
    }
  }

  // MARK: - The space

  mutating func clickSpace(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .scrollUp: return perform(.zoomIn)
    case .scrollDown: return perform(.zoomOut)
    case .drag: return []
    case .press, .doublePress:
      guard spaceMapRegion.contains(column: mouse.column, row: mouse.row) else { return [] }
      if let row = face(atColumn: mouse.column, row: mouse.row) { putSpaceCursor(row) }
      return mouse.action == .doublePress ? perform(.open) : []
    }
  }

  /// The face nearest to a cell of the picture, by its row in the embeddings.
  private func face(atColumn column: Int, row: Int) -> Int? {
    let region = spaceMapRegion
    let canvas = BrailleCanvas(columns: region.columns, rows: region.rows)
    let map = SpaceMap(clusters.space, width: canvas.width, height: canvas.height)
    let x = (column - region.column) * canvas.dotsAcross + canvas.dotsAcross / 2
    let y = (row - region.row) * canvas.dotsDown + canvas.dotsDown / 2
    let points = clusters.space.projection?.points ?? []
    func cost(_ point: PlanePoint) -> Int {
      let dot = map.dot(point)
      return (dot.x - x) * (dot.x - x) + (dot.y - y) * (dot.y - y)
    }
    return points.indices.min { cost(points[$0]) < cost(points[$1]) }
  }
}
