import Imaging
import Networks
import Training

extension LabelledPhotos {
  /// The photos of DIR/Person/photo, brought to a network's size; those read so far when somebody
  /// cancels.
  ///
  /// - Parameters:
  ///   - limits: the most photos of a person, and of all; people beyond are left out whole.
  ///   - isCancelled: asked before each photo.
  ///   - skip: is told of each photo that cannot be read, and why.
  ///   - progress: is told how many photos were read.
  /// - Throws: `EnrollmentError` when the folder is unreadable, holds no photos of people, or none
  ///   that can be read.
  public init(
    folder: String, for network: Network, limits: (ofPerson: Int, all: Int) = (.max, .max),
    isCancelled: () -> Bool = { Task.isCancelled }, skip: (String) -> Void,
    progress: (Int) -> Void
  ) throws(EnrollmentError) {
    var (names, people, images): ([String], [Int], [Image]) = ([], [], [])
    var firstReason: String?
    for path in try PhotoFolder.list(folder).folders {
      if images.count >= limits.all || isCancelled() { break }
      let photos = try PhotoFolder.list(path).photos.prefix(limits.ofPerson)
      let own = Self.images(photos, network, isCancelled) {
        firstReason = firstReason ?? $0
        skip($0)
      } progress: {
        progress(images.count + $0)
      }
      if own.isEmpty { continue }
      people += Array(repeating: names.count, count: own.count)
      names.append(PathName.last(path))
      images += own
    }
    if images.isEmpty, !isCancelled() {
      throw firstReason.map { EnrollmentError.noReadablePhotos(path: folder, reason: $0) }
        ?? EnrollmentError.noPhotos(path: folder)
    }
    self.init(names: names, people: people, images: images)
  }

  /// The photos of a person.
  private static func images(
    _ paths: ArraySlice<String>, _ network: Network, _ isCancelled: () -> Bool,
    skip: (String) -> Void, progress: (Int) -> Void
  ) -> [Image] {
    var images: [Image] = []
    for path in paths {
      if isCancelled() { break }
      do throws(ImageError) {
        images.append(
          try Image.load(path: path).image
            .resized(width: network.input.width, height: network.input.height))
        progress(images.count)
      } catch {
        skip(error.description)
      }
    }
    return images
  }
}
