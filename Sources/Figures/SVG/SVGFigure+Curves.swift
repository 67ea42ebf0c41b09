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

/// Draws a chart of curves.
private struct CurveDrawing {
  let sheet: CurveSheet
  let identifier: String

  private var chart: CurveChart { sheet.chart }

  func draw(_ svg: inout SVGText) {
    drawDefinitions(&svg)
    if !chart.title.isEmpty {
      svg.label(chart.title, x: sheet.left, y: 28, size: 16, weight: "bold")
    }
    drawGrid(&svg)
    svg.begin("g", ["clip-path": .word("url(#\(identifier)-plot)")])
    for area in chart.greyAreas { drawGreyArea(area, &svg) }
    for index in chart.curves.indices { drawBand(index, &svg) }
    for guide in chart.guides { drawGuide(guide, &svg) }
    drawCursorLines(&svg)
    for index in chart.curves.indices.reversed() { drawCurve(index, &svg) }
    svg.end()
    drawAxes(&svg)
    for area in chart.greyAreas { drawCaption(of: area, &svg) }
    drawMarks(&svg)
    CurveLegend(sheet: sheet).draw(&svg)
    svg.caption(
      sheet.captionLines, x: 16,
      y: sheet.height - 14 - 16 * Double(max(0, sheet.captionLines.count - 1)))
  }

  private func drawDefinitions(_ svg: inout SVGText) {
    svg.begin("defs", [:])
    svg.begin("clipPath", ["id": .word("\(identifier)-plot")])
    // A line on the edge keeps its full width.
    svg.element(
      "rect",
      [
        "x": .number(sheet.left - 1), "y": .number(sheet.top - 1),
        "width": .number(sheet.right - sheet.left + 2),
        "height": .number(sheet.bottom - sheet.top + 2),
      ])
    svg.end()
    svg.begin(
      "pattern",
      [
        "id": .word("\(identifier)-hatch"), "width": "7", "height": "7",
        "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
      ])
    svg.element("rect", ["width": "7", "height": "7", "fill": "#f1f2f4"])
    svg.line(0, 0, 0, 7, color: "#cdd2d8", width: 1.6)
    svg.end()
    svg.end()
  }

  // MARK: - Axes

  private func drawGrid(_ svg: inout SVGText) {
    for tick in sheet.xTicks {
      let x = sheet.x(tick.value)
      svg.line(x, sheet.top, x, sheet.bottom, color: SVGFigure.gridColor)
    }
    for tick in sheet.yTicks {
      let y = sheet.y(tick.value)
      svg.line(sheet.left, y, sheet.right, y, color: SVGFigure.gridColor)
    }
  }

  private func drawAxes(_ svg: inout SVGText) {
    let ink = SVGFigure.inkColor
    svg.line(sheet.left, sheet.bottom, sheet.right, sheet.bottom, color: ink)
    svg.line(sheet.left, sheet.top, sheet.left, sheet.bottom, color: ink)
    for value in chart.x.scale.minorTicks(in: chart.x.range) {
      svg.line(sheet.x(value), sheet.bottom, sheet.x(value), sheet.bottom + 3, color: ink)
    }
    for value in chart.y.scale.minorTicks(in: chart.y.range) {
      svg.line(sheet.left - 3, sheet.y(value), sheet.left, sheet.y(value), color: ink)
    }
    for tick in sheet.xTicks {
      let x = sheet.x(tick.value)
      svg.line(x, sheet.bottom, x, sheet.bottom + 6, color: ink)
      svg.tickLabel(tick.label, x: x, y: sheet.bottom + 20, anchor: "middle")
    }
    for tick in sheet.yTicks {
      let y = sheet.y(tick.value)
      svg.line(sheet.left - 6, y, sheet.left, y, color: ink)
      svg.tickLabel(tick.label, x: sheet.left - 9, y: y + 4.5, anchor: "end")
    }
    drawTitles(&svg)
  }

  private func drawTitles(_ svg: inout SVGText) {
    let middle = (x: (sheet.left + sheet.right) / 2, y: (sheet.top + sheet.bottom) / 2)
    svg.label(chart.x.title, x: middle.x, y: sheet.bottom + 40, anchor: "middle")
    guard !chart.y.title.isEmpty else { return }
    svg.label(
      chart.y.title, x: 18, y: middle.y, anchor: "middle",
      transform: "rotate(-90 18 \(SVGText.number(middle.y)))")
  }

  // MARK: - Areas

  /// Left, top, width and height.
  private func box(
    of area: CurveChart.GreyArea
  ) -> (x: Double, y: Double, width: Double, height: Double) {
    func clamp(_ value: Double, _ low: Double, _ high: Double) -> Double {
      min(max(low, value), high)
    }
    switch area.direction {
    case .x:
      let start = clamp(sheet.x(area.range.lowerBound), sheet.left, sheet.right)
      let end = clamp(sheet.x(area.range.upperBound), sheet.left, sheet.right)
      return (start, sheet.top, end - start, sheet.bottom - sheet.top)
    case .y:
      let start = clamp(sheet.y(area.range.upperBound), sheet.top, sheet.bottom)
      let end = clamp(sheet.y(area.range.lowerBound), sheet.top, sheet.bottom)
      return (sheet.left, start, sheet.right - sheet.left, end - start)
    }
  }

  private func drawGreyArea(_ area: CurveChart.GreyArea, _ svg: inout SVGText) {
    let box = box(of: area)
    svg.element(
      "rect",
      [
        "x": .number(box.x), "y": .number(box.y), "width": .number(box.width),
        "height": .number(box.height), "fill": .word("url(#\(identifier)-hatch)"),
      ])
  }

