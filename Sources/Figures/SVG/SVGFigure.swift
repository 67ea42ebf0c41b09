/// A figure as an SVG 1.1 document, for a paper or a slide: no script, no outside resource, a white
/// page, the fonts a viewer has.
public struct SVGFigure: Hashable, Sendable {
  /// The document, in UTF-8.
  public let text: String
  /// The size in px.
  public let width: Double
  public let height: Double

  /// The colours of curves on white, all with a contrast of 3 or more; the first two are those of
  /// mated and non-mated pairs.
  static let curveColors = [
    "#0b7f76", "#6d3fd1", "#1f5fc4", "#c2317a", "#55801a", "#9a5512",
  ]
  static let thresholdColor = "#a86400"
  static let errorColor = "#d22630"
  static let inkColor = "#1c2024"
  static let mutedColor = "#5c6570"
  static let gridColor = "#e3e6ea"
  static let font = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"

  /// The dashes of the n-th curve.
  static func dashes(_ index: Int) -> SVGText.Value {
    let patterns = ["none", "8 3", "2 2.5", "8 3 2 3", "5 4", "12 3 4 3"]
    return .word(patterns[max(0, index) % patterns.count])
  }

  /// A document around what `draw` adds.
  init(
    width: Double, height: Double, title: String, description: String,
    draw: (inout SVGText) -> Void
  ) {
    var svg = SVGText()
    svg.begin(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": .number(width), "height": .number(height),
        "viewBox": .word("0 0 \(SVGText.number(width)) \(SVGText.number(height))"),
        "font-family": .word(Self.font), "font-size": "13", "fill": .word(Self.inkColor),
      ])
    svg.element("title", [:], content: title)
    if !description.isEmpty { svg.element("desc", [:], content: description) }
    svg.element(
      "rect", ["width": .number(width), "height": .number(height), "fill": "#ffffff"])
    draw(&svg)
    svg.end()
    text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.text
    self.width = width
    self.height = height
  }
}

extension SVGText {
  /// A line of text.
  mutating func label(
    _ content: String, x: Double, y: Double, anchor: String = "start", size: Double = 13,
    color: String = SVGFigure.inkColor, weight: String = "normal", transform: String? = nil
  ) {
    if let transform {
      element(
        "text",
        [
          "x": .number(x), "y": .number(y), "text-anchor": .word(anchor),
          "font-size": .number(size), "fill": .word(color), "transform": .word(transform),
        ], content: content)
    } else {
      element(
        "text",
        [
          "x": .number(x), "y": .number(y), "text-anchor": .word(anchor),
          "font-size": .number(size), "fill": .word(color), "font-weight": .word(weight),
        ], content: content)
    }
  }

  mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String, width: Double = 1,
    dashes: Value = "none"
  ) {
    element(
      "line",
      [
        "x1": .number(x1), "y1": .number(y1), "x2": .number(x2), "y2": .number(y2),
        "stroke": .word(color), "stroke-width": .number(width), "stroke-dasharray": dashes,
      ])
  }

  /// The label of a tick; a power of ten is set as one.
  mutating func tickLabel(_ content: String, x: Double, y: Double, anchor: String) {
    let parts = content.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      return label(content, x: x, y: y, anchor: anchor)
    }
    let sign = exponent < 0 ? "−" : ""
    power(
      parts[0] == "1" ? "10" : "\(parts[0])·10", sign + "\(abs(exponent))",
      ["x": .number(x), "y": .number(y), "text-anchor": .word(anchor)])
  }

  /// The lines of a caption.
  static func captionLines(_ caption: String, width: Double) -> [String] {
    caption.isEmpty ? [] : wrapped(caption, width: width, size: 12)
  }

  mutating func caption(_ lines: [String], x: Double, y: Double) {
    for (index, line) in lines.enumerated() {
      label(
        line, x: x, y: y + Double(index) * 16, size: 12, color: SVGFigure.mutedColor)
    }
  }
}
