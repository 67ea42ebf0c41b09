import Laboratory
import Networks
import Training

extension LabelledPhotos {
  /// The photos of DIR/Person/photo, as far as they are read before somebody stops it, brought to a network's size. What cannot be read is named, left
  /// out and counted.
  init(folder: String, for network: Network, _ stop: StopWish) throws(ProgramError) {
    let progress = Progress(noun: "photo")
    var unreadable = 0
    do throws(EnrollmentError) {
      try self.init(
        folder: PathName.absolute(folder), for: network, isCancelled: { stop.isStopped },
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
