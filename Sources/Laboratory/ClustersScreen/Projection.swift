import Gallery
import Verification

/// Where the faces of a gallery are in the plane, maybe still moving.
struct Projection: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case components = "PCA"
    case neighbours = "t-SNE"
  }

  let kind: Kind
  /// Whose embeddings are placed, by fingerprint.
  let model: String
  let faces: [FaceRecord.ID]
  let points: [PlanePoint]
  /// How much of the variance the plane keeps; of PCA alone.
  var share: Double?
  /// Steps done and to be done, and how far from the space the picture is; of t-SNE alone.
  var step = 0
  var steps = 0
  var divergence: Double?

  var isMoving: Bool { step < steps }

  /// Shows the principal components, then, where asked for, lets t-SNE run from them; each picture
  /// is handed over as soon as a frame can show it.
  static func make(
    _ kind: Kind, of collection: Collection, metric: Metric, isCancelled: () -> Bool,
    show: (Projection) -> Void
  ) {
    let set = collection.embeddings.set
    let faces = collection.embeddings.faces
    let model = collection.embeddings.model
    guard let components = PrincipalComponents(set, isCancelled: isCancelled) else { return }
    let plane = components.plane(set)
    let share = components.variances.reduce(0, +) / max(components.totalVariance, 1e-300)
    if kind == .components {
      return show(Projection(kind: kind, model: model, faces: faces, points: plane, share: share))
    }
    show(Projection(kind: kind, model: model, faces: faces, points: plane, steps: 1))
    guard var picture = TSNE(set, metric: metric, isCancelled: isCancelled) else { return }
    var shown = ContinuousClock.now
    while !picture.isDone {
      if isCancelled() { return }
      picture.step()
      let now = ContinuousClock.now
      if now - shown < frame, !picture.isDone { continue }
      shown = now
      show(
        Projection(
          kind: kind, model: model, faces: faces, points: picture.points, step: picture.iteration,
          steps: picture.iterations, divergence: picture.divergence))
    }
  }

  /// Ten pictures a second are enough for the eye.
  private static let frame = Duration.milliseconds(100)
}
