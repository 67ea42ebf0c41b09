import Networks
import Tensors
import Terminal

extension LaboratoryModel {
  /// The layers of a network as a paper prints them, with their totals at the foot.
  func draw(_ page: LayerPage, _ painter: inout Painter) {
    let theme = painter.theme
    let inside = Dialog(
      page.subject.name, note: page.note(theme), columns: min(90, columns - 4),
      rows: min(frame.body.rows - 2, max(8, page.layers.count + 3))
    ).draw(on: &painter.surface, in: frame.body, theme: theme)
    switch page.content {
    case nil: painter.writeCentred([StyledText("reading…", theme.muted)], in: inside)
    case .failed(let line):
      let lines = line.wrapped(toColumns: inside.columns).map { StyledText($0, theme.warning) }
      painter.writeCentred(lines, in: inside)
    case .layers(_, let table): draw(table, selected: page.selected, in: inside, &painter)
    }
  }

  private func draw(
    _ layers: LayerTable, selected: Int, in region: Region, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let rows = layers.rows.map(LayerPage.cells)
    let columns = LayerPage.columns(rows + [LayerPage.total(layers)])
    Table(
      columns, list: ListView(count: rows.count, selection: selected),
      foot: LayerPage.total(layers).map { StyledText($0, theme.title) }
    ).draw(on: &painter.surface, in: region, theme: theme) { row, column in
      StyledText(rows[row][column])
    }
  }
}

extension LayerPage {
  fileprivate func note(_ theme: Theme) -> StyledText {
    guard case .layers(let cost, let table)? = content else { return "" }
    let size = "\(cost.input.height)×\(cost.input.width)×\(cost.input.channels)"
    return StyledText("\(size) · \(table.rows.count.counted("row"))", theme.muted)
  }

  fileprivate static func cells(of row: LayerTable.Row) -> [String] {
    [
      row.name, row.kernel, "\(row.output.height)×\(row.output.width)×\(row.output.channels)",
      row.parameters == 0 ? "" : row.parameters.grouped,
      row.multiplyAdds == 0 ? "" : row.multiplyAdds.grouped,
    ]
  }

  fileprivate static func total(_ layers: LayerTable) -> [String] {
    ["total", "", "", layers.parameters.grouped, layers.multiplyAdds.grouped]
  }

  /// Columns as wide as their longest cell; the kernels get what is left.
  fileprivate static func columns(_ rows: [[String]]) -> [Table.Column] {
    func width(_ column: Int, _ title: String) -> Int {
      rows.reduce(title.columns) { max($0, $1[column].columns) }
    }
    return [
      Table.Column("layer", width: min(20, width(0, "layer"))), Table.Column("kernel"),
      Table.Column("output", width: width(2, "output")),
      Table.Column("parameters", width: width(3, "parameters"), alignment: .right),
      Table.Column("multiply-adds", width: width(4, "multiply-adds"), alignment: .right),
    ]
  }
}
