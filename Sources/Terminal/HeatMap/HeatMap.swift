import Figures

/// A matrix of distances as coloured cells, with the names of its groups, a cursor and a legend.
///
/// At zoom 0 a matrix cell is half a screen cell, so that it is square; at zoom n it is 2n columns
/// by n rows, and from zoom 3 on its value stands in it. Without colours enough, shades stand for
/// the values – the denser, the more alike – and at zoom 0 each has a whole screen cell. What a
/// cell of a summary means is up to the caller.
public struct HeatMap: Sendable {
  /// The size of the matrix.
  public var rows: Int
  public var columns: Int
  /// The values at the ends of the colour ramp.
  public var range: ClosedRange<Double>
  /// What the values are, for the legend.
  public var title = ""
  public var threshold: Double?
  public var rowGroups: [MatrixGroup] = []
  public var columnGroups: [MatrixGroup] = []
  public var cursor: MatrixPlace?
  public var zoom = 0
  /// The cell in the upper left corner.
  public var origin = MatrixPlace(row: 0, column: 0)
  public var colors: ColorDepth
  public var repertoire: Repertoire

  public static let zooms = 0...5

  public init(
    rows: Int, columns: Int, range: ClosedRange<Double>, colors: ColorDepth,
    repertoire: Repertoire = .full
  ) {
    self.rows = max(0, rows)
    self.columns = max(0, columns)
    self.range = range
    self.colors = colors
    self.repertoire = repertoire
  }

  /// The cell under a place of the screen, for the mouse.
  public func place(atColumn column: Int, row: Int, in region: Region) -> MatrixPlace? {
    let frame = HeatMapFrame(self, in: region)
    guard frame.map.contains(column: column, row: row),
      let matrixColumn = frame.columns.index(at: column - frame.map.column),
      let matrixRow = frame.row(atScreenRow: row)
    else { return nil }
    return MatrixPlace(row: matrixRow, column: matrixColumn)
  }

  /// The rows and columns that are wholly or partly in view.
  public func visible(in region: Region) -> (rows: Range<Int>, columns: Range<Int>) {
    let frame = HeatMapFrame(self, in: region)
    return (frame.rows.indices, frame.columns.indices)
  }

  /// The same map moved as little as needed for the cursor to be in view, and not beyond its ends.
  public func scrolled(in region: Region) -> HeatMap {
    var copy = self
    let frame = HeatMapFrame(self, in: region)
    copy.origin = MatrixPlace(
      row: frame.rows.origin(showing: cursor?.row),
      column: frame.columns.origin(showing: cursor?.column))
    return copy
  }

  /// The largest zoom at which the whole matrix is in view, else 0.
  public func fittingZoom(in region: Region) -> Int {
    var copy = self
    let zoom = Self.zooms.reversed().first { zoom in
      copy.zoom = zoom
      return copy.isWhole(in: region)
    }
    return zoom ?? 0
  }

  /// Whether the whole matrix fits into a region at this zoom.
  public func isWhole(in region: Region) -> Bool {
    var copy = self
    copy.origin = MatrixPlace(row: 0, column: 0)
    let frame = HeatMapFrame(copy, in: region)
    return frame.rows.isWhole && frame.columns.isWhole
  }

  public func draw(
    on surface: inout Surface, in region: Region, theme: Theme,
    entry: (_ row: Int, _ column: Int) -> MatrixEntry
  ) {
    let frame = HeatMapFrame(self, in: region)
    let ink = HeatMapInk(self, theme)
    if frame.isHalved {
      drawHalves(on: &surface, frame, ink, entry)
    } else {
      drawCells(on: &surface, frame, ink, entry)
    }
    frame.drawNames(of: self, on: &surface, theme)
    HeatMapLegend(map: self, ink: ink, theme: theme).draw(on: &surface, in: frame.legend)
  }

  /// Cells of several screen cells, or one.
  private func drawCells(
    on surface: inout Surface, _ frame: HeatMapFrame, _ ink: HeatMapInk,
    _ entry: (Int, Int) -> MatrixEntry
  ) {
    for row in frame.rows.indices {
      for column in frame.columns.indices {
        let place = Region(
          column: frame.map.column + frame.columns.start(of: column),
          row: frame.map.row + frame.rows.start(of: row),
          columns: frame.columns.size, rows: frame.rows.size)
        let isCursor = cursor == MatrixPlace(row: row, column: column)
        let cell = HeatMapCell(entry: entry(row, column), isCursor: isCursor, ink: ink)
        cell.draw(on: &surface, in: place, within: frame.map)
      }
    }
  }

  /// Two matrix rows in a screen row.
  private func drawHalves(
    on surface: inout Surface, _ frame: HeatMapFrame, _ ink: HeatMapInk,
    _ entry: (Int, Int) -> MatrixEntry
  ) {
    let map = frame.map
    let ring = cursor.map { cursorRing($0, frame, ink, entry) } ?? [:]
    let across = (0..<map.columns).map { frame.columns.index(at: $0) }
    let down = (0..<(2 * map.rows)).map { frame.rows.index(at: $0) }
    func pixel(_ x: Int, _ y: Int) -> Color? {
      if let color = ring[MatrixPlace(row: y, column: x)] { return color }
      guard let column = across[x], let row = down[y] else { return nil }
      return ink.color(entry(row, column))
    }
    for y in 0..<map.rows {
      for x in 0..<map.columns {
        let upper = pixel(x, 2 * y), lower = pixel(x, 2 * y + 1)
        guard upper != nil || lower != nil else { continue }
        surface[map.column + x, map.row + y] =
          upper == nil ? Cell("▄", Style(lower)) : Cell("▀", Style(upper, on: lower))
      }
    }
  }

  /// The half cells around the cursor, in black or white.
  private func cursorRing(
    _ cursor: MatrixPlace, _ frame: HeatMapFrame, _ ink: HeatMapInk,
    _ entry: (Int, Int) -> MatrixEntry
  ) -> [MatrixPlace: Color] {
    guard frame.columns.indices.contains(cursor.column), frame.rows.indices.contains(cursor.row)
    else { return [:] }
    let x = frame.columns.start(of: cursor.column), y = frame.rows.start(of: cursor.row)
    let color = ink.contrast(to: ink.color(entry(cursor.row, cursor.column)))
    var ring: [MatrixPlace: Color] = [:]
    for dy in -1...1 {
      for dx in -1...1 where dx != 0 || dy != 0 {
        ring[MatrixPlace(row: y + dy, column: x + dx)] = color
      }
    }
    return ring
  }
}
