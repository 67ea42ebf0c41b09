import Gallery
import Verification

/// The state of the space as a picture.
struct SpaceView: Sendable {
  enum Coloring: String, Sendable { case person, cluster }

  var kind = Projection.Kind.neighbours
  var coloring = Coloring.person
  var projection: Projection?
  var progress = MatrixScreen.Progress.idle
  /// The face under the cursor by its row, and the others by their distance to it in the true space.
  private(set) var cursor: Int?
  private(set) var neighbours: [Neighbour] = []
  /// How far from the picture as a whole: each step shows half of the one before.
  private(set) var zoom = 0
  /// What stands in the middle when zoomed in.
  var centre = PlanePoint.zero

  struct Neighbour: Sendable, Equatable {
    let row: Int
    let distance: Float
  }

  init(showing kind: Projection.Kind = .neighbours, _ coloring: Coloring = .person) {
    self.kind = kind
    self.coloring = coloring
  }

  static let zooms = 0...8

  mutating func zoom(by count: Int) {
    zoom = min(max(zoom + count, Self.zooms.lowerBound), Self.zooms.upperBound)
    follow()
  }

  mutating func put(cursor row: Int?, distances: [Float]) {
    cursor = row
    neighbours = distances.enumerated().filter { $0.offset != row }
      .map { Neighbour(row: $0.offset, distance: $0.element) }
      .sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }
    follow()
  }

  /// Keeps the cursor in the middle of what is seen.
  mutating func follow() {
    guard let cursor, let points = projection?.points, points.indices.contains(cursor) else {
      return
    }
    centre = points[cursor]
  }

  /// The nearest point in a direction: right, left, down or up; ahead rather than aside.
  func point(toward direction: PlanePoint) -> Int? {
    guard let points = projection?.points, let cursor, points.indices.contains(cursor) else {
      return nil
    }
    var best: (row: Int, cost: Float)?
    for (row, point) in points.enumerated() where row != cursor {
      let offset = point - points[cursor]
      let ahead = (offset * direction).sum()
      let aside = abs(offset.x * direction.y) + abs(offset.y * direction.x)
      guard ahead > 0, aside <= ahead else { continue }
      let cost = ahead + 2 * aside
      if cost < best?.cost ?? .infinity { best = (row, cost) }
    }
    return best?.row
  }
}

/// Which dots stand for which places of the plane.
struct SpaceMap {
  private let middle: PlanePoint
  private let scale: Float
  private let width: Int
  private let height: Int

  /// The whole picture in a drawing of dots, or the part around the centre when zoomed in.
  init(_ space: SpaceView, width: Int, height: Int) {
    let points = space.projection?.points ?? []
    var (low, high) = (points.first ?? .zero, points.first ?? .zero)
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let size = pointwiseMax(high - low, PlanePoint(repeating: 1e-6))
    let fitting = min(Float(width - 5) / size.x, Float(height - 5) / size.y)
    scale = max(fitting, 1e-6) * Float(1 << space.zoom)
    middle = space.zoom == 0 ? (low + high) / 2 : space.centre
    (self.width, self.height) = (width, height)
  }

  /// The dot of a place; it may lie outside the drawing.
  func dot(_ point: PlanePoint) -> (x: Int, y: Int) {
    let offset = (point - middle) * scale
    let limit: Float = 1e6
    return (
      width / 2 + Int(max(-limit, min(limit, offset.x)).rounded()),
      height / 2 - Int(max(-limit, min(limit, offset.y)).rounded())
    )
  }
}
