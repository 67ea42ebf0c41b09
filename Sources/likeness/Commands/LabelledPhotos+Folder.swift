import Laboratory
import Networks
import Training

extension LabelledPhotos {
  /// The photos of DIR/Person/photo, brought to a network's size. What cannot be read is named, left
  /// out and counted.
  init(folder: String, for network: Network) throws(ProgramError) {
    let progress = Progress(noun: "photo")
    var unreadable = 0
    do throws(EnrollmentError) {
      try self.init(
        folder: PathName.absolute(folder), for: network,
        skip: {
          StandardStreams.note("\($0.shown); it is left out")
          unreadable += 1
        },
        progress: { progress.show($0) })
    } catch {
      throw .enrollment(error)
    }
    Progress.clear()
    if unreadable > 0 {
      StandardStreams.note(
        "\(unreadable.of("photo")) could not be read; \(count.of("photo")) of "
          + "\(peopleCount.of("person", "people")) are trained on")
    }
  }
}
