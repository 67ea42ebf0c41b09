import Figures
import Terminal
import Verification

extension LaboratoryModel {
  func drawComparison(in region: Region, _ painter: inout Painter) {
    let inside = painter.panel(
      identify.comparison.rawValue, note: comparisonNote(painter.theme), in: region)
    if identify.results.isEmpty {
      return painter.writeCentred(
        missingStrategies.wrapped(toColumns: inside.columns)
          .map { StyledText($0, painter.theme.muted) }, in: inside)
    }
    switch identify.comparison {
    case .table: painter.write(tableLines(painter.theme, rows: inside.rows), in: inside)
    case .match: draw(identify.results.matchChart(), in: inside, &painter)
    case .openSet: draw(identify.results.openSetChart(at: threshold.value), in: inside, &painter)
    }
  }

  private func draw(_ chart: CurveChart, in region: Region, _ painter: inout Painter) {
    CurvePlot(chart, repertoire: painter.pictures.repertoire).draw(
      on: &painter.surface, in: region, theme: painter.theme)
  }

  private func comparisonNote(_ theme: Theme) -> StyledText {
    guard case .running(let share) = identify.progress else { return "" }
    return StyledText("\(Int(share * 100)) %  Esc stops", theme.muted)
  }

  private var missingStrategies: String {
    switch identify.progress {
    case .stopped: "Comparing was stopped: press 5 to go on"
    case .running: "searching for every photo in the others…"
    case .idle where collection.embeddings.count < 2: "To compare strategies, it takes two photos"
    case .idle: "searching for every photo in the others…"
    }
  }

  private func tableLines(_ theme: Theme, rows: Int) -> [StyledText] {
    let heading = ["", "rank-1", "rank-5", "FPIR", "FNIR"]
    let best = identify.results.compactMap { $0.match.rate(rank: 1).rate }.max()
    var lines = [tableLine(heading.map { StyledText($0, theme.muted) })]
    for result in identify.results {
      let rates = result.rates(at: threshold.value)
      let first = result.match.rate(rank: 1).rate
      let figures: [(Double?, Style)] = [
        (first, first == best ? theme.good : .plain), (result.match.rate(rank: 5).rate, .plain),
        (rates.falsePositives.rate, theme.bad), (rates.falseNegatives.rate, theme.warning),
      ]
      lines.append(
        tableLine(
          [StyledText(result.strategy.name)]
            + figures.map { StyledText($0.0?.percentFigure ?? "–", $0.1) }))
    }
    let probes = identify.results[0].match.probes
    lines.append(StyledText("% of \(probes.grouped) probes, at the threshold", theme.muted))
    if let folds = identify.results.compactMap(\.folds).first {
      lines.append(StyledText("svm is trained in \(folds) folds", theme.faint))
    }
    return lines
  }

  private func tableLine(_ cells: [StyledText]) -> StyledText {
    cells.dropFirst().reduce(cells[0].fitted(8)) { line, cell in
      line + StyledText(String(repeating: " ", count: max(0, 7 - cell.columns))) + cell
    }
  }
}
