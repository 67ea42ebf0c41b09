import Terminal

/// Where the parts that every screen has stand.
struct FrameLayout {
  let header: Region
  let body: Region
  /// Progress of work; empty while there is none.
  let progress: Region
  /// The threshold bar with the rates at the threshold.
  let bar: Region
  let hints: Region

  init(columns: Int, rows: Int, isWorking: Bool) {
    let all = Region(columns: columns, rows: rows)
    let foot = isWorking ? 3 : 2
    let (header, rest) = all.splitRows(1)
    let (body, lower) = rest.splitRows(rest.rows - foot)
    let (progress, lines) = lower.splitRows(foot - 2)
    self.header = header
    self.body = body
    self.progress = progress
    (bar, hints) = lines.splitRows(1)
  }
}

extension LaboratoryModel {
  var frame: FrameLayout { FrameLayout(columns: columns, rows: rows, isWorking: work != nil) }
}
