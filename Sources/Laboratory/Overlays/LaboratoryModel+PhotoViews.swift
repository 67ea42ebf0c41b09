import Faces
import Imaging
import Terminal

extension LaboratoryModel {
  // MARK: - File browser

  func draw(_ browser: Browser, _ painter: inout Painter) {
    let theme = painter.theme
    let inside = dialog(of: browser).draw(on: &painter.surface, in: frame.body, theme: theme)
    let preview = halves(inside).preview
    drawEntries(of: browser, &painter)
    let right = Region(
      column: preview.column + 2, row: preview.row, columns: preview.columns - 2,
      rows: preview.rows)
    drawPreview(of: browser, in: right, &painter)
  }

  private func dialog(of browser: Browser) -> Dialog {
    Dialog(
      browser.listing.path.tail(columns: columns - 20), columns: columns - 4,
      rows: frame.body.rows - 2)
  }

  private func halves(_ inside: Region) -> (entries: Region, preview: Region) {
    let (left, right) = inside.splitColumns(max(24, inside.columns * 2 / 5))
    return (left, right)
  }

  /// The folders and photos, and where they stand.
  func list(of browser: Browser) -> PlacedList {
    (
      ListView(count: browser.listing.entries.count, selection: browser.selected),
      halves(dialog(of: browser).inside(frame.body)).entries
    )
  }

  private func drawEntries(of browser: Browser, _ painter: inout Painter) {
    let theme = painter.theme
    let (view, region) = list(of: browser)
    let entries = browser.listing.entries
    if entries.isEmpty {
      let text = browser.isLoading ? "reading…" : "no folders and no photos here"
      painter.write([StyledText(text, theme.muted)], in: region)
    }
    view.draw(on: &painter.surface, in: region, theme: theme) { row in
      entries[row].isFolder
        ? StyledText("▸ ", theme.accent) + StyledText(entries[row].name + "/")
        : StyledText("  " + entries[row].name)
    }
  }

  private func drawPreview(of browser: Browser, in region: Region, _ painter: inout Painter) {
    guard let entry = browser.entry else { return }
    let hint =
      StyledText("e", painter.theme.key)
      + StyledText(" enrolls this folder, → opens it", painter.theme.muted)
    if entry.isFolder { return painter.writeCentred([hint], in: region) }
    guard let preview = browser.preview, preview.path == entry.path else {
      return painter.writeCentred([StyledText("looking…", painter.theme.muted)], in: region)
    }
    draw(preview, in: region, &painter)
  }

  /// A photo with boxes and landmarks, and a line below it.
  private func draw(_ preview: PhotoPreview, in region: Region, _ painter: inout Painter) {
    let theme = painter.theme
    let (upper, line) = region.splitRows(region.rows - 2)
    let faces = preview.faces.count.counted("face")
    let words = StyledText("\(preview.width)×\(preview.height) · \(faces)", theme.muted)
    if let image = preview.image {
      let picture = painter.pictures.surface(
        named: "photo \(preview.path) \(preview.faces.count)", columns: upper.columns,
        rows: upper.rows
      ) { image.marked(with: preview.faces) }
      painter.draw(picture, in: upper)
      painter.write(
        [StyledText(PathName.last(preview.path).tail(columns: line.columns)), words], in: line)
    }
    guard let remark = preview.remark else { return }
    let style = preview.image == nil ? theme.bad : theme.warning
    let place = preview.image == nil ? region : line.splitRows(1).lower
    let lines = remark.wrapped(toColumns: place.columns).map { StyledText($0, style) }
    painter.write(lines, in: place)
  }

  // MARK: - Photos of a pair

  func draw(_ viewer: PhotoViewer, _ painter: inout Painter) {
    let (left, right) = frame.body.splitColumns(frame.body.columns / 2)
    painter.surface.fill(frame.body, style: .plain)
    let theme = painter.theme
    let distance = pairDistance.map { distance in
      StyledText("distance \(distance.fixed(3)) ", theme.muted)
        + (distance < threshold.value
          ? StyledText("= same", theme.good) : StyledText("≠ different", theme.bad))
    }
    draw(viewer.reference, verify.reference, note: "", in: left, &painter)
    draw(viewer.probe, verify.probe, note: distance ?? "", in: right, &painter)
  }

  private func draw(
    _ preview: PhotoPreview?, _ subject: Subject?, note: StyledText, in region: Region,
    _ painter: inout Painter
  ) {
    let inside = painter.panel(subject?.name ?? "", note: note, isFocused: true, in: region)
    guard let preview else {
      return painter.writeCentred([StyledText("reading…", painter.theme.muted)], in: inside)
    }
    draw(preview, in: inside, &painter)
  }

  // MARK: - Who is who

  func draw(_ naming: Naming, _ painter: inout Painter) {
    let theme = painter.theme
    let count = naming.photo.faces.count
    let inside = Dialog(
      "Who is who?", note: StyledText(PathName.last(naming.photo.record.path), theme.muted),
      columns: min(76, columns - 4), rows: frame.body.rows - 2
    ).draw(on: &painter.surface, in: frame.body, theme: theme)
    let (list, hint) = inside.splitRows(inside.rows - 2)
    let height = min(9, max(4, list.rows / max(1, count)))
    let first = max(0, naming.selected - list.rows / height + 1)
    for index in first..<min(count, first + list.rows / height) {
      let place = list.splitRows((index - first) * height).lower.splitRows(height).upper
      draw(face: index, of: naming, in: place, &painter)
    }
    painter.write([naming.advice(theme)], in: hint.splitRows(1).lower)
  }

  private func draw(
    face index: Int, of naming: Naming, in region: Region, _ painter: inout Painter
  ) {
    let theme = painter.theme
    let face = naming.photo.faces[index]
    let (picture, words) = region.inset(rows: region.rows > 5 ? 1 : 0).splitColumns(region.rows * 2)
    let cells = painter.pictures.face(
      face.crop, named: "\(naming.photo.record.hash) \(index)", columns: picture.columns - 2,
      rows: picture.rows)
    if let cells { painter.surface.draw(cells, column: picture.column, row: picture.row) }
    let isSelected = index == naming.selected
    let mark = StyledText(isSelected ? "› " : "  ", theme.accent)
    TextField(
      naming.fields[index], prompt: mark, placeholder: "nobody: left out", isFocused: isSelected
    ).draw(on: &painter.surface, in: words.splitRows(1).lower, theme: theme)
    let row = words.splitRows(2).lower.inset(columns: 2)
    painter.write([face.quality.judgement(theme)], in: row)
    if isSelected, let name = naming.completions.first {
      painter.write([StyledText("Tab: \(name)", theme.muted)], in: row.splitRows(1).lower)
    }
  }
}

extension Naming {
  /// What to do next, or what stands in the way.
  func advice(_ theme: Theme) -> StyledText {
    if let name = repeatedName {
      return StyledText("✗ \(name) is named twice; each person is in a photo once", theme.bad)
    }
    return StyledText("Name those to enroll; faces without a name are left out", theme.muted)
  }
}
