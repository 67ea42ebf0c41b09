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
    thumbnail = Self.thumbnail(in: Panel.inside(faces))
  }

  /// Thumbnails are twice as wide in cells as high.
  private static let sizes = stride(from: 12, through: 28, by: 2).map {
    (columns: $0, rows: $0 / 2)
  }

  private static func capacity(of region: Region, _ size: (columns: Int, rows: Int)) -> Int {
    region.columns / (size.columns + 2) * (region.rows / (size.rows + 3))
  }

  /// The size at which thumbnails fill a region best.
  private static func thumbnail(in region: Region) -> (columns: Int, rows: Int) {
    func filled(_ size: (columns: Int, rows: Int)) -> Int {
      capacity(of: region, size) * size.columns * size.rows
    }
    return sizes.max { filled($0) < filled($1) } ?? (12, 6)
  }

  /// The largest size at which a number of faces is seen at once, else the smallest there is.
  func thumbnail(showing count: Int) -> (columns: Int, rows: Int) {
    let region = Panel.inside(faces)
    return Self.sizes.last { Self.capacity(of: region, $0) >= count } ?? (12, 6)
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
