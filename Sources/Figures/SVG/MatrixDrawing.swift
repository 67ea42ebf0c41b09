/// Draws a matrix.
struct MatrixDrawing {
  let sheet: MatrixSheet
  private let ramp = ColorRamp(steps: 96)

  private var chart: MatrixChart { sheet.chart }

  init(sheet: MatrixSheet) { self.sheet = sheet }

  func draw(_ svg: inout SVGText) {
    if !chart.title.isEmpty { svg.label(chart.title, x: 16, y: 28, size: 16, weight: "bold") }
    drawCells(&svg)
    drawAccepted(&svg)
    drawErrors(&svg)
    drawGroups(&svg)
    drawScale(&svg)
    svg.caption(sheet.captionLines, x: 16, y: sheet.bottom + 84)
  }

  // MARK: - Cells

  private func drawCells(_ svg: inout SVGText) {
    var paths: [FigureColor: String] = [:]
    for row in 0..<chart.rows {
      var column = 0
      while column < chart.columns {
        let color = color(row, column)
        let start = column
        while column < chart.columns, self.color(row, column) == color { column += 1 }
        paths[color, default: ""] += box(row, start..<column)
      }
    }
    svg.begin(
      "g", ["class": "cells", "shape-rendering": "crispEdges", "transform": .word(grid)])
    for (color, path) in paths.sorted(by: { $0.key.hex < $1.key.hex }) {
      svg.element("path", ["fill": .word(color.hex), "d": .word(path)])
    }
    svg.end()
  }

  private func color(_ row: Int, _ column: Int) -> FigureColor {
    guard let value = chart[row, column].value, !value.isNaN else {
      return FigureColor(205, 209, 214)
    }
    return ramp.color(of: value, in: chart.range)
  }

  /// Takes rows and columns to the page.
  private var grid: String {
    "translate(\(SVGText.number(sheet.left)) \(SVGText.number(sheet.top)))"
      + " scale(\(FixedNumber.short(sheet.cell, decimals: 6)))"
  }

  /// A run of cells as a closed path.
  private func box(_ row: Int, _ columns: Range<Int>) -> String {
    "M\(columns.lowerBound) \(row)h\(columns.count)v1h-\(columns.count)z"
  }

  // MARK: - Decisions

  /// A line between what is accepted and what is not.
  private func drawAccepted(_ svg: inout SVGText) {
    var path = ""
    for row in 0...chart.rows {
      for column in 0...chart.columns {
        let inside = isAccepted(row, column)
        if column < chart.columns, inside != isAccepted(row - 1, column) {
          path += "M\(column) \(row)h1"
        }
        if row < chart.rows, inside != isAccepted(row, column - 1) {
          path += "M\(column) \(row)v1"
        }
      }
    }
    drawOutline(path, "accepted", color: SVGFigure.inkColor, width: min(1.2, sheet.cell / 6), &svg)
  }

  private func isAccepted(_ row: Int, _ column: Int) -> Bool {
    (0..<chart.rows).contains(row) && (0..<chart.columns).contains(column)
      && chart[row, column].mark == .accepted
  }

  /// Errors are framed where a frame can be seen, else filled.
  private func drawErrors(_ svg: inout SVGText) {
    var path = ""
    for row in 0..<chart.rows {
      for column in 0..<chart.columns where chart[row, column].mark == .error {
        path += box(row, column..<(column + 1))
      }
    }
    guard sheet.cell < 6 else {
      let width = min(2.4, sheet.cell / 5)
      return drawOutline(path, "errors", color: SVGFigure.errorColor, width: width, &svg)
    }
    guard !path.isEmpty else { return }
    svg.element(
      "path",
      [
        "class": "errors", "d": .word(path), "fill": .word(SVGFigure.errorColor),
        "transform": .word(grid),
      ])
  }

  private func drawOutline(
    _ path: String, _ name: String, color: String, width: Double, _ svg: inout SVGText
  ) {
    guard !path.isEmpty else { return }
    svg.element(
      "path",
      [
        "class": .word(name), "d": .word(path), "fill": "none", "stroke": .word(color),
        "stroke-width": .word(FixedNumber.short(width / sheet.cell, decimals: 4)),
        "stroke-linecap": "square", "transform": .word(grid),
      ])
  }

  // MARK: - Names

  private var separator: Double { min(0.8, sheet.cell / 2) }

