import Terminal

/// A list and where it stands.
typealias PlacedList = (list: ListView, region: Region)

extension LaboratoryModel {
  /// The wheel and a press go through a list as the keys do; a double press takes what it is on.
  mutating func clickOverlay(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .scrollUp: return handle(.key(.up))
    case .scrollDown: return handle(.key(.down))
    case .press: return moveInOverlay(to: mouse) ?? []
    case .doublePress: return moveInOverlay(to: mouse).map { $0 + handle(.key(.enter)) } ?? []
    case .drag: return []
    }
  }

  /// - Returns: `nil` where there is no row.
  private mutating func moveInOverlay(to mouse: MouseEvent) -> [Effect]? {
    guard let (list, region) = overlayList,
      region.contains(column: mouse.column, row: mouse.row),
      let row = list.row(at: mouse.row, in: region), let selection = list.selection
    else { return nil }
    let key: Key = row < selection ? .up : .down
    return (0..<abs(row - selection)).flatMap { _ in handle(.key(key)) }
  }

  private var overlayList: PlacedList? {
    switch overlay {
    case .palette(let palette): list(of: palette)
    case .browser(let browser): list(of: browser)
    case .errors(let errors): list(of: errors)
    case .models(let models): list(of: models)
    case .help, .prompt, .naming, .confirmation, .photos, .report, .layers, nil: nil
    }
  }
}
