import Figures
import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// Does what an action means on the matrix screen.
  mutating func performInMatrix(_ action: Action) -> [Effect] {
    let step = matrix.block
    switch action {
    case .up: moveInMatrix(rows: -step)
    case .down: moveInMatrix(rows: step)
    case .left: moveInMatrix(columns: -step)
    case .right: moveInMatrix(columns: step)
    case .pageUp: moveInMatrix(rows: -step * matrixPage)
    case .pageDown: moveInMatrix(rows: step * matrixPage)
    case .first: moveInMatrix(rows: -matrix.order.count, columns: -matrix.order.count)
    case .last: moveInMatrix(rows: matrix.order.count, columns: matrix.order.count)
    case .zoomIn:
      matrix.isCentring = true
      say(matrix.zoomIn() ? nil : "There is no closer look than this")
    case .zoomOut:
      matrix.isCentring = true
      say(matrix.zoomOut() ? nil : "All faces are in view")
    case .nextOrder: cycleOrder()
    case .nextSummary: cycleSummary()
    case .nextError: jumpToError(by: 1)
    case .previousError: jumpToError(by: -1)
    case .open: return openMatrixPair()
    case .filter:
      screen = .gallery
      return perform(.filter)
    default: break
    }
    return []
  }

  private mutating func say(_ words: String?) {
    if let words { notice = Notice(words, kind: .information) }
  }

  private var matrixPage: Int { max(1, matrixLayout.inside.rows - 6) }

  private mutating func moveInMatrix(rows: Int = 0, columns: Int = 0) {
    let last = max(0, matrix.order.count - 1)
    matrix.cursor.row = min(max(0, matrix.cursor.row + rows), last)
    matrix.cursor.column = min(max(0, matrix.cursor.column + columns), last)
  }

  /// The same two faces stay under the cursor.
  private mutating func cycleOrder() {
    let orders = FaceOrder.allCases
    let index = orders.firstIndex(of: matrix.ordering) ?? 0
    let pair = matrix.pair
    matrix.order(by: orders[(index + 1) % orders.count])
    arrangeMatrix()
    if let pair {
      matrix.cursor = MatrixPlace(row: matrix.places[pair.row], column: matrix.places[pair.column])
    }
  }

  private mutating func cycleSummary() {
    let kinds = BlockSummary.Kind.allCases
    let index = kinds.firstIndex(of: matrix.summaryKind) ?? 0
    matrix.summaryKind = kinds[(index + 1) % kinds.count]
    if matrix.block == 1 {
      notice = Notice(
        "Blocks will show the \(matrix.summaryKind.rawValue) distance: x zooms out to them",
        kind: .information)
    }
  }

  private mutating func jumpToError(by count: Int) {
    guard let errors = matrix.data?.errors(at: threshold.value), !errors.isEmpty else {
      notice = Notice("No error at this threshold", kind: .information)
      return
    }
    let next = matrix.errorIndex.map { $0 + count } ?? (count > 0 ? 0 : errors.count - 1)
    let index = (next % errors.count + errors.count) % errors.count
    matrix.errorIndex = index
    matrix.isCentring = true
    let pair = errors[index]
    matrix.cursor = MatrixPlace(row: matrix.places[pair.first], column: matrix.places[pair.second])
  }

  private mutating func openMatrixPair() -> [Effect] {
    guard let pair = matrixPair, pair.row != pair.column,
      let reference = collection.face(pair.row).flatMap({ subject(of: $0) }),
      let probe = collection.face(pair.column).flatMap({ subject(of: $0) })
    else { return [] }
    place(reference, .reference)
    verify.probe = probe
    verify.awaited = [:]
    verify.position = verify.neighbours.firstIndex(of: pair.column)
    screen = .verify
    return []
  }

  /// The faces under the cursor.
  var matrixPair: (row: FaceRecord.ID, column: FaceRecord.ID)? {
    guard let data = matrix.data, let pair = matrix.pair else { return nil }
    return (data.faces[pair.row], data.faces[pair.column])
  }

  // MARK: - The data

  /// What the screen lacks once it is shown.
  mutating func wantedMatrix() -> [Effect] {
    guard screen == .matrix else { return [] }
    if matrix.data != nil { arrangeMatrix() }
    guard matrix.data == nil, matrix.progress == .idle, collection.embeddings.count > 1 else {
      return []
    }
    matrix.progress = .running(0)
    return [.computeMatrix(collection, threshold.metric)]
  }

  /// The gallery changed: its distances are taken anew when they are looked at.
  mutating func resetMatrix() -> [Effect] {
    let effects: [Effect] = matrix.progress.isRunning ? [.cancelMatrix] : []
    matrix.data = nil
    matrix.progress = .idle
    matrix.errorIndex = nil
    matrix.reset()
    return effects
  }

  /// Takes the distances in, unless the gallery changed meanwhile.
  mutating func take(_ data: MatrixData) {
    let embeddings = collection.embeddings
    guard data.model == embeddings.model, data.faces == embeddings.faces,
      data.people == embeddings.people
    else { return }
    matrix.data = data
    matrix.progress = .idle
    matrix.cursor = MatrixPlace(row: 0, column: min(1, data.faces.count - 1))
    matrix.level = 0
    matrix.chosenBlock = nil
    matrix.reset()
    arrangeMatrix()
    if matrix.block == 1 { matrix.level = min(2, matrixMap.fittingZoom(in: matrixLayout.inside)) }
  }

  /// Brings order, blocks and the place of the window up to date.
  private mutating func arrangeMatrix() {
    guard let data = matrix.data else { return }
    let collection = collection
    let region = matrixLayout.inside
    matrix.arrange(at: threshold.value, on: emptyMatrixMap, in: region) {
      collection.person(data.people[$0])?.displayName ?? ""
    }
    if matrix.isCentring { centreMatrix(in: region) }
    matrix.origin = matrixMap.scrolled(in: region).origin
  }

  private mutating func centreMatrix(in region: Region) {
    matrix.isCentring = false
    var map = matrixMap
    map.origin = MatrixPlace(row: 0, column: 0)
    guard let cursor = map.cursor else { return }
    let visible = map.visible(in: region)
    matrix.origin = MatrixPlace(
      row: max(0, cursor.row - visible.rows.count / 2),
      column: max(0, cursor.column - visible.columns.count / 2))
  }

  // MARK: - The mouse

  mutating func clickMatrix(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .scrollUp: moveInMatrix(rows: -3 * matrix.block)
    case .scrollDown: moveInMatrix(rows: 3 * matrix.block)
    case .drag: break
    case .press, .doublePress:
      let inside = matrixLayout.inside
      guard matrix.data != nil,
        let place = matrixMap.place(atColumn: mouse.column, row: mouse.row, in: inside)
      else { return [] }
      matrix.cursor = MatrixPlace(
        row: place.row * matrix.block, column: place.column * matrix.block)
      if mouse.action == .doublePress { return openMatrixPair() }
    }
    return []
  }
}
