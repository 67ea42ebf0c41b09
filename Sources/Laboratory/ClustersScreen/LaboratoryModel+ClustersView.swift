import Gallery
import Terminal
import Verification

extension LaboratoryModel {
  /// The thumbnails of the group under the cursor, so small that the whole group is seen if it can.
  var clusterGrid: ThumbnailGrid {
    let count = clusters.group?.count ?? 0
    let size = galleryLayout.thumbnail(showing: count)
    return ThumbnailGrid(
      count: count, selection: clusters.face, columns: size.columns, rows: size.rows,
      isFocused: clusters.pane == .faces)
  }

  /// The faces whose pictures the screen shows.
  var visibleClusterFaces: [FaceRecord.ID] {
    if clusters.showsSpace { return spaceFace.map { [$0] } ?? [] }
    guard let items = clusters.group?.items else { return [] }
    let visible = clusterGrid.visible(in: Panel.inside(galleryLayout.faces))
    return items[visible.clamped(to: items.indices)].map { collection.embeddings.faces[$0] }
  }

  func drawClusters(_ painter: inout Painter) {
    if clusters.showsSpace { return drawSpace(&painter) }
    drawGroups(&painter)
    drawSheet(&painter)
    drawAgreement(&painter)
  }

  // MARK: - The list

  var groupList: ListView {
    ListView(
      count: clusters.groups.count, selection: clusters.groups.isEmpty ? nil : clusters.selected,
      isFocused: clusters.pane == .groups)
  }

  private func drawGroups(_ painter: inout Painter) {
    let theme = painter.theme
    let inside = painter.panel(
      clusters.listing.rawValue.capitalizedFirst,
      note: StyledText(clusters.groups.count.grouped, theme.muted),
      isFocused: clusters.pane == .groups, in: galleryLayout.people)
    if clusters.groups.isEmpty {
      let lines = missingClusters.wrapped(toColumns: inside.columns)
      return painter.writeCentred(lines.map { StyledText($0, theme.muted) }, in: inside)
    }
    let width = inside.columns - (clusters.groups.count > inside.rows ? 1 : 0)
    groupList.draw(on: &painter.surface, in: inside, theme: theme) { row in
      groupLine(clusters.groups[row], width: width, theme)
    }
  }

  private var missingClusters: String {
    if let words = missingEmbeddingsWords { return words }
    if collection.embeddings.faces.isEmpty { return "Nobody is enrolled yet: press e" }
    if case .impossible(let why)? = clusters.data?.found { return why }
    switch (clusters.data, clusters.progress) {
    case (_, .stopped): return "Clustering was stopped: press 6 to go on"
    case (nil, .running):
      return "clustering \(collection.embeddings.count.counted("face"))… Esc stops"
    case (nil, .idle): return "Clusters come once the work below is done"
    case (_, _):
      return clusters.listing == .mixed ? "No cluster holds two people" : "Nobody is split"
    }
  }

  /// Who is in a cluster, and how many; or into what parts a person is split.
  private func groupLine(_ group: FaceGroup, width: Int, _ theme: Theme) -> StyledText {
    let count: String
    if case .person = group.subject {
      count =
        group.parts.prefix(4).map { "\($0.count)" }.joined(separator: "+")
        + (group.parts.count > 4 ? "+…" : "")
    } else {
      count = "\(group.count)"
    }
    let sign = group.isFaulty && group.subject == .cluster ? StyledText("≠ ", theme.bad) : "  "
    return sign + StyledText(groupName(group)).fitted(max(1, width - count.columns - 3))
      + StyledText(" " + count, theme.muted)
  }

  /// The person most of the faces are of, and how many others.
  private func groupName(_ group: FaceGroup) -> String {
    let people = collection.embeddings.people
    guard let first = group.items.first.map({ people[$0] }) else { return "" }
    let name = collection.person(first)?.displayName ?? ""
    let others = Set(group.items.map { people[$0] }).count - 1
    return others > 0 ? "\(name) + \(others)" : name
  }

  // MARK: - The contact sheet

  private func drawSheet(_ painter: inout Painter) {
    let theme = painter.theme
    let group = clusters.group
    let inside = painter.panel(
      sheetTitle(group), note: sheetNote(group, theme), isFocused: clusters.pane == .faces,
      in: galleryLayout.faces)
    guard let group else { return }
    let grid = clusterGrid
    let pictures = painter.pictures
    let items = group.items
    let parts = partOfItems(group)
    grid.draw(on: &painter.surface, in: inside, theme: theme) { index in
      let face = collection.embeddings.faces[items[index]]
      let picture = crops[face].flatMap {
        pictures.face($0, named: String(face.rawValue), columns: grid.columns, rows: grid.rows)
      }
      let room = grid.columns
      return (picture, caption(of: items[index], part: parts[index], group, room: room, theme))
    }
  }

