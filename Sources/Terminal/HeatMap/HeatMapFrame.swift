import Figures

/// Where the parts of a heat map stand.
struct HeatMapFrame {
  /// The cells of the matrix.
  var map: Region
  /// The names of row groups, left of it.
  var gutter: Region
  /// The names of column groups, above it.
  var header: Region
  var legend: Region
  var rows, columns: HeatMapTrack
  /// Whether a screen row holds two matrix rows.
  let isHalved: Bool

  init(_ heatMap: HeatMap, in region: Region) {
    let hasBlocks = HeatMapInk.hasBlocks(heatMap)
    let zoom = max(0, heatMap.zoom)
    isHalved = zoom == 0 && hasBlocks
    let headerRows = heatMap.columnGroups.isEmpty || region.rows < 10 ? 0 : 2
    let legendRows = region.rows >= 12 ? 2 : region.rows >= 6 ? 1 : 0
    let upper = region.splitRows(headerRows)
    let lower = upper.lower.splitRows(upper.lower.rows - legendRows)
    let width = Self.gutterWidth(heatMap, region)
    gutter = lower.upper.splitColumns(width).left
    map = lower.upper.splitColumns(width).right
    header = Region(
      column: map.column, row: region.row, columns: map.columns, rows: headerRows)
    legend = lower.lower
    rows = HeatMapTrack(
      count: heatMap.rows, origin: heatMap.origin.row, size: max(1, zoom), gap: 1,
      room: isHalved ? 2 * map.rows : map.rows, groups: heatMap.rowGroups)
    columns = HeatMapTrack(
      count: heatMap.columns, origin: heatMap.origin.column, size: max(1, 2 * zoom),
      gap: 1, room: map.columns, groups: heatMap.columnGroups)
  }

  private static func gutterWidth(_ heatMap: HeatMap, _ region: Region) -> Int {
    guard !heatMap.rowGroups.isEmpty, region.columns >= 30 else { return 0 }
    let longest = heatMap.rowGroups.map(\.name.columns).max() ?? 0
    return min(longest + 2, max(10, region.columns / 5), 24)
  }

  /// The matrix row at a row of the screen, the upper one of two.
  func row(atScreenRow row: Int) -> Int? {
    let unit = row - map.row
    guard isHalved else { return rows.index(at: unit) }
    return rows.index(at: 2 * unit) ?? rows.index(at: 2 * unit + 1)
  }

  /// The row of the screen where a matrix row begins.
  func screenRow(of row: Int) -> Int {
    map.row + (isHalved ? rows.start(of: row) / 2 : rows.start(of: row))
  }

  // MARK: - Names

  func drawNames(of heatMap: HeatMap, on surface: inout Surface, _ theme: Theme) {
    if !gutter.isEmpty { drawRowNames(of: heatMap, on: &surface, theme) }
    if !header.isEmpty { drawColumnNames(of: heatMap, on: &surface, theme) }
  }

  /// The groups in view with their members in view.
  private static func groups(
    _ groups: [MatrixGroup], in visible: Range<Int>
  ) -> [(name: String, members: Range<Int>)] {
    var start = 0
    return groups.compactMap { group in
      defer { start += group.count }
      let members = (start..<(start + max(0, group.count))).clamped(to: visible)
      return members.isEmpty ? nil : (group.name, members)
    }
  }

  /// A name at the first row of each group; of those that would share a row the cursor's, else the
  /// first.
  private func drawRowNames(of heatMap: HeatMap, on surface: inout Surface, _ theme: Theme) {
    let groups = Self.groups(heatMap.rowGroups, in: rows.indices)
    let line = gutter.endColumn - 1
    var used: Set<Int> = []
    let current = groups.firstIndex { $0.members.contains(heatMap.cursor?.row ?? -1) }
    for index in [current].compactMap({ $0 }) + groups.indices.filter({ $0 != current }) {
      let group = groups[index]
      let top = screenRow(of: group.members.lowerBound)
      let bottom = min(map.endRow - 1, screenRow(of: group.members.upperBound - 1))
      guard used.insert(top).inserted else { continue }
      let isCurrent = index == current
      let place = Region(
        column: gutter.column, row: top, columns: gutter.columns - 2, rows: 1)
      surface.write(
        StyledText(group.name, isCurrent ? theme.accent : theme.text), in: place, alignment: .right)
      for row in top...max(top, bottom) where row == top || !used.contains(row) {
        surface[line, row] = Cell(row == top ? "┌" : "│", theme.muted)
      }
    }
    if let row = heatMap.cursor?.row, rows.indices.contains(row) {
      surface[line, screenRow(of: row)] = Cell("►", theme.accent)
    }
  }

  /// A name over each group, as far as they don't meet.
  private func drawColumnNames(of heatMap: HeatMap, on surface: inout Surface, _ theme: Theme) {
    let groups = Self.groups(heatMap.columnGroups, in: columns.indices)
    let current = groups.firstIndex { $0.members.contains(heatMap.cursor?.column ?? -1) }
    var used: [Range<Int>] = []
    for index in [current].compactMap({ $0 }) + groups.indices.filter({ $0 != current }) {
      let members = groups[index].members
      let start = columns.start(of: members.lowerBound)
      let end = min(columns.start(of: members.upperBound - 1) + columns.size, map.columns)
      for x in start..<max(start, end) {
        surface[map.column + x, header.row + 1] = Cell(x == start ? "┌" : "─", theme.muted)
      }
      let isCurrent = index == current
      let limit = isCurrent ? max(12, end - start) : end - start
      let shown = groups[index].name.truncated(toColumns: limit)
      let first = min(start, max(0, map.columns - shown.columns))
      let place = first..<(first + shown.columns + 1)
      guard limit >= 4, !used.contains(where: { $0.overlaps(place) }) else { continue }
      used.append(place)
      surface.write(
        shown, column: map.column + first, row: header.row,
        style: isCurrent ? theme.accent : theme.text)
    }
    if let column = heatMap.cursor?.column, columns.indices.contains(column) {
      let x = columns.start(of: column) + (columns.size - 1) / 2
      surface[map.column + x, header.row + 1] = Cell("▼", theme.accent)
    }
  }
}
