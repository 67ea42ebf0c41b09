import Terminal

/// Where the parts that every screen has stand.
struct FrameLayout {
  let header: Region
  let body: Region
  /// The threshold bar with what it means.
  let bar: Region
  /// Progress of work, or a notice; without either the key hints have the row.
  let hints: Region

  init(columns: Int, rows: Int) {
    let all = Region(columns: columns, rows: rows)
    let (header, rest) = all.splitRows(1)
    let (body, foot) = rest.splitRows(rest.rows - 2)
    self.header = header
    self.body = body
    (bar, hints) = foot.splitRows(1)
  }
}

extension LaboratoryModel {
  var frame: FrameLayout { FrameLayout(columns: columns, rows: rows) }
}
