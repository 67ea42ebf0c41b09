import Faces
import Gallery
import Terminal

extension LaboratoryModel {
  func drawGallery(_ painter: inout Painter) {
    guard !collection.isEmpty else {
      drawGreeting(&painter)
      return
    }
    drawPeople(&painter)
    drawFaces(&painter)
    drawDetails(&painter)
  }

  // MARK: - An empty gallery

  private func drawGreeting(_ painter: inout Painter) {
    let theme = painter.theme
    let inside = painter.panel("Gallery", in: frame.body)
    func key(_ name: String, _ text: String) -> StyledText {
      StyledText(name.leftPadded(toColumns: 5), theme.key)
        + StyledText("  " + text.padded(toColumns: 38))
    }
    painter.writeCentred(
      [
        StyledText("Nobody is enrolled yet", theme.title), "",
        StyledText("Put each person's photos into a folder with the person's name,", theme.muted),
        StyledText("and the folders into one. Photos never leave this machine.", theme.muted), "",
        key("e", "enroll a folder or a photo by its path"),
        key("o", "look for it in the file browser"),
        key("?", "all keys"),
      ], in: inside)
  }

  // MARK: - People

  var peopleList: ListView {
    let people = gallery.visiblePeople(in: collection)
    return ListView(
      count: people.count, selection: people.firstIndex { $0.id == gallery.person },
      isFocused: gallery.pane == .people)
  }

  private func drawPeople(_ painter: inout Painter) {
    let theme = painter.theme
    let people = gallery.visiblePeople(in: collection)
    let title = gallery.filter.isEmpty ? "People" : "People /\(gallery.filter)"
    let inside = painter.panel(
      title, note: StyledText(people.count.grouped, theme.muted),
      isFocused: gallery.pane == .people, in: galleryLayout.people)
    if people.isEmpty {
      painter.writeCentred([StyledText("nobody matches", theme.muted)], in: inside)
    }
    let width = inside.columns - (people.count > inside.rows ? 1 : 0)
    peopleList.draw(on: &painter.surface, in: inside, theme: theme) { row in
      let count = String(people[row].faces)
      return StyledText(people[row].displayName).fitted(width - count.columns - 1)
        + StyledText(" " + count, theme.muted)
    }
  }

  // MARK: - Faces

  private func drawFaces(_ painter: inout Painter) {
    let theme = painter.theme
    let faces = gallery.faces(in: collection)
    let name = gallery.person.flatMap(collection.person)?.displayName ?? ""
    let chosen = gallery.selected.count
    let note =
      chosen == 0
      ? StyledText(faces.count.counted("face"), theme.muted)
      : StyledText("\(chosen) of \(faces.count) selected", theme.accent)
    let inside = painter.panel(
      name, note: note, isFocused: gallery.pane == .faces, in: galleryLayout.faces)
    let size = galleryLayout.thumbnail
    let pictures = painter.pictures
    thumbnails.draw(on: &painter.surface, in: inside, theme: theme) { index in
      let face = faces[index]
      let picture = crops[face.id].flatMap {
        pictures.face($0, named: String(face.id.rawValue), columns: size.columns, rows: size.rows)
      }
      return (picture, caption(of: face, theme))
    }
  }

  /// The photo's name, with a mark when the face is selected or a poor one.
  private func caption(of face: FaceRecord, _ theme: Theme) -> StyledText {
    let isSelected = gallery.selected.contains(face.id)
    let name = PathName.stem(face.photo.path)
    let room = galleryLayout.thumbnail.columns - 2
    let shown = StyledText(name.tail(columns: room), theme.muted)
    if isSelected { return StyledText("✓ ", theme.accent) + shown }
    return face.quality.flaws.isEmpty ? shown : StyledText("! ", theme.warning) + shown
  }

  // MARK: - Details

  private func drawDetails(_ painter: inout Painter) {
    let theme = painter.theme
    guard let face = gallery.currentFace(in: collection) else {
      _ = painter.panel("Face", in: galleryLayout.details)
      return
    }
    let number = "\(gallery.face + 1) of \(gallery.faces(in: collection).count)"
    let inside = painter.panel(
      "Face", note: StyledText(number, theme.muted), in: galleryLayout.details)
    painter.write(
      [
        StyledText(face.photo.path.tail(columns: inside.columns)),
        face.quality.measures(theme),
        face.quality.judgement(theme),
      ], in: inside)
  }
}

extension Quality {
  /// The figures: size in pixels, brightness with its standard deviation, which is the contrast.
  func measures(_ theme: Theme) -> StyledText {
    let figures = [
      ("size", "\(Int(size))"), ("sharp", "\(Int(sharpness))"),
      ("bright", "\(Int(brightness))±\(Int(contrast))"), ("yaw", "\(Int(yaw.rounded()))°"),
    ]
    return figures.reduce(StyledText()) { line, figure in
      line + StyledText(line.spans.isEmpty ? "" : "  ") + StyledText("\(figure.0) ", theme.muted)
        + StyledText(figure.1)
    }
  }

  /// Good, or what is poor about the face.
  func judgement(_ theme: Theme) -> StyledText {
    if flaws.isEmpty { return StyledText("✓ ", theme.good) + "good to compare" }
    let words = flaws.map(\.rawValue).joined(separator: ", ")
    return StyledText("! ", theme.warning) + StyledText("poor: \(words)", theme.warning)
  }
}
