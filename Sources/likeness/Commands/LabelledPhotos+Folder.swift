import Imaging
import Laboratory
import Networks
import Training

extension LabelledPhotos {
  /// The photos of DIR/Person/photo, brought to a network's size. What cannot be read is named, left
  /// out and counted.
  init(folder: String, for network: Network) throws(ProgramError) {
    var names: [String] = []
    var people: [Int] = []
    var images: [Image] = []
    var unreadable = 0
    let progress = Progress(noun: "photo")
    let folders = try Self.list(folder).folders
    for path in folders {
      var own: [Image] = []
      for photo in try Self.list(path).photos {
        guard let image = Self.image(photo, network) else {
          unreadable += 1
          continue
        }
        own.append(image)
        progress.show(images.count + own.count, of: images.count + own.count)
      }
      if own.isEmpty { continue }
      people += Array(repeating: names.count, count: own.count)
      names.append(PathName.last(path))
      images += own
    }
    Progress.clear()
    if unreadable > 0 {
      StandardStreams.note(
        "\(unreadable.of("photo")) could not be read; \(images.count.of("photo")) of "
          + "\(names.count.of("person", "people")) are trained on")
    }
    if images.isEmpty { throw .enrollment(.noPhotos(path: folder)) }
    self.init(names: names, people: people, images: images)
  }

  private static func list(_ folder: String) throws(ProgramError) -> PhotoFolder.Listing {
    do throws(EnrollmentError) {
      return try PhotoFolder.list(PathName.absolute(folder))
    } catch {
      throw .enrollment(error)
    }
  }

  private static func image(_ path: String, _ network: Network) -> Image? {
    do throws(ImageError) {
      return try Image.load(path: path).image
        .resized(width: network.input.width, height: network.input.height)
    } catch {
      StandardStreams.note("\(error.description.shown); it is left out")
      return nil
    }
  }
}
