import Figures

/// The colours with their values, the threshold among them, and the marks.
struct HeatMapLegend {
  let map: HeatMap
  let ink: HeatMapInk
  let theme: Theme

  func draw(on surface: inout Surface, in region: Region) {
    guard region.rows > 0, region.columns >= 20 else { return }
    let low = label(map.range.lowerBound), high = label(map.range.upperBound)
    let width = min(50, region.columns / 2) - low.count - high.count - 2
    guard width >= 5 else { return }
    let bar = Region(
      column: region.column + low.count + 1, row: region.row, columns: width, rows: 1)
    surface.write(low, column: region.column, row: region.row, style: theme.text)
    drawBar(on: &surface, in: bar)
    let after = surface.write(high, column: bar.endColumn + 1, row: bar.row, style: theme.text)
    drawMarks(on: &surface, in: region, column: after)
    drawThreshold(on: &surface, in: region, bar)
  }

  private func label(_ value: Double) -> String {
    FixedNumber.short(value, decimals: 2)
  }

  private func drawBar(on surface: inout Surface, in bar: Region) {
    let places = PlotScale(map.range, size: bar.columns)
    for x in 0..<bar.columns { surface[bar.column + x, bar.row] = ink.filling(places.value(x)) }
    guard let threshold = map.threshold, map.range.contains(threshold) else { return }
    let column = bar.column + places.place(threshold)
    var style = ink.isColored ? surface[column, bar.row].style.bold : theme.threshold
    style.isBold = true
    surface[column, bar.row] = Cell("┃", style)
  }

  private func drawThreshold(on surface: inout Surface, in region: Region, _ bar: Region) {
    guard let threshold = map.threshold, region.rows > 1 else { return }
    let place = PlotScale(map.range, size: bar.columns).place(threshold)
    let column = bar.column + min(max(0, place), bar.columns - 1)
    let text = "▲ \(FixedNumber.text(threshold, decimals: 3)) threshold"
    // On the left of the mark where there is no room on the right.
    let start = min(column, region.endColumn - text.columns)
    surface.write(
      text, column: max(region.column, start), row: region.row + 1, style: theme.threshold)
  }

  private func drawMarks(on surface: inout Surface, in region: Region, column: Int) {
    var line = StyledText(map.title.isEmpty ? "" : " \(map.title)", theme.muted)
    line = line + StyledText("   ") + StyledText("×", ink.error) + StyledText(" error", theme.text)
    if map.zoom > (ink.isColored ? 0 : 1) {
      let sample = !ink.isColored ? "[]" : map.zoom == 1 ? "▏▕" : "┌┐"
      line = line + StyledText("   \(sample) accepted", theme.text)
    }
    surface.write(line, column: column, row: region.row, limit: max(0, region.endColumn - column))
  }
}
