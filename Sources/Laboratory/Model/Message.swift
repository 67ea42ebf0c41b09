import Faces
import Gallery
import Terminal
import Verification

/// Something that happened: a key, or the end of work that an effect began.
enum Message: Sendable {
  case event(Event)
  /// The clock went on; seconds since the laboratory opened.
  case tick(Double)

  case collectionLoaded(Collection)
  case statisticsComputed(Statistics)
  /// What takes longer than the rates themselves.
  case inferenceComputed(Inference)
  case thresholdValidated(ChosenThreshold)
  case overlayComputed(CurveOverlay.Subject, [NamedScores])
  /// How far the matrix is, 0…1.
  case matrixProgress(Double)
  case matrixComputed(MatrixData)
  /// `nil` where the way is not possible with this gallery.
  case strategyCompared(StrategyResult?, of: Collection)
  case clustersFound(ClusterData)
  case projected(Projection)
  /// What a training tells, by its number.
  case training(TrainingNews, run: Int)
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
  case embeddingEnded(EmbeddingReport)
  /// What the gallery keeps as the threshold of the model with a fingerprint.
  case thresholdLoaded(StoredThreshold?, model: String)
  case modelsLoaded(ModelCatalogue)
  case modelMeasured(String, ModelMeasurement)
  case measuringEnded
  case layersLoaded(LayerPage.Subject, LayerPage.Content)
  /// The named faces of one photo are kept; a line that says so.
  case photoEnrolled(String)
  /// The work that was going on came to an early end; one line with the way out.
  case workFailed(String)

  case subjectReady(Subject, VerifyScreen.Side)
  /// All faces of a photo, the main one first.
  case probesReady([Subject])
  case photosLoaded(PhotoViewer.Pair, reference: PhotoPreview?, probe: PhotoPreview?)

  /// A mark contradicts others; a line that names them, and the edit that replaces them.
  case marksContradict(String, Effect)
  /// An edit of the gallery ended well; a line that says what was done.
  case edited(String)
  /// Something went wrong; one line with the way out.
  case failed(String)
}
