import Laboratory
import Networks
import Training

extension LabelledPhotos {
  /// The photos of DIR/Person/photo, brought to a network's size. What cannot be read is named and
  /// left out.
  init(folder: String, for network: Network) throws(ProgramError) {
    let progress = Progress(noun: "photo")
    do throws(EnrollmentError) {
      try self.init(
        folder: PathName.absolute(folder), for: network,
        skip: { StandardStreams.note("\($0.shown); it is left out") },
        progress: { progress.show($0, of: $0) })
    } catch {
      throw .enrollment(error)
    }
    Progress.clear()
  }
}
