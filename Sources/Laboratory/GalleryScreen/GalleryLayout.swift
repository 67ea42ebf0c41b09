import Gallery
import Terminal

/// Where the parts of the gallery screen stand.
struct GalleryLayout {
  let people: Region
  let faces: Region
  let details: Region
  /// The size of a thumbnail with its caption.
  let thumbnail: (columns: Int, rows: Int)
  let thumbnailColumns: Int
  let thumbnailRows: Int

  init(body: Region) {
    let listColumns = min(max(26, body.columns / 4), 40)
    let (people, right) = body.splitColumns(listColumns)
    let (faces, details) = right.splitRows(right.rows - 5)
    self.people = people
    self.faces = faces
    self.details = details
    let inner = faces.inset(columns: 1, rows: 1)
    let wanted = body.columns >= 160 ? 26 : body.columns >= 110 ? 20 : 17
    thumbnailColumns = max(1, (inner.columns - 1) / wanted)
    let columns = max(1, inner.columns / thumbnailColumns)
    let rows = min(max(4, columns / 2), inner.rows)
    thumbnail = (columns, rows)
    thumbnailRows = max(1, inner.rows / rows)
  }

  /// The first row of thumbnails shown, so that the face under the cursor is visible.
  func firstRow(showing face: Int) -> Int {
    max(0, face / thumbnailColumns - thumbnailRows + 1)
  }

  /// Where the thumbnail of a face stands, when it is visible.
  func region(ofFace face: Int, firstRow: Int) -> Region? {
    let row = face / thumbnailColumns - firstRow
    guard row >= 0, row < thumbnailRows else { return nil }
    return Region(
      column: faces.column + 1 + face % thumbnailColumns * thumbnail.columns,
      row: faces.row + 1 + row * thumbnail.rows,
      columns: thumbnail.columns, rows: thumbnail.rows)
  }
}

extension LaboratoryModel {
  var galleryLayout: GalleryLayout { GalleryLayout(body: frame.body) }

  /// The faces whose thumbnails are on the screen.
  var visibleThumbnails: [FaceRecord] {
    let layout = galleryLayout
    let first = layout.firstRow(showing: gallery.face) * layout.thumbnailColumns
    let count = layout.thumbnailRows * layout.thumbnailColumns
    return Array(gallery.faces(in: collection).dropFirst(first).prefix(count))
  }
}
