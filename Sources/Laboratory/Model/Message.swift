import Faces
import Gallery
import Terminal

/// Something that happened: a key, or the end of work that an effect began.
enum Message: Sendable {
  case event(Event)
  /// The clock went on; seconds since the laboratory opened.
  case tick(Double)

  case collectionLoaded(Collection)
  case statisticsComputed(Statistics)
  case cropsLoaded([FaceRecord.ID: FaceCrop])

  case completions(for: String, [String])
  case directoryListed(DirectoryListing)
  case previewLoaded(path: String, PhotoPreview)

  case enrollmentScanned(EnrollmentPlan)
  /// The path that was typed can't be enrolled; one line with the way out.
  case scanFailed(path: String, String)
  /// The folder holds photos of one person, whose name is not known.
  case nameNeeded(folder: String)
  case facesToName(ExaminedPhoto)
  case enrollmentProgress(EnrollmentProgress)
  case enrollmentEnded(EnrollmentReport)
  case embeddingProgress(done: Int, total: Int)
  case embeddingEnded
  /// The named faces of one photo are kept; a line that says so.
  case photoEnrolled(String)
  /// The work that was going on came to an early end; one line with the way out.
  case workFailed(String)

  case subjectReady(Subject, VerifyScreen.Side)
  case photosLoaded(PhotoViewer.Pair, reference: PhotoPreview?, probe: PhotoPreview?)

  /// An edit of the gallery ended well; a line that says what was done.
  case edited(String)
  /// Something went wrong; one line with the way out.
  case failed(String)
}
