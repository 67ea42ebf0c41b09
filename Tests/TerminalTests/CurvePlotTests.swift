import Testing

@testable import Terminal

/// Plots against the values they are to show.
@Suite struct CurvePlotTests {
  /// Quantiles of the normal distribution, from SciPy's `norm.ppf`.
  @Test(arguments: [
    (0.5, 0.0), (0.975, 1.959963984540054), (0.025, -1.959963984540054),
    (0.001, -3.090232306167813), (1e-6, -4.753424308822899), (0.4, -0.2533471031357997),
  ])
  func probitsAreTheQuantiles(_ share: Double, _ value: Double) {
    #expect(abs(probit(share) - value) < 1e-9)
  }

  @Test func probitsEndInInfinity() {
    #expect(probit(0) == -.infinity)
    #expect(probit(1) == .infinity)
  }

  @Test(arguments: [
    PlotAxis(0...1.2), PlotAxis(1e-6...1, spread: .logarithmic),
    PlotAxis(0.0001...0.5, spread: .probit),
  ])
  func valuesComeBackFromTheirPlaces(_ axis: PlotAxis) {
    for step in 0...50 {
      let fraction = Double(step) / 50
      #expect(abs(axis.fraction(axis.value(fraction)) - fraction) < 1e-9)
    }
    #expect(axis.fraction(axis.range.lowerBound) == 0)
    #expect(axis.fraction(axis.range.upperBound) == 1)
  }

  /// The row in which a curve stands tells its value to a cell, at every column, on every axis.
  @Test(arguments: [
    PlotAxis(0...1), PlotAxis(1e-4...1, spread: .logarithmic), PlotAxis(0.001...0.5, spread: .probit),
  ])
  func aCurveIsReadOffWhereItIs(_ horizontal: PlotAxis) {
    let curve = (0...400).map { index -> (x: Double, y: Double) in
      let fraction = Double(index) / 400
      return (horizontal.value(fraction), fraction * fraction)
    }
    let plot = CurvePlot(
      horizontal: horizontal, vertical: PlotAxis(0...1), series: [.init(curve, style: .plain)])
    var surface = Surface(columns: 106, rows: 32)
    plot.draw(on: &surface, in: surface.region, theme: Theme(.mono))
    let region = plot.plot(in: surface.region)
    for column in stride(from: 5, to: region.columns, by: 7) {
      let fraction = (Double(column) + 0.5) / Double(region.columns)
      let rows = (0..<region.rows).filter { row in
        let character = surface[region.column + column, region.row + row].character
        return character.map { ("\u{2801}"..."\u{28FF}").contains($0) } ?? false
      }
      let shown = rows.map { 1 - (Double($0) + 0.5) / Double(region.rows) }
      let nearest = shown.map { abs($0 - fraction * fraction) }.min() ?? 1
      #expect(nearest < 0.02 + 0.5 / Double(region.rows))
    }
  }

  @Test func theCursorStandsAtItsValues() {
    var plot = CurvePlot(
      horizontal: PlotAxis(0...1), vertical: PlotAxis(0...1), series: [])
    plot.cursor = (0.25, 0.75)
    var surface = Surface(columns: 86, rows: 22)
    plot.draw(on: &surface, in: surface.region, theme: Theme(.mono))
    let region = plot.plot(in: surface.region)
    let found = (0..<22).flatMap { row in (0..<86).map { ($0, row) } }
      .first { surface[$0.0, $0.1].character == "●" }
    #expect(found?.0 == region.column + 20 && found?.1 == region.row + 5)
    #expect(abs(plot.value(atColumn: region.column + 20, in: surface.region) - 0.25) < 0.01)
  }

  @Test func noSizeIsTooSmall() {
    let plot = CurvePlot(
      horizontal: PlotAxis(1e-6...1, spread: .logarithmic),
      vertical: PlotAxis(0.001...0.5, spread: .probit), series: [.init([(0, 0), (1, 1)], style: .plain)])
    for columns in 0..<30 {
      for rows in 0..<12 {
        var surface = Surface(columns: columns, rows: rows)
        plot.draw(on: &surface, in: surface.region, theme: Theme(.mono))
      }
    }
  }
}
