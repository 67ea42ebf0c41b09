import Terminal

extension LaboratoryModel {
  /// The whole screen as cells.
  func view(theme: Theme, pictures: PictureCache) -> Surface {
    var painter = Painter(
      surface: Surface(columns: columns, rows: rows), theme: theme, pictures: pictures)
    guard !isTooSmall else {
      drawSizeNotice(&painter)
      return painter.surface
    }
    drawHeader(&painter)
    switch screen {
    case .gallery: drawGallery(&painter)
    case .verify: drawVerify(&painter)
    case .matrix: drawMatrix(&painter)
    case .curves: drawCurves(&painter)
    case .identify: drawIdentify(&painter)
    case .clusters: drawClusters(&painter)
    case .train: drawTrain(&painter)
    }
    drawProgress(&painter)
    drawThresholdBar(&painter)
    drawOverlay(&painter)
    drawHints(&painter)
    return painter.surface
  }

  private func drawSizeNotice(_ painter: inout Painter) {
    let needed = "\(Self.minimumColumns)×\(Self.minimumRows)"
    painter.writeCentred(
      [
        StyledText("likeness needs \(needed)", painter.theme.title),
        StyledText("this is \(columns)×\(rows)", painter.theme.muted),
        StyledText(quittingWords, painter.theme.muted),
      ], in: painter.surface.region)
  }

  var tabLine: TabLine {
    let tabs = Screen.allCases.map { screen in
      TabLine.Tab(key: screen.key, title: screen.rawValue + (screen == .train ? trainingSign : ""))
    }
    let selection = Screen.allCases.firstIndex(of: screen) ?? 0
    return TabLine(
      name: "likeness", tabs: tabs, selection: selection, notes: summaries.map { StyledText($0) })
  }

  /// What is looked at, in fewer and fewer words.
  private var summaries: [String] {
    let model = embedder.name
    let people = collection.people.count.counted("person", "people")
    let faces = collection.faceCount.counted("face")
    // The metric stands beside the threshold, too.
    let wordings = [
      [model, threshold.metric.rawValue, people, faces], [model, people, faces], [model, people],
      trainingMark == nil ? [model] : [],
    ]
    return wordings.map { ((trainingMark.map { [$0] } ?? []) + $0).joined(separator: " · ") }
  }

  private func drawHeader(_ painter: inout Painter) {
    tabLine.draw(on: &painter.surface, in: frame.header, theme: painter.theme)
  }

  private func drawProgress(_ painter: inout Painter) {
    guard let work else { return }
    let theme = painter.theme
    let text =
      StyledText(" ") + StyledText(work.summary) + StyledText("  \(work.detail)", theme.muted)
    let hint = StyledText("Esc", theme.key) + StyledText(" stop ", theme.muted)
    let (left, right) = frame.progress.splitColumns(frame.progress.columns - hint.columns)
    painter.surface.write(hint, in: right)
    let (words, bar) = left.splitColumns(left.columns - min(40, left.columns / 3))
    painter.surface.write(text, in: words)
    if let fraction = work.fraction {
      ProgressBar(fraction).draw(
        on: &painter.surface, in: bar.inset(columns: 1), theme: theme)
    }
  }

  /// The key hints of what has the keys at the moment.
  var keyHints: KeyHints {
    var (hints, fixed): ([KeyHints.Hint], [KeyHints.Hint]) = ([], [])
    for binding in KeyMap.standard.bindings(in: context) {
      guard let words = hint(of: binding) else { continue }
      let hint = KeyHints.Hint(binding.hintKey, words)
      if Self.fixedHints.contains(binding.action) { fixed.append(hint) } else { hints.append(hint) }
    }
    return KeyHints(hints, fixed: fixed)
  }

  /// What the hints say of a binding at the moment; `nil` where it means nothing, or is none of
  /// them.
  func hint(of binding: Binding) -> String? {
    guard let usual = binding.hint else { return nil }
    if context == .train { return trainHint(binding.action, usual: usual) }
    guard case .prompt(let prompt) = overlay, binding.action == .nextCompletion else {
      return usual
    }
    return prompt.completesPaths || prompt.completesPeople ? usual : nil
  }

  /// What stays when the line is too short for all.
  static let fixedHints: Set<Action> = [.palette, .help, .quit]

  private func drawHints(_ painter: inout Painter) {
    painter.surface.fill(frame.hints, style: .plain)
    keyHints.draw(on: &painter.surface, in: frame.hints.inset(columns: 1), theme: painter.theme)
  }

  private func drawOverlay(_ painter: inout Painter) {
    switch overlay {
    case .help(let page): draw(page, &painter)
    case .palette(let palette): draw(palette, &painter)
    case .prompt(let prompt): draw(prompt, &painter)
    case .browser(let browser): draw(browser, &painter)
    case .naming(let naming): draw(naming, &painter)
    case .confirmation(let confirmation): draw(confirmation, &painter)
    case .photos(let viewer): draw(viewer, &painter)
    case .report(let page): draw(page, &painter)
    case .errors(let list): draw(list, &painter)
    case .models(let list): draw(list, &painter)
    case .layers(let page): draw(page, &painter)
    case nil: break
    }
    notice?.draw(on: &painter.surface, in: frame.body, theme: painter.theme)
  }
}
