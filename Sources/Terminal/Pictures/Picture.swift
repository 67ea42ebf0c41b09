import Imaging

/// A picture as coloured cells.
///
/// With direct colour half-blocks show it best; with fewer colours the choice among more shapes
/// keeps a face recognisable. Without colour it is drawn in dots, or in ASCII by brightness.
public struct Picture: Sendable {
  public var image: Image

  public init(_ image: Image) { self.image = image }

  /// The largest size in cells within `columns` × `rows` that keeps the picture's shape. A cell is
  /// taken to be twice as high as it is wide.
  public func size(within columns: Int, _ rows: Int) -> (columns: Int, rows: Int) {
    guard image.width > 0, image.height > 0, columns > 0, rows > 0 else { return (0, 0) }
    let shape = 2 * Double(image.width) / Double(image.height)
    let width = min(Double(columns), Double(rows) * shape)
    return (
      min(columns, max(1, Int(width.rounded()))), min(rows, max(1, Int((width / shape).rounded())))
    )
  }

  /// The picture in at most `columns` × `rows` cells, for a screen with these colours and
  /// characters. It takes a few milliseconds; callers keep the result.
  public func surface(
    columns: Int, rows: Int, colors: ColorDepth, repertoire: Repertoire = .full
  ) -> Surface {
    let size = size(within: columns, rows)
    guard size.columns > 0, size.rows > 0 else { return Surface(columns: 0, rows: 0) }
    var surface = Surface(columns: size.columns, rows: size.rows)
    guard let canvas = CellCanvas(size, colors: colors, repertoire: repertoire) else {
      return surface
    }
    canvas.draw(image)
    for row in 0..<size.rows {
      for column in 0..<size.columns { surface[column, row] = canvas.cell(column, row) }
    }
    return surface
  }
}
