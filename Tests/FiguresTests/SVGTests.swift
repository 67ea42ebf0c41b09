import Foundation
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGTests {
  private struct Element {
    var attributes: [String: String]
    var text = ""
  }

  private struct NotWellFormed: Error {}

  /// Collects elements by name; of a text also what its parts say.
  private final class Collector: NSObject, XMLParserDelegate {
    var found: [String: [Element]] = [:]
    private var open: [(name: String, element: Element)] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append((name, Element(attributes: attributes)))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      for index in open.indices { open[index].element.text += string }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if let last = open.popLast() { found[last.name, default: []].append(last.element) }
    }
  }

  /// The elements of a document by name.
  private func elements(_ figure: SVGFigure) throws -> [String: [Element]] {
    let parser = XMLParser(data: Data(figure.text.utf8))
    let collector = Collector()
    parser.delegate = collector
    guard parser.parse() else { throw NotWellFormed() }
    return collector.found
  }

  private func attribute(_ name: String, _ element: Element) -> String? {
    element.attributes[name]
  }

  private func curves(_ points: [Curve.Point]) -> CurveChart {
    CurveChart(
      title: "ROC <of> \"A & B\"",
      x: ChartAxis("FAR", 1e-4...1, scale: .logarithmic),
      y: ChartAxis("TAR %", 0...1, format: .percent),
      curves: [
        Curve("l2 & co", points, band: points.map { Curve.Interval($0.x, $0.y - 0.1, $0.y + 0.1) }),
        Curve("cosine", points, shape: .line),
      ],
      guides: [.identity],
      greyAreas: [.init(.x, 1e-4...1e-3, caption: "not resolvable by these data")],
      cursor: .init(x: 0.01, y: 0.5, label: "0.61"), marks: [.init(x: 0.1, y: 0.75, curve: 1)],
      caption: "Bands: 95 %, x < y.")
  }

  private let points = [(1e-4, 0.0), (1e-2, 0.5), (1, 1)].map { Curve.Point($0.0, $0.1) }

  @Test func curvesAreWellFormedAndComplete() throws {
    let found = try elements(SVGFigure(curves(points)))
    #expect(found["title"]?.first?.text == "ROC <of> \"A & B\"")
    let texts = (found["text"] ?? []).map(\.text)
    for text in [
      "FAR", "TAR %", "l2 & co", "cosine", "0.61", "100", "0.1", "10−3", "Bands: 95 %, x < y.",
    ] {
      #expect(texts.contains(text), "\(text) in \(texts)")
    }
    #expect(texts.joined(separator: " ").contains("not resolvable"))
    let classes = (found["path"] ?? []).compactMap { attribute("class", $0) }
    #expect(classes.filter { $0 == "curve" }.count == 2)
    #expect(classes.filter { $0 == "band" }.count == 1)
    #expect(classes.contains("guide"))
    let dashes = (found["path"] ?? []).filter { attribute("class", $0) == "curve" }
      .compactMap { attribute("stroke-dasharray", $0) }
    #expect(Set(dashes).count == 2)
  }

  @Test func pointsStandWhereTheAxesSay() throws {
    let chart = curves(points)
    let sheet = CurveSheet(chart, width: 640, height: 480)
    let marks = try elements(SVGFigure(chart))["circle"]?.filter {
      attribute("class", $0) == "mark"
    }
    #expect(marks?.count == 2)
    // FAR 0.1 is three quarters of the way from 1e-4 to 1.
    let x = sheet.left + 0.75 * (sheet.right - sheet.left)
    let y = sheet.bottom - 0.75 * (sheet.bottom - sheet.top)
    #expect(marks?.compactMap { attribute("cx", $0) }.contains(SVGText.number(x)) == true)
    #expect(marks?.compactMap { attribute("cy", $0) }.contains(SVGText.number(y)) == true)
  }

  @Test(arguments: [
    [], [Curve.Point(0, 0)], [Curve.Point(.nan, 1), Curve.Point(0.1, .infinity)],
    [Curve.Point(-.infinity, -5), Curve.Point(1e300, 7)],
  ])
  func strangePointsMakeAFigure(_ points: [Curve.Point]) throws {
    for size in [(0.0, 0.0), (200, 100), (3000, 2000)] {
      let figure = SVGFigure(curves(points), width: size.0, height: size.1)
      #expect(try elements(figure)["svg"]?.count == 1)
      #expect(!figure.text.contains("nan") && !figure.text.contains("inf"))
    }
  }

  @Test(arguments: [Curve.Shape.line, .steps, .area, .points])
  func everyShapeIsDrawn(_ shape: Curve.Shape) throws {
    let axis = ChartAxis("", 0...1)
    let chart = CurveChart(x: axis, y: axis, curves: [Curve("", points, shape: shape)])
    let found = try elements(SVGFigure(chart))
    #expect(shape == .points ? found["circle"]?.count == 3 : found["path"] != nil)
  }

  @Test func aMillionPointsBecomeAsManyAsCanBeSeen() {
    let many = (0...1_000_000).map { Curve.Point(Double($0) / 1e6, Double($0) / 1e6) }
    let axis = ChartAxis("", 0...1)
    let chart = CurveChart(x: axis, y: axis, curves: [Curve("", many, shape: .line)])
    #expect(SVGFigure(chart).text.utf8.count < 200_000)
  }

  // MARK: - Matrix

  private func matrix(_ count: Int) -> MatrixChart {
    var entries: [MatrixEntry] = []
    for row in 0..<count {
      for column in 0..<count {
        let apart = abs(row - column)
        let isError = row == 0 && column == 1
        let mark: MatrixMark = isError ? .error : apart == 1 ? .accepted : .none
        entries.append(MatrixEntry(apart == 0 ? nil : Double(apart) / Double(count), mark: mark))
      }
    }
    return MatrixChart(
      title: "Distances", rows: count, columns: count, entries: entries, range: 0...1,
      valueTitle: "l2", rowGroups: [MatrixGroup("Ann & <Bob>", count: count)],
      columnGroups: [MatrixGroup("Ann & <Bob>", count: count)], threshold: 0.25)
  }

  @Test func aMatrixIsWellFormedAndComplete() throws {
    let found = try elements(SVGFigure(matrix(5)))
    let texts = (found["text"] ?? []).map(\.text)
    #expect(texts.filter { $0 == "Ann & <Bob>" }.count == 2)
    for text in ["Distances", "l2", "threshold 0.250", "accepted", "error", "0.0", "1.0"] {
      #expect(texts.contains(text), "\(text) in \(texts)")
    }
    let paths = found["path"] ?? []
    let errors = paths.filter { attribute("class", $0) == "errors" }
    #expect(errors.compactMap { attribute("d", $0) } == ["M1 0h1v1h-1z"])
    // Every cell is covered once: the runs of the colours have 25 cells.
    let cells = paths.filter { attribute("fill", $0)?.hasPrefix("#") == true }
      .compactMap { attribute("d", $0) }.joined()
    let runs = cells.split(separator: "z").compactMap { run in
      run.split(separator: "h").dropFirst().first.flatMap { Int($0.prefix { $0 != "v" }) }
    }
    #expect(runs.reduce(0, +) == 25)
  }

  /// Seven accepted cells beside the diagonal touch each other only at corners.
  @Test func acceptedCellsAreOutlined() throws {
    let paths = try elements(SVGFigure(matrix(5)))["path"] ?? []
    let outline = paths.first { attribute("class", $0) == "accepted" }
    #expect(outline.flatMap { attribute("d", $0) }?.count { $0 == "M" } == 7 * 4)
  }

  @Test(arguments: [0, 1, 2]) func smallMatrices(_ count: Int) throws {
    #expect(try elements(SVGFigure(matrix(count), width: 10))["svg"]?.count == 1)
  }

  // MARK: - Text and colours

  @Test func textIsEscaped() {
    #expect(
      SVGText.escaped("<a href=\"x\">'&'\u{1}\u{7F}\n") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;"
        + "&#39;\u{FFFD}\u{FFFD} ")
    #expect(SVGText.number(.nan) == "0" && SVGText.number(.infinity) == "0")
    #expect(SVGText.number(1.239) == "1.24" && SVGText.number(-0.001) == "0")
  }

  @Test func theRampIsEven() {
    let colors = ColorRamp(steps: 256).colors
    let luminance = colors.map { color in
      [(color.red, 0.2126), (color.green, 0.7152), (color.blue, 0.0722)].reduce(0.0) { sum, part in
        let v = Double(part.0) / 255
        return sum + part.1 * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4))
      }
    }
    // Read through CIE lightness, an oracle of its own: it rises, at a rate that varies little.
    let lightness = luminance.map { 116 * cbrt($0) - 16 }
    let steps = stride(from: 0, to: 240, by: 16).map { lightness[$0 + 16] - lightness[$0] }
    #expect(steps.allSatisfy { $0 > 2 && $0 < 7 }, "\(steps)")
    #expect(lightness[0] < 20 && lightness[255] > 80)
    // No red, which means an error.
    #expect(colors.allSatisfy { !($0.red > 180 && $0.green < 120) })
    #expect(ColorRamp().color(of: 0, in: 0...1) == ColorRamp().color(1))
    #expect(ColorRamp().color(.nan) == ColorRamp().color(0))
  }
}
