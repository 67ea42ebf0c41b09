extension SVGFigure {
  /// A matrix as a heat map on a page of a width in px; the height follows from its shape.
  ///
  /// Cells of one colour share a path, so that the file grows by some ten bytes a cell; a matrix of
  /// more than some hundred rows is better summarised before.
  public init(_ chart: MatrixChart, width: Double = 640) {
    let sheet = MatrixSheet(chart, width: width)
    self.init(
      width: sheet.width, height: sheet.height, title: chart.title, description: chart.caption,
      draw: MatrixDrawing(sheet: sheet).draw)
  }
}
