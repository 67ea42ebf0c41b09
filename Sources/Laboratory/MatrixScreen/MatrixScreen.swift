import Figures
import Terminal
import Verification

/// The state of the matrix screen.
struct MatrixScreen: Sendable {
  enum Progress: Sendable, Equatable {
    case idle
    case running(Double)
    /// Esc was pressed.
    case stopped

    var isRunning: Bool { if case .running = self { true } else { false } }
  }

  var data: MatrixData?
  var progress = Progress.idle
  var ordering = FaceOrder.person
  var summaryKind = BlockSummary.Kind.mean
  /// The cursor, in the order shown.
  var cursor = MatrixPlace(row: 0, column: 1)
  var origin = MatrixPlace(row: 0, column: 0)
  /// Whether the cursor went far, or what is around it looks different, so that it should stand in
  /// the middle.
  var isCentring = false
  /// The zoom of the heat map, above 0 only where a cell is a pair.
  var level = 0
  /// The faces along a side of a cell; `nil` for as many as bring all faces into view.
  var chosenBlock: Int?
  /// The place among the errors, once jumped to one.
  var errorIndex: Int?
  /// What is shown; `nil` until there are distances.
  private(set) var arrangement: MatrixArrangement?
  /// The threshold that faces with the worst errors were ordered at.
  private var orderedAt: Double?
  private var fitting: Fitting?

  /// The least block that brings all into a view of a size, and the zoom at which it does.
  private struct Fitting {
    let block: Int
    let zoom: Int
    let columns: Int
    let rows: Int
  }

  var order: [Int] { arrangement?.order ?? [] }
  var places: [Int] { arrangement?.places ?? [] }
  var block: Int { arrangement?.size ?? 1 }

  /// The zoom of the heat map as it is drawn.
  var zoom: Int {
    if block == 1 { return level }
    return block == fitting?.block ? fitting?.zoom ?? 0 : 0
  }

  /// Brings the order and the blocks up to date.
  ///
  /// - Parameters:
  ///   - map: an empty one of the smallest cells there are, drawn in `region`.
  ///   - name: the name of a face's person.
  mutating func arrange(
    at threshold: Double, on map: HeatMap, in region: Region, name: (Int) -> String
  ) {
    guard let data else { return reset() }
    let order = order(of: data, at: threshold)
    if fitting.map({ ($0.columns, $0.rows) != (region.columns, region.rows) }) ?? true {
      fitting = Self.fitting(data.owners, order, on: map, in: region, name: name)
    }
    let whole = fitting?.block ?? 1
    let size = min(chosenBlock ?? whole, whole)
    if let arrangement, arrangement.size == size, arrangement.order == order { return }
    arrangement = MatrixArrangement(
      data.distances, people: data.owners, order: order, size: size, name: name)
  }

  /// What was arranged is of a gallery that changed.
  mutating func reset() {
    (arrangement, orderedAt, fitting) = (nil, nil, nil)
  }

  /// Orders anew what is shown next.
  mutating func order(by ordering: FaceOrder) {
    self.ordering = ordering
    (orderedAt, fitting) = (nil, nil)
  }

  private mutating func order(of data: MatrixData, at threshold: Double) -> [Int] {
    switch ordering {
    case .person: return data.byPerson
    case .similarity: return data.bySimilarity
    case .worstError:
      if orderedAt == threshold, let arrangement { return arrangement.order }
      orderedAt = threshold
      return data.reach.order(at: threshold)
    }
  }

  private static func fitting(
    _ people: [Int], _ order: [Int], on map: HeatMap, in region: Region, name: (Int) -> String
  ) -> Fitting {
    // A cell is no wider than a column, so fewer faces than this to a block can't fit.
    var size = max(1, order.count / max(1, region.columns))
    func held() -> HeatMap {
      map.holding(
        MatrixArrangement.count(order.count, size),
        MatrixArrangement.groups(people, order, size, name))
    }
    while size < order.count, !held().isWhole(in: region) { size += 1 }
    return Fitting(
      block: size, zoom: held().fittingZoom(in: region), columns: region.columns, rows: region.rows)
  }

  // MARK: - Zoom

  /// Blocks from the largest, which brings all into view, down to a pair; each about half of the
  /// one before.
  private var blocks: [Int] {
    var sizes = [fitting?.block ?? 1]
    while let last = sizes.last, last > 1 { sizes.append((last + 1) / 2) }
    return sizes
  }

  /// - Returns: whether there was a closer look.
  mutating func zoomIn() -> Bool {
    if let smaller = blocks.first(where: { $0 < block }) {
      chosenBlock = smaller
      return true
    }
    guard level < HeatMap.zooms.upperBound else { return false }
    level += 1
    return true
  }

  /// - Returns: whether there was more to see.
  mutating func zoomOut() -> Bool {
    if level > 0 {
      level -= 1
      return true
    }
    guard let larger = blocks.last(where: { $0 > block }) else { return false }
    chosenBlock = larger == blocks.first ? nil : larger
    return true
  }

  /// The faces under the cursor, by their place in the data.
  var pair: (row: Int, column: Int)? {
    guard order.indices.contains(cursor.row), order.indices.contains(cursor.column) else {
      return nil
    }
    return (order[cursor.row], order[cursor.column])
  }
}
