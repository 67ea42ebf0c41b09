import Figures

/// A chart of curves in cells: Braille curves over a fine grid, axes with ticks and labels, a
/// legend, and the cursor as a line of dots, so that values can be read off.
///
/// Ticks and grid lines stand at the exact dot of their value. Curves differ by colour and by
/// dashes. Where there is no Braille, curves are drawn in ASCII with a letter of their own.
public struct CurvePlot: Sendable {
  public var chart: CurveChart
  public var repertoire: Repertoire

  public init(_ chart: CurveChart, repertoire: Repertoire = .full) {
    self.chart = chart
    self.repertoire = repertoire
  }

  /// The x under a cell, for the mouse; the nearest end of the axis outside the plot.
  public func x(atColumn column: Int, in region: Region) -> Double {
    let frame = PlotFrame(self, in: region)
    let places = frame.x
    // The middle of the cell lies between its dots.
    let dot =
      Double((column - frame.plot.column) * frame.dotsAcross)
      + Double(frame.dotsAcross - 1) / 2
    return places.value(atFraction: min(max(0, dot / Double(max(1, places.size - 1))), 1))
  }

  /// The y under a cell, likewise.
  public func y(atRow row: Int, in region: Region) -> Double {
    let frame = PlotFrame(self, in: region)
    let dot = Double((row - frame.plot.row) * frame.dotsDown) + Double(frame.dotsDown - 1) / 2
    let last = Double(max(1, frame.y.size - 1))
    return frame.y.value(atFraction: min(max(0, (last - dot) / last), 1))
  }

  /// Whether a cell belongs to the area of the curves.
  public func contains(column: Int, row: Int, in region: Region) -> Bool {
    PlotFrame(self, in: region).plot.contains(column: column, row: row)
  }

  public func draw(on surface: inout Surface, in region: Region, theme: Theme) {
    let frame = PlotFrame(self, in: region)
    guard !frame.plot.isEmpty else { return }
    let drawing = PlotDrawing(plot: self, frame: frame, theme: theme)
    drawing.drawBackground(on: &surface)
    let curves = drawing.curves()
    curves.draw(on: &surface, column: frame.plot.column, row: frame.plot.row)
    drawing.drawLetters(on: &surface)
    drawing.drawCaptions(on: &surface, around: curves)
    frame.drawAxes(on: &surface, theme: theme)
    drawing.drawCursorLabels(on: &surface)
    drawing.drawLegend(on: &surface)
  }
}
