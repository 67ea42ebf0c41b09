import Faces
import Gallery
import Verification

/// Work to be done outside the model, which answers with messages.
enum Effect: Sendable {
  case loadCollection
  case computeStatistics(Collection, Metric)
  case computeMatrix(Collection, Metric)
  case cancelMatrix
  /// Tries every way to identify on the gallery's own people.
  case compareStrategies(Collection, Metric)
  case cluster(Collection, Metric, ClusteringMethod, threshold: Double)
  case project(Projection.Kind, Collection, Metric)
  case train(TrainingRequest)
  case orderTraining(TrainingOrder, run: Int)
  /// Stops work over the gallery's numbers.
  case stop(Analysis)
  case loadCrops([FaceRecord.ID])
  /// Embeds faces that the model has not seen yet.
  case embedMissing
  /// Turns to another model, compared by a metric.
  case useModel(Model, Metric)
  case loadModels
  /// Takes the time of models, one after the other.
  case measureModels([Model])
  case cancelMeasuring
  case loadLayers(LayerPage.Subject)

  case complete(path: String)
  case listDirectory(String)
  case preview(path: String)

  case scan(path: String, name: String?)
  case enroll(EnrollmentPlan)
  case enrollNamed(ExaminedPhoto, names: [Int: String])
  case cancelWork

  case rename(Person.ID, to: String)
  case merge(Person.ID, into: Person.ID)
  case splitOff([FaceRecord.ID], to: String)
  case forgetPerson(Person.ID)
  case forgetFaces([FaceRecord.ID])
  /// Marks that contradict the new ones go only when replacing.
  case mark([FacePair], FaceMark.Kind?, replacing: Bool)
  case undo
  /// Keeps the threshold, with the data it was chosen on.
  case keepThreshold(Threshold, on: String)
  /// Tries the rule that chose a threshold on people it was not chosen on.
  case validate(ChosenThreshold, Collection)
  case computeOverlay(CurveOverlay.Subject, Collection, Metric)

  /// Embeds a face of a photo by its number, for a side of the comparison.
  case examineSubject(path: String, face: Int = 0, VerifyScreen.Side)
  /// Finds and embeds all faces of a photo.
  case examineProbes(path: String)
  case loadPhotos(PhotoViewer.Pair)

  case setMouse(Bool)
  case redraw
  case suspend
  case quit
}
