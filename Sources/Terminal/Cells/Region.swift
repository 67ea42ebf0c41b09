/// A rectangle of terminal cells.
public struct Region: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int = 0, row: Int = 0, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The column right of the region, and the row below it.
  public var endColumn: Int { column + columns }
  public var endRow: Int { row + rows }
  public var isEmpty: Bool { columns == 0 || rows == 0 }

  public func contains(column: Int, row: Int) -> Bool {
    (self.column..<endColumn).contains(column) && (self.row..<endRow).contains(row)
  }

  /// The region without a border of the given widths.
  public func inset(columns horizontal: Int = 0, rows vertical: Int = 0) -> Region {
    Region(
      column: column + horizontal, row: row + vertical,
      columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
  }

  /// The upper `count` rows, and what is below them.
  public func splitRows(_ count: Int) -> (upper: Region, lower: Region) {
    let count = min(max(0, count), rows)
    return (
      Region(column: column, row: row, columns: columns, rows: count),
      Region(column: column, row: row + count, columns: columns, rows: rows - count)
    )
  }

  /// The left `count` columns, and what is right of them.
  public func splitColumns(_ count: Int) -> (left: Region, right: Region) {
    let count = min(max(0, count), columns)
    return (
      Region(column: column, row: row, columns: count, rows: rows),
      Region(column: column + count, row: row, columns: columns - count, rows: rows)
    )
  }

  /// A region of the given size in the middle, no larger than this one.
  public func centred(columns: Int, rows: Int) -> Region {
    let columns = min(columns, self.columns)
    let rows = min(rows, self.rows)
    return Region(
      column: column + (self.columns - columns) / 2, row: row + (self.rows - rows) / 2,
      columns: columns, rows: rows)
  }
}
