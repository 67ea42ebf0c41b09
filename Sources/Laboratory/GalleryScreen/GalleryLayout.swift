import Gallery
import Terminal

/// Where the parts of the gallery screen stand.
struct GalleryLayout {
  let people: Region
  let faces: Region
  let details: Region
  /// The size of a thumbnail in cells, without frame and caption.
  let thumbnail: (columns: Int, rows: Int)

  init(body: Region) {
    let (people, right) = body.splitColumns(min(max(26, body.columns / 4), 40))
    let (faces, details) = right.splitRows(right.rows - 5)
    self.people = people
    self.faces = faces
    self.details = details
    let columns = body.columns >= 160 ? 24 : body.columns >= 110 ? 20 : 14
    let rows = min(columns / 2, Panel.inside(faces).rows - 3)
    thumbnail = (columns, max(1, rows))
  }

  /// The thumbnails of a number of faces, the one under the cursor marked.
  func grid(count: Int, selection: Int, isFocused: Bool) -> ThumbnailGrid {
    ThumbnailGrid(
      count: count, selection: selection, columns: thumbnail.columns, rows: thumbnail.rows,
      isFocused: isFocused)
  }
}

extension LaboratoryModel {
  var galleryLayout: GalleryLayout { GalleryLayout(body: frame.body) }

  /// The thumbnails of the person under the cursor.
  var thumbnails: ThumbnailGrid {
    galleryLayout.grid(
      count: gallery.faces(in: collection).count, selection: gallery.face,
      isFocused: gallery.pane == .faces)
  }

  /// The faces whose thumbnails are on the screen.
  var visibleThumbnails: [FaceRecord] {
    let visible = thumbnails.visible(in: Panel.inside(galleryLayout.faces))
    return Array(gallery.faces(in: collection)[visible])
  }
}