  /// Lines between so narrow groups would whiten the cells.
  private var hasSeparators: Bool {
    let groups = max(1, chart.rowGroups.count, chart.columnGroups.count)
    return sheet.right - sheet.left >= 8 * Double(groups)
  }

  private func drawGroups(_ svg: inout SVGText) {
    var start = 0
    var free = -Double.infinity
    let size = sheet.nameSize
    for group in chart.rowGroups {
      let middle = sheet.y(start) + Double(group.count) * sheet.cell / 2
      if start > 0, hasSeparators {
        svg.line(
          sheet.left - 5, sheet.y(start), sheet.right, sheet.y(start), color: "#ffffff",
          width: separator)
      }
      if middle >= free {
        svg.label(
          MatrixSheet.fitted(group.name, size), x: sheet.left - 7, y: middle + size / 3,
          anchor: "end", size: size)
        free = middle + size
      }
      start += group.count
    }
    drawColumnGroups(&svg)
  }

  private func drawColumnGroups(_ svg: inout SVGText) {
    var start = 0
    var free = -Double.infinity
    let isSlanted = sheet.isSlanted
    for group in chart.columnGroups {
      let middle = sheet.x(start) + Double(group.count) * sheet.cell / 2
      if start > 0, hasSeparators {
        svg.line(
          sheet.x(start), sheet.top - 5, sheet.x(start), sheet.bottom, color: "#ffffff",
          width: separator)
      }
      if middle >= free {
        drawColumnName(group.name, x: middle, isSlanted, &svg)
        free = middle + (isSlanted ? 1.1 * sheet.nameSize : 0)
      }
      start += group.count
    }
  }

  private func drawColumnName(
    _ name: String, x: Double, _ isSlanted: Bool, _ svg: inout SVGText
  ) {
    let y = sheet.top - 6
    guard isSlanted else {
      return svg.label(name, x: x, y: y, anchor: "middle", size: sheet.nameSize)
    }
    svg.label(
      MatrixSheet.fitted(name, sheet.nameSize), x: x, y: y, size: sheet.nameSize,
      transform: "rotate(-45 \(SVGText.number(x)) \(SVGText.number(y)))")
  }

  // MARK: - Scale

  private func drawScale(_ svg: inout SVGText) {
    let width = min(260, sheet.right - sheet.left), y = sheet.bottom + 16
    for step in 0..<64 {
      let share = Double(step) / 63
      svg.element(
        "rect",
        [
          "x": .number(sheet.left + Double(step) * width / 64), "y": .number(y),
          "width": .number(width / 64 + 0.4), "height": "11",
          "fill": .word(ramp.color(1 - share).hex),
        ])
    }
    let axis = ChartAxis("", chart.range)
    let places = PlotScale(chart.range, size: 2)
    let ticks = axis.ticks { $0.count <= 6 }
    for tick in ticks {
      let x = sheet.left + places.fraction(tick.value) * width
      svg.line(x, y + 11, x, y + 15, color: SVGFigure.inkColor)
      svg.label(tick.label, x: x, y: y + 28, anchor: "middle", size: 12)
    }
    drawThreshold(x: { sheet.left + places.fraction($0) * width }, y: y, &svg)
    drawKey(x: sheet.left + width + 18, y: y, &svg)
  }

  private func drawThreshold(x: (Double) -> Double, y: Double, _ svg: inout SVGText) {
    guard let threshold = chart.threshold, chart.range.contains(threshold) else { return }
    let x = x(threshold)
    svg.line(x, y - 3, x, y + 14, color: SVGFigure.inkColor, width: 2)
    svg.label(
      "threshold \(FixedNumber.text(threshold, decimals: 3))", x: x, y: y + 44, anchor: "middle",
      size: 12, color: SVGFigure.thresholdColor, weight: "bold")
  }

  private func drawKey(x: Double, y: Double, _ svg: inout SVGText) {
    svg.label(chart.valueTitle, x: x, y: y + 10, size: 12)
    func sample(_ x: Double, _ color: String) {
      svg.element(
        "rect",
        [
          "x": .number(x), "y": .number(y + 19), "width": "10", "height": "10", "fill": "none",
          "stroke": .word(color), "stroke-width": "1.6",
        ])
    }
    sample(x, SVGFigure.inkColor)
    svg.label("accepted", x: x + 15, y: y + 28, size: 12)
    sample(x + 76, SVGFigure.errorColor)
    svg.label("error", x: x + 91, y: y + 28, size: 12)
  }
}
