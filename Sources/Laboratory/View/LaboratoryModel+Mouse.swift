import Terminal

extension LaboratoryModel {
  /// A press or a turn of the wheel, where the mouse is on.
  mutating func click(_ mouse: MouseEvent) -> [Effect] {
    if mouse.action == .press, let action = hint(at: mouse) { return perform(hinted: action) }
    guard overlay == nil else { return clickOverlay(mouse) }
    if thresholdTrack.contains(column: mouse.column, row: mouse.row) { return clickTrack(mouse) }
    guard mouse.action != .drag else { return [] }
    if frame.header.contains(column: mouse.column, row: mouse.row) { return clickTab(mouse) }
    return switch screen {
    case .gallery: clickGallery(mouse)
    case .verify: clickVerify(mouse)
    case .matrix: clickMatrix(mouse)
    case .curves: clickCurves(mouse)
    case .identify: clickIdentify(mouse)
    case .clusters: clusters.showsSpace ? clickSpace(mouse) : clickClusters(mouse)
    case .train: clickTrain(mouse)
    }
  }

  /// The action of the key hint under the mouse.
  private func hint(at mouse: MouseEvent) -> Binding? {
    guard mouse.row == frame.hints.row else { return nil }
    let hint = keyHints.hint(atColumn: mouse.column, in: frame.hints.inset(columns: 1))
    return KeyMap.standard.bindings(in: context).first {
      self.hint(of: $0) != nil && $0.hintKey == hint?.key
    }
  }

  private mutating func perform(hinted binding: Binding) -> [Effect] {
    binding.keys.first.map { handle(.key($0)) } ?? []
  }

  private mutating func clickTab(_ mouse: MouseEvent) -> [Effect] {
    let index = tabLine.tab(atColumn: mouse.column, in: frame.header)
    switch index.map({ Screen.allCases[$0] }) {
    case .gallery: return perform(.showGallery)
    case .verify: return perform(.showVerify)
    case .matrix: return perform(.showMatrix)
    case .curves: return perform(.showCurves)
    case .identify: return perform(.showIdentify)
    case .clusters: return perform(.showClusters)
    case .train: return perform(.showTrain)
    case nil: return []
    }
  }

  private mutating func clickTrack(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .scrollUp: return moveThreshold(1)
    case .scrollDown: return moveThreshold(-1)
    case .press, .doublePress, .drag:
      let place = mouse.column - thresholdTrack.column
      return setThreshold(
        thresholdSlider.value(at: place, width: thresholdTrack.columns), .byHand)
    }
  }

  // MARK: - Gallery

  private mutating func clickGallery(_ mouse: MouseEvent) -> [Effect] {
    let layout = galleryLayout
    if layout.people.contains(column: mouse.column, row: mouse.row) { clickPeople(mouse) }
    if layout.faces.contains(column: mouse.column, row: mouse.row) { return clickFaces(mouse) }
    return []
  }

  private mutating func clickPeople(_ mouse: MouseEvent) {
    switch mouse.action {
    case .scrollUp: gallery.movePerson(by: -3, in: collection)
    case .scrollDown: gallery.movePerson(by: 3, in: collection)
    case .drag: break
    case .press, .doublePress:
      let inside = Panel.inside(galleryLayout.people)
      guard let row = peopleList.row(at: mouse.row, in: inside) else { return }
      gallery.pane = .people
      gallery.choose(gallery.visiblePeople(in: collection)[row].id)
    }
  }

  private mutating func clickFaces(_ mouse: MouseEvent) -> [Effect] {
    let inside = Panel.inside(galleryLayout.faces)
    switch mouse.action {
    case .scrollUp: gallery.moveFace(by: -thumbnails.perRow(in: inside), in: collection)
    case .scrollDown: gallery.moveFace(by: thumbnails.perRow(in: inside), in: collection)
    case .drag: break
    case .press, .doublePress:
      guard let index = thumbnails.index(atColumn: mouse.column, row: mouse.row, in: inside)
      else { return [] }
      gallery.pane = .faces
      gallery.face = index
      return mouse.action == .doublePress ? perform(.open) : []
    }
    return []
  }

  // MARK: - Curves

  private mutating func clickCurves(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .scrollUp: return moveThreshold(1)
    case .scrollDown: return moveThreshold(-1)
    case .press, .doublePress, .drag: return []
    }
  }

  // MARK: - Verify

  private mutating func clickVerify(_ mouse: MouseEvent) -> [Effect] {
    let layout = verifyLayout
    switch mouse.action {
    case .scrollUp: return moveThreshold(1)
    case .scrollDown: return moveThreshold(-1)
    case .drag: return []
    case .doublePress: return perform(.showPhotos)
    case .press:
      if layout.reference.contains(column: mouse.column, row: mouse.row) {
        return perform(.chooseReference)
      }
      if layout.probe.contains(column: mouse.column, row: mouse.row) {
        return perform(.chooseProbe)
      }
      return []
    }
  }
}