  private func drawCaption(of area: CurveChart.GreyArea, _ svg: inout SVGText) {
    let box = box(of: area)
    let lines = SVGText.wrapped(area.caption, width: box.width - 16, size: 11)
    let widest = lines.map { SVGText.width($0, size: 11) }.max() ?? 0
    guard !lines.isEmpty, widest <= box.width - 4, Double(lines.count) * 14 <= box.height else {
      return
    }
    let isTall = area.direction == .x
    let first = isTall ? box.y + 10 : box.y + (box.height - Double(lines.count) * 14) / 2
    svg.element(
      "rect",
      [
        "x": .number(box.x + (box.width - widest) / 2 - 4), "y": .number(first - 1),
        "width": .number(widest + 8), "height": .number(Double(lines.count) * 14 + 3),
        "fill": "#ffffff", "fill-opacity": "0.85",
      ])
    for (index, line) in lines.enumerated() {
      svg.label(
        line, x: box.x + box.width / 2, y: first + 11 + Double(index) * 14, anchor: "middle",
        size: 11, color: SVGFigure.mutedColor)
    }
  }

  // MARK: - Curves

  private func drawBand(_ index: Int, _ svg: inout SVGText) {
    let curve = chart.curves[index]
    let shape = curve.shape == .line ? Curve.Shape.line : .steps
    let upper = sheet.points(curve.band.map { Curve.Point($0.x, $0.upper) }, shape)
    let lower = sheet.points(curve.band.map { Curve.Point($0.x, $0.lower) }, shape)
    guard !upper.isEmpty, !lower.isEmpty else { return }
    svg.element(
      "path",
      [
        "class": "band", "d": .word(CurveSheet.path(upper + lower.reversed()) + " Z"),
        "fill": .word(sheet.color(ofCurve: index)), "fill-opacity": "0.16",
      ])
  }

  private func drawGuide(_ guide: CurveChart.Guide, _ svg: inout SVGText) {
    let points = sheet.points(chart.points(of: guide), .line)
    svg.element(
      "path",
      [
        "class": "guide", "d": .word(CurveSheet.path(points)), "fill": "none",
        "stroke": .word(SVGFigure.mutedColor), "stroke-width": "0.8", "stroke-dasharray": "4 4",
      ])
  }

  private func drawCurve(_ index: Int, _ svg: inout SVGText) {
    let curve = chart.curves[index]
    let points = sheet.points(curve.points, curve.shape)
    guard let first = points.first, let last = points.last else { return }
    let color = SVGText.Value.word(sheet.color(ofCurve: index))
    if curve.shape == .points {
      for point in points {
        svg.element(
          "circle",
          ["cx": .number(point.x), "cy": .number(point.y), "r": "2", "fill": color])
      }
      return
    }
    if curve.shape == .area {
      let floor = [(x: last.x, y: sheet.bottom), (x: first.x, y: sheet.bottom)]
      svg.element(
        "path",
        [
          "class": "area", "d": .word(CurveSheet.path(points + floor) + " Z"), "fill": color,
          "fill-opacity": "0.25",
        ])
    }
    svg.element(
      "path",
      [
        "class": "curve", "d": .word(CurveSheet.path(points)), "fill": "none", "stroke": color,
        "stroke-width": "1.8", "stroke-linejoin": "round",
        "stroke-dasharray": curve.shape == .area ? "none" : SVGFigure.dashes(index),
      ])
  }

  // MARK: - Cursor

  private func drawCursorLines(_ svg: inout SVGText) {
    guard let cursor = chart.cursor, !cursor.x.isNaN else { return }
    let x = sheet.x(cursor.x), color = SVGFigure.thresholdColor
    let y = cursor.y.map(sheet.y) ?? sheet.top
    svg.line(x, sheet.bottom, x, y, color: color, width: 1.2, dashes: "5 3")
    if cursor.y != nil { svg.line(sheet.left, y, x, y, color: color, width: 1.2, dashes: "5 3") }
  }

  private func drawMarks(_ svg: inout SVGText) {
    for mark in chart.marks {
      let known = mark.curve.flatMap { chart.curves.indices.contains($0) ? $0 : nil }
      drawMark(
        mark.x, mark.y, color: known.map(sheet.color(ofCurve:)) ?? SVGFigure.thresholdColor, &svg)
    }
    guard let cursor = chart.cursor, !cursor.x.isNaN else { return }
    if let y = cursor.y { drawMark(cursor.x, y, color: SVGFigure.thresholdColor, &svg) }
    guard !cursor.label.isEmpty else { return }
    let x = sheet.x(cursor.x), y = cursor.y.map(sheet.y) ?? sheet.top + 8
    guard (sheet.left...sheet.right).contains(x) else { return }
    let isRight = x + 12 + SVGText.width(cursor.label, size: 12) < sheet.right
    svg.label(
      cursor.label, x: isRight ? x + 9 : x - 9, y: min(sheet.bottom - 6, y + 16),
      anchor: isRight ? "start" : "end", size: 12, color: SVGFigure.thresholdColor, weight: "bold")
  }

  private func drawMark(_ x: Double, _ y: Double, color: String, _ svg: inout SVGText) {
    let point = sheet.point(x, y)
    guard (sheet.left - 1...sheet.right + 1).contains(point.x),
      (sheet.top - 1...sheet.bottom + 1).contains(point.y)
    else { return }
    svg.element(
      "circle",
      [
        "class": "mark", "cx": .number(point.x), "cy": .number(point.y), "r": "4.5",
        "fill": "#ffffff", "stroke": .word(color), "stroke-width": "2",
      ])
  }
}

extension CurveSheet {
  func color(ofCurve index: Int) -> String {
    let color = chart.curves[index].color ?? index
    return SVGFigure.curveColors[max(0, color) % SVGFigure.curveColors.count]
  }
}
