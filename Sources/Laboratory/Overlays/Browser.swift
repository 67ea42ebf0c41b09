import Faces
import Imaging

/// What lies in a folder, for the file browser.
struct DirectoryListing: Sendable, Equatable {
  /// A folder or photo.
  struct Entry: Sendable, Equatable {
    let path: String
    let isFolder: Bool
    var name: String { PathName.last(path) }
  }

  let path: String
  let entries: [Entry]
}

/// A photo reduced for the screen, with the faces found in it.
struct PhotoPreview: Sendable {
  let path: String
  /// Reduced; nil where the photo can't be read.
  let image: Image?
  /// The photo's own size.
  let width: Int
  let height: Int
  /// In the pixels of `image`.
  let faces: [Detection]
  /// Why there is no picture, or where it came from when not from the photo.
  let remark: String?
}

/// The file browser: a folder, the entry under the cursor, and its preview.
struct Browser: Sendable {
  var listing: DirectoryListing
  var isLoading = true
  var selected = 0
  var preview: PhotoPreview?
  /// The photo whose preview was asked for last; earlier ones are not waited for.
  private var requested: String?
  /// The entry to put the cursor on when the listing comes, after going up a folder.
  var cameFrom: String?

  init(path: String) {
    listing = DirectoryListing(path: path, entries: [])
  }

  var entry: DirectoryListing.Entry? {
    listing.entries.indices.contains(selected) ? listing.entries[selected] : nil
  }

  /// The photo under the cursor, unless its preview is here or asked for; it counts as asked for
  /// from now on.
  mutating func requestPreview() -> String? {
    guard let entry, !entry.isFolder else {
      requested = nil
      return nil
    }
    guard preview?.path != entry.path, requested != entry.path else { return nil }
    requested = entry.path
    return requested
  }

  mutating func show(_ new: DirectoryListing) {
    listing = new
    isLoading = false
    selected = new.entries.firstIndex { $0.path == cameFrom } ?? 0
    cameFrom = nil
    preview = nil
  }

  mutating func move(by rows: Int) {
    selected = min(max(0, selected + rows), max(0, listing.entries.count - 1))
  }
}
