/// A matrix of distances with the names of its groups: what an SVG file shows as a heat map.
public struct MatrixChart: Hashable, Sendable {
  public var title: String
  /// The size; `entries` holds the rows one after another.
  public var rows: Int
  public var columns: Int
  public var entries: [MatrixEntry]
  /// The values at the ends of the colour ramp.
  public var range: ClosedRange<Double>
  /// What the values are.
  public var valueTitle: String
  public var rowGroups: [MatrixGroup]
  public var columnGroups: [MatrixGroup]
  public var threshold: Double?
  public var caption: String

  /// - Precondition: there are rows × columns entries.
  public init(
    title: String = "", rows: Int, columns: Int, entries: [MatrixEntry],
    range: ClosedRange<Double>, valueTitle: String = "", rowGroups: [MatrixGroup] = [],
    columnGroups: [MatrixGroup] = [], threshold: Double? = nil, caption: String = ""
  ) {
    precondition(
      rows >= 0 && columns >= 0 && entries.count == rows * columns,
      "\(entries.count) entries for \(rows) rows of \(columns)")
    self.title = title
    self.rows = rows
    self.columns = columns
    self.entries = entries
    self.range = range
    self.valueTitle = valueTitle
    self.rowGroups = rowGroups
    self.columnGroups = columnGroups
    self.threshold = threshold
    self.caption = caption
  }

  subscript(row: Int, column: Int) -> MatrixEntry { entries[row * columns + column] }
}
