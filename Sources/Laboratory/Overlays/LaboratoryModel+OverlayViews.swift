import Terminal

extension LaboratoryModel {
  // MARK: - Prompt

  func draw(_ prompt: Prompt, _ painter: inout Painter) {
    let theme = painter.theme
    let inside = Dialog(prompt.title, columns: min(72, columns - 8), rows: 3).draw(
      on: &painter.surface, in: frame.body.splitRows(frame.body.rows / 2).upper, theme: theme)
    TextField(prompt.field, prompt: StyledText("› ", theme.accent)).draw(
      on: &painter.surface, in: inside, theme: theme)
    let below =
      prompt.problem.map { StyledText("✗ \($0)", theme.bad) }
      ?? StyledText(prompt.hint, theme.muted)
    for (row, line) in below.text.wrapped(toColumns: inside.columns).prefix(2).enumerated() {
      painter.surface.write(
        StyledText(line, below.spans.first?.style ?? .plain), in: inside, row: row + 1)
    }
    let cursor = painter.surface.cursor
    let items = prompt.completions.map { StyledText($0.tail(columns: 60)) }
    Popup(items, selection: prompt.selected).draw(
      on: &painter.surface, at: .init(column: inside.column, row: inside.endRow),
      in: frame.body, theme: theme)
    painter.surface.cursor = cursor
  }

  // MARK: - Palette

  func draw(_ palette: CommandPalette, _ painter: inout Painter) {
    let theme = painter.theme
    let rows = palette.rows
    var dialog = paletteDialog
    dialog.note = StyledText("\(rows.count)", theme.muted)
    let inside = dialog.draw(on: &painter.surface, in: frame.body, theme: theme)
    TextField(
      palette.field, prompt: StyledText("› ", theme.accent), placeholder: "letters of a command"
    ).draw(on: &painter.surface, in: inside.splitRows(1).upper, theme: theme)
    let (view, list) = self.list(of: palette)
    if rows.isEmpty {
      painter.write([StyledText("no command has these letters", theme.muted)], in: list)
    }
    view.draw(on: &painter.surface, in: list, theme: theme) { index in
      let row = rows[index]
      let key = row.binding.keyNames
      let title = StyledText(row.binding.title, theme.text, highlighting: row.matched, theme.match)
      return title.fitted(list.columns - key.columns - 2) + StyledText(" " + key, theme.key)
    }
  }

  private var paletteDialog: Dialog {
    Dialog("Commands", columns: min(72, columns - 8), rows: min(18, frame.body.rows - 4))
  }

  /// The commands, and where they stand below the letters.
  func list(of palette: CommandPalette) -> PlacedList {
    (
      ListView(count: palette.rows.count, selection: palette.selected),
      paletteDialog.inside(frame.body).splitRows(2).lower
    )
  }

  // MARK: - Confirmation

  func draw(_ confirmation: Confirmation, _ painter: inout Painter) {
    let theme = painter.theme
    let width = min(64, columns - 8)
    let detail = confirmation.detail.wrapped(toColumns: width)
    let inside = Dialog("Sure?", columns: width, rows: detail.count + 4).draw(
      on: &painter.surface, in: frame.body, theme: theme)
    let answer =
      StyledText("y", theme.key) + StyledText(" yes    ", theme.muted)
      + StyledText("n", theme.key) + StyledText(" no", theme.muted)
    painter.write(
      [StyledText(confirmation.question, theme.title), ""]
        + detail.map { StyledText($0, theme.muted) } + ["", answer],
      in: inside)
  }

  // MARK: - Help

  func draw(_ page: HelpPage, _ painter: inout Painter) {
    drawPage("Help", lines: HelpPage.lines(painter.theme), scroll: page.scroll, &painter)
  }

  /// A text in front of the screen, from a line on.
  private func drawPage(
    _ title: String, lines: [StyledText], scroll: Int, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let inside = Dialog(title, columns: min(84, columns - 4), rows: frame.body.rows - 2).draw(
      on: &painter.surface, in: frame.body, theme: theme)
    let first = min(scroll, max(0, lines.count - inside.rows))
    painter.write(Array(lines.dropFirst(first)), in: inside)
    Scrolling.drawBar(
      on: &painter.surface, column: inside.endColumn, region: inside, offset: first,
      count: lines.count, theme: theme)
  }

  // MARK: - Report

  func draw(_ page: EnrollReportPage, _ painter: inout Painter) {
    let theme = painter.theme
    let width = min(84, columns - 4) - 2
    let head = [StyledText(page.report.notice.text, theme.title), ""]
    let skipped = page.report.skipped.flatMap { skip in
      [StyledText(skip.photo.tail(columns: width)), StyledText("  \(skip.reason)", theme.warning)]
    }
    drawPage(page.title, lines: head + skipped, scroll: page.scroll, &painter)
  }
}
