extension SVGFigure {
  /// A chart of curves on a page of a size in px.
  ///
  /// - Parameter identifier: begins the names inside the document; figures that are put into one
  ///   web page need different ones.
  public init(
    _ chart: CurveChart, width: Double = 640, height: Double = 480,
    identifier: String = "figure"
  ) {
    let sheet = CurveSheet(chart, width: width, height: height)
    let drawing = CurveDrawing(sheet: sheet, identifier: identifier)
    self.init(
      width: sheet.width, height: sheet.height, title: chart.title, description: chart.caption,
      draw: drawing.draw)
  }
}
