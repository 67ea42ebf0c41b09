import Figures

/// The line above a plot: what the y-axis is, then each curve with a sample of its line.
struct PlotLegend {
  struct Entry {
    var curve: Int?
    var text: String
    var column: Int
    var row: Int
  }

  static let sample = 5
  private(set) var entries: [Entry] = []
  private(set) var rows = 1

  init(_ chart: CurveChart, columns: Int) {
    var column = 0, row = 0
    func place(_ text: String, curve: Int?) {
      let width = text.columns + (curve == nil ? 0 : Self.sample + 1)
      if column > 0, column + width > columns {
        (column, row) = (0, row + 1)
      }
      entries.append(Entry(curve: curve, text: text, column: column, row: row))
      column += width + 3
    }
    if !chart.y.title.isEmpty { place(chart.y.title, curve: nil) }
    for (index, curve) in chart.curves.enumerated() where !curve.name.isEmpty {
      place(curve.name, curve: index)
    }
    rows = row + 1
  }
}
