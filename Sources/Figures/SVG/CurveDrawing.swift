/// Draws a chart of curves.
struct CurveDrawing {
  let sheet: CurveSheet
  let identifier: String

  var chart: CurveChart { sheet.chart }

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
}
