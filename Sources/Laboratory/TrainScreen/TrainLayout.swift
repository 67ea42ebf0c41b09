import Terminal

/// Where the parts of the training screen stand.
struct TrainLayout {
  /// What is going on, in words.
  let state: Region
  let space: Region
  let settings: Region
  /// The figures that are seen, in the order in which they stand.
  let figures: [(view: TrainScreen.View, region: Region)]
  /// The numbers; empty where they stand in the state's second line.
  let numbers: Region

  private static let stateRows = 4
  private static let settingRows = TrainingField.allCases.count + 4

  /// - Parameter chosen: the figure that is given more room, or the only one seen.
  init(body: Region, chosen: TrainScreen.View) {
    let (state, rest) = body.splitRows(Self.stateRows)
    self.state = state
    guard body.columns >= 112, body.rows >= 32 else {
      let (left, right) = rest.splitColumns(rest.columns - min(max(40, rest.columns / 2), 64))
      // Faces need rows to be known by.
      let lower = min(Self.settingRows, chosen == .triplet ? max(6, rest.rows / 3) : rest.rows / 2)
      let (upper, settings) = right.splitRows(rest.rows - lower)
      (space, self.settings) = (left, settings)
      figures = [(chosen, upper)]
      numbers = Region(columns: 0, rows: 0)
      return
    }
    let width = min(max(34, rest.columns / 4), 46)
    let (pictures, right) = rest.splitColumns(rest.columns - width)
    let (left, middle) = pictures.splitColumns((pictures.columns + 1) / 2)
    let triplet = chosen == .triplet ? rest.rows / 2 : min(rest.rows / 2, max(13, rest.rows / 3))
    let (space, lower) = left.splitRows(rest.rows - triplet)
    self.space = space
    (settings, numbers) = right.splitRows(Self.settingRows)
    figures = Self.column(middle, chosen) + [(.triplet, lower)]
  }

  /// The curves and the histogram one below the other.
  private static func column(
    _ region: Region, _ chosen: TrainScreen.View
  ) -> [(view: TrainScreen.View, region: Region)] {
    let views: [TrainScreen.View] = [.loss, .heldOut, .distances]
    let extra = views.contains(chosen) ? min(8, region.rows / 8) : 0
    let each = (region.rows - extra) / views.count
    var rest = region
    return views.map { view in
      let rows = view == views.last ? rest.rows : each + (view == chosen ? extra : 0)
      let (upper, lower) = rest.splitRows(rows)
      rest = lower
      return (view, upper)
    }
  }
}
