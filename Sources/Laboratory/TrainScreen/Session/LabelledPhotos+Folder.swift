import Imaging
import Networks
import Training

extension LabelledPhotos {
  /// The photos of DIR/Person/photo, brought to a network's size; those read so far when the task
  /// is cancelled.
  ///
  /// - Parameters:
  ///   - limits: the most photos of a person, and of all; people beyond are left out whole.
  ///   - skip: is told of each photo that cannot be read, and why.
  ///   - progress: is told how many photos were read.
  /// - Throws: `EnrollmentError` when the folder is unreadable or holds no photos of people.
  public init(
    folder: String, for network: Network, limits: (ofPerson: Int, all: Int) = (.max, .max),
    skip: (String) -> Void, progress: (Int) -> Void
  ) throws(EnrollmentError) {
    var (names, people, images): ([String], [Int], [Image]) = ([], [], [])
    for path in try PhotoFolder.list(folder).folders {
      if images.count >= limits.all || Task.isCancelled { break }
      var own: [Image] = []
      for photo in try PhotoFolder.list(path).photos.prefix(limits.ofPerson) {
        guard let image = Self.image(photo, network, skip) else { continue }
        own.append(image)
        progress(images.count + own.count)
      }
      if own.isEmpty { continue }
      people += Array(repeating: names.count, count: own.count)
      names.append(PathName.last(path))
      images += own
    }
    if images.isEmpty { throw .noPhotos(path: folder) }
    self.init(names: names, people: people, images: images)
  }

  private static func image(
    _ path: String, _ network: Network, _ skip: (String) -> Void
  ) -> Image? {
    do throws(ImageError) {
      return try Image.load(path: path).image
        .resized(width: network.input.width, height: network.input.height)
    } catch {
      skip(error.description)
      return nil
    }
  }
}
