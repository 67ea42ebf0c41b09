import Terminal

extension LaboratoryModel {
  /// A key, a click, pasted text or a new size.
  mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .resize(let columns, let rows):
      self.columns = columns
      self.rows = rows
      isQuitAsked = false
      return []
    case .paste(let text):
      return paste(text)
    case .mouse(let mouse):
      return isTooSmall ? [] : click(mouse)
    case .key(let key):
      return press(key)
    }
  }

  private mutating func press(_ key: Key) -> [Effect] {
    if isTooSmall { return pressWhereTooSmall(key) }
    let action = KeyMap.standard.action(for: key, in: context)
    if overlay != nil { return pressInOverlay(key, meaning: action) }
    return action.map { perform($0) } ?? []
  }

  /// Text goes where a text is being typed; a path dropped anywhere else asks to be enrolled.
  private mutating func paste(_ text: String) -> [Effect] {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    if case .prompt(var prompt) = overlay {
      prompt.field.insert(line)
      return changed(&prompt)
    }
    guard overlay == nil, line.contains("/") else { return [] }
    return ask(Prompt.enrollPath(text: line.trimmingBlanks))
  }

  /// Does what a key, a click or the palette asks for.
  mutating func perform(_ action: Action) -> [Effect] {
    notice = nil
    if let effects = performEverywhere(action) { return effects }
    return switch screen {
    case .gallery: performInGallery(action)
    case .verify: performInVerify(action)
    case .matrix: performInMatrix(action)
    case .curves: performInCurves(action)
    case .identify: performInIdentify(action)
    case .clusters: clusters.showsSpace ? performInSpace(action) : performInClusters(action)
    case .train: performInTrain(action)
    }
  }

  /// What an action does on every screen; `nil` leaves it to the screen.
  private mutating func performEverywhere(_ action: Action) -> [Effect]? {
    switch action {
    case .showGallery: return show(.gallery)
    case .showVerify: return show(.verify)
    case .showMatrix: return showMatrix()
    case .showCurves: return show(.curves)
    case .showIdentify: return showIdentify()
    case .showClusters: return showClusters()
    case .showTrain: return show(.train)
    case .lowerThreshold: return moveThreshold(-1)
    case .raiseThreshold: return moveThreshold(1)
    case .lowerThresholdFar: return moveThreshold(-10)
    case .raiseThresholdFar: return moveThreshold(10)
    case .resetThreshold: return setThreshold(threshold.standard, .model(embedder.thresholdSource))
    case .lowerThresholdFine: return moveThreshold(-0.1)
    case .raiseThresholdFine: return moveThreshold(0.1)
    case .leastThreshold: return moveThreshold(-.infinity)
    case .greatestThreshold: return moveThreshold(.infinity)
    case .chooseThreshold: return askThresholdRule()
    case .typeThreshold: return ask(.threshold(threshold))
    case .targetFAR: return askTargetFAR()
    case .enroll: return ask(.enrollPath(text: ""))
    case .browse: return openBrowser()
    case .showModels: return openModels()
    case .palette: overlay = .palette(CommandPalette(keyMap: .standard, context: context))
    case .help: overlay = .help(HelpPage())
    case .undo: return undo()
    case .toggleMouse: return toggleMouse()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .cancel: return cancel()
    case .quit: return quit()
    default: return nil
    }
    return []
  }

  private mutating func show(_ screen: Screen) -> [Effect] {
    self.screen = screen
    let isFresh = screen == .verify && verify.reference == nil && !collection.isEmpty
    return isFresh ? beginVerifying() : []
  }

  /// Goes on comparing where that was stopped.
  private mutating func showMatrix() -> [Effect] {
    if matrix.progress == .stopped { matrix.progress = .idle }
    return show(.matrix)
  }

  /// Goes on where that was stopped.
  private mutating func showIdentify() -> [Effect] {
    if identify.progress == .stopped { identify.progress = .idle }
    if identify.probes.isEmpty { beginIdentifying() }
    return show(.identify)
  }

  private mutating func showClusters() -> [Effect] {
    if clusters.progress == .stopped { clusters.progress = .idle }
    if clusters.space.progress == .stopped { clusters.space.progress = .idle }
    return show(.clusters)
  }

  /// Takes back the last change; asks first where that drops photos that took long to enroll.
  private mutating func undo() -> [Effect] {
    guard case .enroll(let photos, let source) = collection.lastEdit?.action else { return [.undo] }
    overlay = .confirmation(
      Confirmation(
        question: "Take back the enrollment of \(photos.counted("photo")) from \(source)?",
        detail: "The faces found in them leave the gallery; they can be enrolled again.",
        effect: .undo))
    return []
  }

  private mutating func toggleMouse() -> [Effect] {
    isMouseOn.toggle()
    let text = isMouseOn ? "Mouse on; Shift-drag selects text" : "Mouse off; dragging selects text"
    notice = Notice(text, kind: .information)
    return [.setMouse(isMouseOn)]
  }

  /// Cancels the running work; without any, steps back from a filter.
  private mutating func cancel() -> [Effect] {
    if work != nil {
      work?.isCancelling = true
      return [.cancelWork]
    }
    if let effects = pauseFromEscape() { return effects }
    if screen == .matrix, matrix.progress.isRunning {
      matrix.progress = .stopped
      return [.cancelMatrix]
    }
    if let analysis = stoppable() { return [.stop(analysis)] }
    if screen == .clusters, clusters.branch != nil || !clusters.chosen.isEmpty {
      clusters.branch = nil
      clusters.chosen = []
    } else if !gallery.selected.isEmpty {
      gallery.selected = []
    } else if !gallery.filter.isEmpty {
      gallery.filter = ""
      gallery.settle(in: collection)
    }
    return []
  }

  /// What stops work over the gallery's numbers, of each kind that goes on.
  var stoppedAnalyses: [Effect] {
    let running: [(Analysis, MatrixScreen.Progress)] = [
      (.strategies, identify.progress), (.clusters, clusters.progress),
      (.projection, clusters.space.progress),
    ]
    return running.filter(\.1.isRunning).map { .stop($0.0) }
  }

  /// The work of the screen that is going on, noted as stopped.
  private mutating func stoppable() -> Analysis? {
    if screen == .identify, identify.progress.isRunning {
      identify.progress = .stopped
      return .strategies
    }
    if screen == .clusters, clusters.showsSpace, clusters.space.progress.isRunning {
      clusters.space.progress = .stopped
      return .projection
    }
    if screen == .clusters, clusters.progress.isRunning {
      clusters.progress = .stopped
      return .clusters
    }
    return nil
  }
}
