/// Where the parts of a printed chart of curves lie, in px.
struct CurveSheet {
  let chart: CurveChart
  let width, height: Double
  let left, right, top, bottom: Double
  let captionLines: [String]
  let xTicks, yTicks: [ChartAxis.Tick]
  private let across, up: PlotScale

  init(_ chart: CurveChart, width: Double, height: Double) {
    self.chart = chart
    self.width = max(200, width)
    self.height = max(150, height)
    captionLines = SVGText.captionLines(chart.caption, width: self.width - 32)
    let footer = captionLines.isEmpty ? 8 : 16 + 16 * Double(captionLines.count)
    top = chart.title.isEmpty ? 18 : 44
    bottom = max(top + 50, self.height - 48 - footer)
    let rows = bottom - top
    up = PlotScale(chart.y.range, size: 2, scale: chart.y.scale)
    across = PlotScale(chart.x.range, size: 2, scale: chart.x.scale)
    let up = up, across = across
    yTicks = chart.y.ticks { ticks in
      Self.areApart(ticks.map { up.fraction($0.value) * rows }, sizes: ticks.map { _ in 26 })
    }
    let labels = yTicks.map { SVGText.width($0.label, size: 13) }.max() ?? 0
    left = 16 + labels + (chart.y.title.isEmpty ? 10 : 32)
    right = self.width - 22
    let columns = right - left
    xTicks = chart.x.ticks { ticks in
      Self.areApart(
        ticks.map { across.fraction($0.value) * columns },
        sizes: ticks.map { SVGText.width($0.label, size: 13) + 22 })
    }
  }

  private static func areApart(_ places: [Double], sizes: [Double]) -> Bool {
    zip(places.indices, places.indices.dropFirst()).allSatisfy { first, second in
      places[second] - places[first] >= (sizes[first] + sizes[second]) / 2
    }
  }

  func x(_ value: Double) -> Double { left + across.fraction(value) * (right - left) }
  func y(_ value: Double) -> Double { bottom - up.fraction(value) * (bottom - top) }

  /// A point of the page, kept near it.
  func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (min(max(-1e5, self.x(x)), 1e5), min(max(-1e5, self.y(y)), 1e5))
  }

  /// The points of a curve with the corners of its steps, without those that nobody can see.
  func points(_ points: [Curve.Point], _ shape: Curve.Shape) -> [(x: Double, y: Double)] {
    var result: [(x: Double, y: Double)] = []
    let shown = points.filter { !($0.x.isNaN || $0.y.isNaN) }
    for (index, value) in shown.enumerated() {
      let next = point(value.x, value.y)
      if let last = result.last {
        let isNear = abs(next.x - last.x) < 0.1 && abs(next.y - last.y) < 0.1
        if isNear, index < shown.count - 1 { continue }
        if shape == .steps || shape == .area { result.append((next.x, last.y)) }
      }
      result.append(next)
    }
    return result
  }

  /// `M x y L x y …`.
  static func path(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(SVGText.number(point.x)) \(SVGText.number(point.y))"
    }.joined(separator: " ")
  }

  func color(ofCurve index: Int) -> String {
    let color = chart.curves[index].color ?? index
    return SVGFigure.curveColors[max(0, color) % SVGFigure.curveColors.count]
  }
}
