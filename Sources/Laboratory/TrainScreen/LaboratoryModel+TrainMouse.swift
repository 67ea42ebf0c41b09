import Terminal

extension LaboratoryModel {
  var trainLayout: TrainLayout { TrainLayout(body: frame.body, chosen: train.view) }

  /// The settings as a list, for drawing and for the mouse.
  var settingsList: ListView {
    ListView(
      count: TrainingField.allCases.count,
      selection: TrainingField.allCases.firstIndex(of: train.field))
  }

  mutating func clickTrain(_ mouse: MouseEvent) -> [Effect] {
    let layout = trainLayout
    if layout.settings.contains(column: mouse.column, row: mouse.row) {
      return clickSettings(mouse)
    }
    guard mouse.action == .press,
      let hit = layout.figures.first(where: {
        $0.region.contains(column: mouse.column, row: mouse.row)
      })
    else { return [] }
    train.view = hit.view
    return []
  }

  private mutating func clickSettings(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .scrollUp: return perform(.raiseSetting)
    case .scrollDown: return perform(.lowerSetting)
    case .drag: return []
    case .press, .doublePress:
      let inside = Panel.inside(trainLayout.settings)
      if let row = settingsList.row(at: mouse.row, in: inside) {
        train.field = TrainingField.allCases[row]
      }
      return mouse.action == .doublePress ? perform(.raiseSetting) : []
    }
  }
}