  private func sheetTitle(_ group: FaceGroup?) -> String {
    guard let group else { return "Faces" }
    guard group.subject == .branch else { return groupName(group) }
    guard let height = group.node.flatMap({ clusters.data?.tree?.height(of: $0) }) else {
      return "one face"
    }
    let sizes = group.parts.map { "\($0.count)" }.joined(separator: " + ")
    return height.isFinite
      ? "\(sizes) joined at \(Double(height).fixed(3))" : "\(sizes) kept apart by marks"
  }

  private func sheetNote(_ group: FaceGroup?, _ theme: Theme) -> StyledText {
    if !clusters.chosen.isEmpty {
      return StyledText("\(clusters.chosen.count) chosen", theme.accent)
    }
    return StyledText((group?.count ?? 0).counted("face"), theme.muted)
  }

  /// Of each face in the order shown, the number of its part.
  private func partOfItems(_ group: FaceGroup) -> [Int] {
    group.parts.enumerated().flatMap { number, items in items.map { _ in number } }
  }

  /// The person's name; what is beside the main part is marked.
  private func caption(
    of item: Int, part: Int, _ group: FaceGroup, room columns: Int, _ theme: Theme
  ) -> StyledText {
    let room = columns - 2
    let face = collection.embeddings.faces[item]
    let person = collection.embeddings.people[item]
    let name = collection.person(person)?.displayName ?? ""
    let letter = part < 26 ? String(UnicodeScalar(UInt8(65 + part))) + " " : "… "
    let text: String
    switch group.subject {
    case .cluster: text = name
    case .person: text = letter + PathName.stem(collection.face(face)?.photo.path ?? "")
    case .branch: text = letter + name
    }
    let style = part == 0 ? theme.muted : theme.warning
    let shown = StyledText(text.truncated(toColumns: room), style)
    if clusters.chosen.contains(face) { return StyledText("✓ ", theme.accent) + shown }
    if isMarked(face) { return StyledText("m ", theme.accent) + shown }
    return part > 0 && group.subject == .cluster ? StyledText("≠ ", theme.bad) + shown : shown
  }

  private func isMarked(_ face: FaceRecord.ID) -> Bool {
    collection.marks.contains { $0.pair.first == face || $0.pair.second == face }
  }

  // MARK: - Figures

  private func drawAgreement(_ painter: inout Painter) {
    let theme = painter.theme
    let inside = painter.panel(
      methodTitle, note: clusterNote(theme), in: galleryLayout.details)
    guard let agreement = clusters.agreement else { return }
    func figure(_ name: String, _ value: Double) -> StyledText {
      StyledText("\(name) ", theme.muted) + StyledText(value.fixed(3) + "  ")
    }
    let counts = [
      clusters.clusterCount.counted("cluster"),
      "of \(collection.people.count.counted("person", "people"))",
    ]
    let faults =
      StyledText("  \(clusters.faults.mixed.grouped) mixed", theme.bad)
      + StyledText("  \(clusters.faults.split.grouped) split", theme.warning)
    let marks =
      collection.marks.isEmpty
      ? "" : StyledText("  " + collection.marks.count.counted("mark"), theme.accent)
    painter.write(
      [
        StyledText(counts.joined(separator: " ")) + faults + marks,
        figure("pairwise F1", agreement.pairwise.f1) + figure("BCubed F1", agreement.bCubed.f1),
        figure("purity", agreement.purity) + figure("NMI", agreement.normalizedMutualInformation)
          + figure("ARI", agreement.adjustedRandIndex),
      ], in: inside)
  }

  var methodTitle: String {
    switch clusters.method {
    case .average, .complete:
      "\(clusters.method.rawValue.capitalizedFirst) linkage, cut at \(threshold.value.fixed(3))"
    case .dbscan: "DBSCAN at \(threshold.value.fixed(3))"
    case .whispers: "Chinese whispers at \(threshold.value.fixed(3))"
    case .kMeans: "k-means, k = \(collection.people.count)"
    }
  }

  private func clusterNote(_ theme: Theme) -> StyledText {
    guard clusters.data != nil, case .running = clusters.progress else { return "" }
    return StyledText("clustering…", theme.muted)
  }
}

extension String {
  /// The text with its first letter large.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
