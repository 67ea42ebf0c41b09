/// Which part of a list is seen.
public enum Scrolling {
  /// The first row seen, so that `selection` is among the `height` rows.
  ///
  /// From `current` it moves only as far as it must; without one the selection is in the middle.
  public static func offset(
    selection: Int, count: Int, height: Int, current: Int? = nil
  ) -> Int {
    guard height > 0, count > height else { return 0 }
    let start =
      current.map { min(max($0, selection - height + 1), selection) }
      ?? selection - height / 2
    return min(max(0, start), count - height)
  }

  /// Draws a scroll bar in a column, when there is more than is seen.
  public static func drawBar(
    on surface: inout Surface, column: Int, region: Region, offset: Int, count: Int, theme: Theme
  ) {
    let height = region.rows
    guard height > 0, count > height else { return }
    let thumb = max(1, height * height / count)
    let travel = count - height
    let top = (offset * (height - thumb) + travel / 2) / travel
    for row in 0..<height {
      let isThumb = (top..<(top + thumb)).contains(row)
      surface[column, region.row + row] =
        isThumb ? Cell("┃", theme.muted) : Cell("│", theme.faint)
    }
  }
}
