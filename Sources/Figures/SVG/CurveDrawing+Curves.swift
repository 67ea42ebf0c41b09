extension CurveDrawing {
  // MARK: - Curves

  func drawBand(_ index: Int, _ svg: inout SVGText) {
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

  func drawGuide(_ guide: CurveChart.Guide, _ svg: inout SVGText) {
    let points = sheet.points(chart.points(of: guide), .line)
    svg.element(
      "path",
      [
        "class": "guide", "d": .word(CurveSheet.path(points)), "fill": "none",
        "stroke": .word(SVGFigure.mutedColor), "stroke-width": "0.8", "stroke-dasharray": "4 4",
      ])
  }

  func drawCurve(_ index: Int, _ svg: inout SVGText) {
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

  func drawCursorLines(_ svg: inout SVGText) {
    guard let cursor = chart.cursor, !cursor.x.isNaN else { return }
    let x = sheet.x(cursor.x), color = SVGFigure.thresholdColor
    let y = cursor.y.map(sheet.y) ?? sheet.top
    svg.line(x, sheet.bottom, x, y, color: color, width: 1.2, dashes: "5 3")
    if cursor.y != nil { svg.line(sheet.left, y, x, y, color: color, width: 1.2, dashes: "5 3") }
  }

  func drawMarks(_ svg: inout SVGText) {
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
