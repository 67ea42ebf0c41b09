import Faces
import Gallery
import Imaging

/// What an engine loads when it is first used.
public struct EngineSetup: Sendable {
  public var model: Model
  public var folder: ModelFolder
  public var options: PipelineOptions

  public init(model: Model, folder: ModelFolder, options: PipelineOptions) {
    self.model = model
    self.folder = folder
    self.options = options
  }
}

/// The networks on a thread of their own: photos go in, faces and embeddings come out.
public actor Engine {
  private let executor: ThreadExecutor
  nonisolated let setup: EngineSetup
  private nonisolated let name: String
  private var loaded: Pipeline?

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  public init(_ setup: EngineSetup, name: String) {
    self.setup = setup
    self.name = name
    executor = ThreadExecutor(name: name)
  }

  /// An engine of that name for another model; it loads its networks anew.
  nonisolated func using(_ model: Model) -> Engine {
    var setup = setup
    setup.model = model
    return Engine(setup, name: name)
  }

  /// The pipeline, whose networks are read from disk when they are first needed.
  func pipeline() throws(FaceError) -> Pipeline {
    if let loaded { return loaded }
    let new = try Pipeline(model: setup.model, models: setup.folder, options: setup.options)
    loaded = new
    return new
  }

  /// Reads a photo and finds the faces in it, the main one first.
  public func examine(_ path: String) throws(FaceError) -> ExaminedPhoto {
    try examine(try read(path), from: path)
  }

  /// Reads a photo as the pipeline wants it.
  func read(_ path: String) throws(FaceError) -> Photo {
    do throws(ImageError) {
      return try Image.load(path: path, options: Pipeline.decoding)
    } catch {
      throw .image(error)
    }
  }

  /// Finds the faces in a photo that was read from `path`.
  func examine(_ photo: Photo, from path: String) throws(FaceError) -> ExaminedPhoto {
    ExaminedPhoto(
      record: PhotoRecord(
        hash: photo.contentHash, path: path, width: photo.width, height: photo.height),
      faces: try pipeline().faces(in: photo))
  }

  /// The embedding of each face, in the order given.
  public func embed(_ crops: [FaceCrop]) throws(FaceError) -> [[Float]] {
    try pipeline().embed(crops)
  }

  /// The embedding of each face followed by that of its mirrored picture.
  public func embedWithMirror(_ crops: [FaceCrop]) throws(FaceError) -> [[Float]] {
    try pipeline().embedWithMirror(crops)
  }
}
