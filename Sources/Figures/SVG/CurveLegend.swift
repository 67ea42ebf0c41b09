/// The names of the curves, in the corner where the curves leave most room.
struct CurveLegend {
  let sheet: CurveSheet

  private var named: [Int] {
    sheet.chart.curves.indices.filter { !sheet.chart.curves[$0].name.isEmpty }
  }

  func draw(_ svg: inout SVGText) {
    let named = named
    guard !named.isEmpty else { return }
    let box = place(size(named))
    svg.element(
      "rect",
      [
        "class": "legend", "x": .number(box.x), "y": .number(box.y), "width": .number(box.width),
        "height": .number(box.height), "fill": "#ffffff", "fill-opacity": "0.88", "rx": "3",
        "stroke": .word(SVGFigure.gridColor),
      ])
    for (row, index) in named.enumerated() {
      let y = box.y + 17 + Double(row) * 19
      drawSample(index, x: box.x + 9, y: y - 4, &svg)
      svg.label(sheet.chart.curves[index].name, x: box.x + 45, y: y)
    }
  }

  private func drawSample(_ index: Int, x: Double, y: Double, _ svg: inout SVGText) {
    let color = sheet.color(ofCurve: index)
    switch sheet.chart.curves[index].shape {
    case .points:
      svg.element(
        "circle", ["cx": .number(x + 14), "cy": .number(y), "r": "2.5", "fill": .word(color)])
    case .area:
      svg.element(
        "rect",
        [
          "x": .number(x), "y": .number(y - 5), "width": "28", "height": "10",
          "fill": .word(color), "fill-opacity": "0.25", "stroke": .word(color),
        ])
    case .line, .steps:
      svg.line(x, y, x + 28, y, color: color, width: 1.8, dashes: SVGFigure.dashes(index))
    }
  }

  private func size(_ named: [Int]) -> (width: Double, height: Double) {
    let widest = named.map { SVGText.width(sheet.chart.curves[$0].name, size: 13) }.max() ?? 0
    return (widest * 1.04 + 58, Double(named.count) * 19 + 9)
  }

  private typealias Box = (x: Double, y: Double, width: Double, height: Double)

  private func place(_ size: (width: Double, height: Double)) -> Box {
    let xs = [sheet.right - size.width - 10, sheet.left + 10]
    let ys = [sheet.bottom - size.height - 10, sheet.top + 10]
    let boxes = ys.flatMap { y in xs.map { x in Box(x, y, size.width, size.height) } }
    let obstacles = obstacles
    return boxes.min { count(obstacles, in: $0) < count(obstacles, in: $1) } ?? boxes[0]
  }

  /// Points along the curves, their marks and the captions of grey areas.
  private var obstacles: [(x: Double, y: Double)] {
    let chart = sheet.chart
    var points = chart.curves.flatMap { spread(sheet.points($0.points, $0.shape)) }
    if let cursor = chart.cursor {
      let y = cursor.y.map(sheet.y) ?? sheet.top
      points += spread([(sheet.x(cursor.x), sheet.bottom), (sheet.x(cursor.x), y)])
    }
    for area in chart.greyAreas {
      points += spread([
        sheet.point(area.range.lowerBound, chart.y.range.upperBound),
        sheet.point(area.range.upperBound, chart.y.range.upperBound),
      ]).map { ($0.x, $0.y + 20) }
    }
    return points
  }

  private func count(_ points: [(x: Double, y: Double)], in box: Box) -> Int {
    points.count {
      $0.x > box.x - 4 && $0.x < box.x + box.width + 4 && $0.y > box.y - 4
        && $0.y < box.y + box.height + 4
    }
  }

  /// Points about every four px along a line.
  private func spread(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    zip(points, points.dropFirst()).flatMap { start, end -> [(x: Double, y: Double)] in
      let longer = max(abs(end.x - start.x), abs(end.y - start.y))
      let steps = min(500, max(1, Int(min(longer, 1e4) / 4)))
      return (0..<steps).map { step in
        let share = Double(step) / Double(steps)
        return (start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
      }
    }
  }
}
