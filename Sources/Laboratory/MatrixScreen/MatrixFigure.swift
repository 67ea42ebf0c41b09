import Figures
import Verification

/// A matrix of distances as a figure for print.
public struct MatrixFigure {
  private let arrangement: MatrixArrangement
  private let marksErrors: Bool

  /// More cells along a side than this can't be told apart on a page; blocks of faces stand for them.
  private static let mostCells = 300

  /// - Parameters:
  ///   - people: whose each face is; `nil` where that is not known, so that no verdict is wrong.
  ///   - name: the name of a face's person, or of the face.
  public init(
    _ distances: DistanceMatrix, people: [Int]?, order: [Int], name: (Int) -> String
  ) {
    let size = max(1, MatrixArrangement.count(order.count, Self.mostCells))
    marksErrors = people != nil
    arrangement = MatrixArrangement(
      distances, people: people ?? Array(order.indices), order: order, size: size, name: name)
  }

  /// The figure at a threshold, with what its cells mean as the caption.
  public func chart(at threshold: Double, metric: Metric) -> MatrixChart {
    let cells = 0..<arrangement.count
    let entries = cells.flatMap { row in cells.map { entry(row, $0, at: threshold) } }
    let distances = arrangement.distances.values
    return MatrixChart(
      rows: cells.count, columns: cells.count, entries: entries,
      range: 0...max(2 * threshold, Double(distances.max() ?? 1)), valueTitle: metric.rawValue,
      rowGroups: arrangement.groups, columnGroups: arrangement.groups, threshold: threshold,
      caption: caption)
  }

  private func entry(_ row: Int, _ column: Int, at threshold: Double) -> MatrixEntry {
    let entry = arrangement.entry(row, column, at: threshold, .mean)
    guard !marksErrors, entry.mark == .error, let value = entry.value else { return entry }
    return MatrixEntry(value, mark: value < threshold ? .accepted : .none)
  }

  private var caption: String {
    let faces = "\(arrangement.order.count.grouped) faces"
    let size = arrangement.size
    return size == 1 ? faces : "\(faces); a cell is the mean distance of \(size) to \(size) of them"
  }
}
