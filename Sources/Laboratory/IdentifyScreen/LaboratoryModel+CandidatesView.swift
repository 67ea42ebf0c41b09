import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  var suggestionList: ListView {
    ListView(
      count: identify.probe?.suggestions.count ?? 0, selection: identify.selected, isFocused: true)
  }

  func drawSuggestions(in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let all = identify.probe?.suggestions ?? []
    let total = identify.probe?.ranked.count ?? 0
    let inside = painter.panel(
      "Candidates", note: StyledText(total.counted("person", "people"), theme.muted), in: region)
    let width = inside.columns - (all.count > inside.rows ? 1 : 0)
    suggestionList.draw(on: &painter.surface, in: inside, theme: theme) { row in
      suggestionLine(all[row], row + 1, width: width, theme)
    }
  }

  private func suggestionLine(
    _ suggestion: IdentifyScreen.Suggestion, _ rank: Int, width: Int, _ theme: Theme
  ) -> StyledText {
    let distance = Double(suggestion.candidate.distance)
    let isNear = distance < threshold.value
    let sign = suggestion.candidate.isMarked ? "m" : isNear ? "=" : " "
    let figure =
      StyledText("\(sign) ", isNear ? theme.good : theme.accent)
      + StyledText(distance.fixed(3), isNear ? theme.good : theme.muted)
    let number = StyledText(String(rank).leftPadded(toColumns: 3) + " ", theme.muted)
    let room = max(8, width - number.columns - figure.columns - 1)
    let bar = room > 40 ? distanceBar(distance, columns: room - 26, theme) : ""
    let name = StyledText(name(of: suggestion.person)).fitted(room - bar.columns)
    return number + name + " " + figure + bar
  }

  /// The distance as a line over the threshold bar's range, the threshold marked.
  private func distanceBar(_ distance: Double, columns: Int, _ theme: Theme) -> StyledText {
    let span = threshold.range.upperBound
    let inner = columns - 2
    func place(_ value: Double) -> Int { min(inner - 1, max(0, Int(value / span * Double(inner)))) }
    let (end, mark) = (place(distance), place(threshold.value))
    let style = distance < threshold.value ? theme.good : theme.muted
    var line = StyledText("  ")
    for column in 0..<inner {
      if column == mark {
        line = line + StyledText("│", theme.threshold)
      } else {
        line = line + StyledText(column <= end ? "━" : " ", style)
      }
    }
    return line
  }
}
