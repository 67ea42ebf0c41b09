import Glibc
import Terminal
import Verification

extension LaboratoryModel {
  /// The same photos in the plane, frame after frame, in the colours of their people.
  func drawTrainedSpace(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let inside = painter.panel("Embedding space", note: spaceNote(theme), in: region)
    guard let space = train.space(at: now) else {
      let words = "Photos of different people are to drift apart here"
      let lines = words.wrapped(toColumns: inside.columns).map { StyledText($0, theme.muted) }
      return painter.writeCentred(lines, in: inside)
    }
    var canvas = BrailleCanvas(
      columns: inside.columns, rows: inside.rows, repertoire: painter.pictures.repertoire)
    let map = PlaneMap(reach: space.reach, canvas)
    if train.facts?.components == 2 { drawCircle(map, &canvas, theme) }
    let isLettered = theme.categories.count < space.peopleCount
    if !isLettered { draw(space, map, &canvas, theme) }
    canvas.draw(on: &painter.surface, column: inside.column, row: inside.row)
    if isLettered { drawLetters(space, map, canvas, in: inside, &painter) }
    drawScale(map, canvas, in: inside, &painter)
  }

  private func spaceNote(_ theme: Theme) -> StyledText {
    guard let space = train.snapshot?.space else { return "" }
    let whose = space.whose == .heldOut ? "held out" : "people"
    let share = Int((space.share * 100).rounded())
    return StyledText("\(space.peopleCount) \(whose) · PCA \(share) %", theme.muted)
  }

  /// Embeddings have length 1: those of two numbers lie on this circle.
  private func drawCircle(_ map: PlaneMap, _ canvas: inout BrailleCanvas, _ theme: Theme) {
    for step in 0..<180 {
      let angle = Float(step) * .pi / 90
      let dot = map.dot(PlanePoint(cos(angle), sin(angle)))
      canvas.set(dot.x, dot.y, style: theme.faint)
    }
  }

  /// Four dots a photo or nine, so that its colour is seen.
  private func draw(
    _ space: SpacePicture, _ map: PlaneMap, _ canvas: inout BrailleCanvas, _ theme: Theme
  ) {
    let side = min(canvas.width, canvas.height) >= 100 ? 0...2 : 0...1
    let offsets = side.flatMap { x in side.map { (x, $0) } }
    for (place, point) in space.points.enumerated() {
      let dot = map.dot(point)
      let style = theme.categories[space.people[place] % theme.categories.count]
      for (x, y) in offsets { canvas.set(dot.x + x, dot.y + y, style: style) }
    }
  }

  /// A letter a person, where colours don't tell them apart.
  private func drawLetters(
    _ space: SpacePicture, _ map: PlaneMap, _ canvas: BrailleCanvas, in region: Region,
    _ painter: inout Painter
  ) {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for (place, point) in space.points.enumerated() {
      let dot = map.dot(point)
      guard (0..<canvas.width).contains(dot.x), (0..<canvas.height).contains(dot.y) else {
        continue
      }
      let person = space.people[place]
      painter.surface[
        region.column + dot.x / canvas.dotsAcross, region.row + dot.y / canvas.dotsDown] =
        Cell(
          letters[person % letters.count],
          painter.theme.categories[person % painter.theme.categories.count])
    }
  }

  /// A line of a known length, since the picture grows and shrinks with the points.
  private func drawScale(
    _ map: PlaneMap, _ canvas: BrailleCanvas, in region: Region, _ painter: inout Painter
  ) {
    let lengths: [Float] = [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02]
    guard let length = lengths.first(where: { map.cells($0, canvas) <= region.columns / 3 }) else {
      return
    }
    let cells = max(3, map.cells(length, canvas))
    let line =
      "├" + String(repeating: "─", count: cells - 2)
      + "┤ \(Double(length).fixed(length < 0.1 ? 2 : 1))"
    painter.surface.write(
      line, column: region.column, row: region.endRow - 1, style: painter.theme.muted)
  }
}

/// Which dots stand for which places of the plane, the middle of the picture being its zero.
private struct PlaneMap {
  private let scale: Float
  private let middle: (x: Int, y: Int)

  init(reach: Float, _ canvas: BrailleCanvas) {
    middle = (canvas.width / 2, canvas.height / 2)
    // A cell of one by three dots, as there is in ASCII, is a half as wide as it is high, too.
    scale = Float(min(canvas.width, canvas.height)) / (2 * max(reach, 1e-6))
  }

  func dot(_ point: PlanePoint) -> (x: Int, y: Int) {
    func place(_ value: Float) -> Int { Int(max(-1e6, min(1e6, value * scale)).rounded()) }
    return (middle.x + place(point.x), middle.y - place(point.y))
  }

  func cells(_ length: Float, _ canvas: BrailleCanvas) -> Int {
    Int((length * scale / Float(canvas.dotsAcross)).rounded())
  }
}
