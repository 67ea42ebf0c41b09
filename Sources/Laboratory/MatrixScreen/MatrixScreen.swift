import Figures
import Verification

/// The state of the matrix screen.
struct MatrixScreen: Sendable {
  enum Order: String, Sendable, CaseIterable {
    case person = "by person"
    case similarity = "by similarity"
    case worstError = "by worst error"
  }

  enum Progress: Sendable, Equatable {
    case idle
    case running(Double)
    /// Esc was pressed.
    case stopped
  }

  var data: MatrixData?
  var progress = Progress.idle
  var ordering = Order.person
  var summaryKind = BlockSummary.Kind.mean
  /// The cursor, in the order shown.
  var cursor = MatrixPlace(row: 0, column: 1)
  var origin = MatrixPlace(row: 0, column: 0)
  /// From 0 on the zoom of the heat map; −n shows blocks of 2ⁿ faces.
  var level = 0
  /// The place among the errors, once jumped to one.
  var errorIndex: Int?
  /// Faces in the order shown, and the place of each.
  private(set) var order: [Int] = []
  private(set) var places: [Int] = []
  private(set) var groups: [MatrixGroup] = []
  private(set) var summary: BlockSummary?

  var block: Int { level < 0 ? 1 << -level : 1 }

  mutating func arrange(_ order: [Int], names: (Int) -> String) {
    guard let data else { return }
    if order != self.order {
      self.order = order
      places = Array(repeating: 0, count: order.count)
      for (place, face) in order.enumerated() { places[face] = place }
      summary = nil
      groups = []
    }
    guard groups.isEmpty || (block > 1) != (summary != nil) || (summary.map { $0.size != block } ?? false)
    else { return }
    summary = block > 1 ? BlockSummary(data, order: order, size: block) : nil
    groups = runs(data, names: names)
  }

  /// Neighbours of one person, or blocks that begin with one.
  private func runs(_ data: MatrixData, names: (Int) -> String) -> [MatrixGroup] {
    var result: [MatrixGroup] = []
    var last: Int?
    for place in stride(from: 0, to: order.count, by: block) {
      let face = order[place]
      if let last, data.people[last] == data.people[face] {
        result[result.count - 1].count += 1
      } else {
        result.append(MatrixGroup(names(face), count: 1))
      }
      last = face
    }
    return result
  }

  /// The faces under the cursor, by their place in the data.
  var pair: (row: Int, column: Int)? {
    guard order.indices.contains(cursor.row), order.indices.contains(cursor.column) else {
      return nil
    }
    return (order[cursor.row], order[cursor.column])
  }
}
