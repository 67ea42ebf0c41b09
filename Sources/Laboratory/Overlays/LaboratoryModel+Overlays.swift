import Terminal

extension LaboratoryModel {
  /// Gives a key, and the action it means there, to what stands in front of the screen.
  mutating func pressInOverlay(_ key: Key, meaning action: Action?) -> [Effect] {
    if action == .dismiss { return dismiss() }
    switch overlay {
    case .prompt(let prompt): return press(key, meaning: action, in: prompt)
    case .palette(let palette): return press(key, meaning: action, in: palette)
    case .naming(let naming): return press(key, meaning: action, in: naming)
    case .browser(let browser): return perform(action, in: browser)
    case .confirmation(let confirmation):
      return action == .accept ? accept(confirmation) : []
    case .photos: return performInPhotos(action)
    case .errors(let list): return perform(action, in: list)
    case .models(let list): return perform(action, in: list)
    case .layers(let page): perform(action, in: page)
    case .help(let page):
      overlay = .help(HelpPage(scroll: scrolled(page.scroll, by: action)))
    case .report(var page):
      page.scroll = scrolled(page.scroll, by: action)
      overlay = .report(page)
    case nil: break
    }
    return []
  }

  /// Esc: closes what stands in front, and leaves everything as it was.
  private mutating func dismiss() -> [Effect] {
    switch overlay {
    case .prompt(let prompt) where prompt.purpose == .filter:
      gallery.filter = prompt.initial
      gallery.settle(in: collection)
    case .naming:
      notice = Notice("Nothing was enrolled", kind: .information)
    case .models: return closeModels()
    case .layers(let page): return backToModels(from: page)
    default: break
    }
    overlay = nil
    return []
  }

  /// The first line of a page after a key.
  private func scrolled(_ line: Int, by action: Action?) -> Int {
    switch action {
    case .down: line + 1
    case .up: max(0, line - 1)
    case .pageDown: line + rows / 2
    case .pageUp: max(0, line - rows / 2)
    case .first: 0
    default: line
    }
  }

  private mutating func accept(_ confirmation: Confirmation) -> [Effect] {
    overlay = nil
    gallery.selected = []
    if case .train(let request) = confirmation.effect { train.begin(request) }
    return [confirmation.effect]
  }

  // MARK: - Photos

  /// The photos stay in front while pair and threshold change behind them.
  private mutating func performInPhotos(_ action: Action?) -> [Effect] {
    guard let action else { return [] }
    let before = verify.pair
    let effects = perform(action)
    guard let pair = verify.pair, pair != before else { return effects }
    overlay = .photos(PhotoViewer(pair: pair))
    return effects + [.loadPhotos(pair)]
  }

  /// Photos were loaded; they count when their pair is still the one that is shown.
  mutating func show(
    _ reference: PhotoPreview?, _ probe: PhotoPreview?, of pair: PhotoViewer.Pair
  ) {
    guard case .photos(let viewer) = overlay, viewer.pair == pair else { return }
    overlay = .photos(PhotoViewer(pair: pair, reference: reference, probe: probe))
  }

  // MARK: - Palette

  private mutating func press(
    _ key: Key, meaning action: Action?, in palette: CommandPalette
  ) -> [Effect] {
    var palette = palette
    switch action {
    case .accept:
      overlay = nil
      return palette.chosen.map { run($0) } ?? []
    case .down: palette.move(by: 1)
    case .up: palette.move(by: -1)
    case .pageDown: palette.move(by: 10)
    case .pageUp: palette.move(by: -10)
    default:
      if palette.field.handle(key) { palette.selected = 0 }
    }
    overlay = .palette(palette)
    return []
  }

  /// Does what a command says, on the screen it belongs to.
  private mutating func run(_ command: Binding) -> [Effect] {
    switch command.context {
    case .gallery: screen = .gallery
    case .verify: screen = .verify
    case .matrix: screen = .matrix
    case .curves: screen = .curves
    case .identify where screen != .identify: _ = perform(.showIdentify)
    case .train: screen = .train
    case .clusters: (screen, clusters.showsSpace) = (.clusters, false)
    case .space:
      screen = .clusters
      _ = showSpace(true)
    default: break
    }
    return perform(command.action)
  }
}
