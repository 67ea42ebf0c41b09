import Faces
import Gallery
import Glibc
import Laboratory
import Tensors
import Verification

/// The model, the gallery and the engines that the options ask for, each opened when needed.
struct Session: Sendable {
  let options: Options
  let model: Model
  let metric: Metric
  let models = ModelFolder.standard

  /// - Throws: `face` for a model that is not known.
  init(_ options: Options) throws(ProgramError) {
    self.options = options
    model = try ProgramError.inFaces { () throws(FaceError) in
      try options.model.map { name throws(FaceError) in try Model.named(name) } ?? .dlibResNet
    }
    metric = options.metric ?? model.metric
  }

  /// How the gallery names the model.
  var record: ModelRecord { ModelRecord(model) }

  // MARK: - The gallery

  var galleryPath: String { options.gallery ?? Self.standardGallery }

  /// `$XDG_DATA_HOME/likeness/gallery.sqlite`, else `~/.local/share/likeness/gallery.sqlite`.
  private static var standardGallery: String {
    let data = variable("XDG_DATA_HOME") ?? home + "/.local/share"
    return data + "/likeness/gallery.sqlite"
  }

  static var home: String { variable("HOME") ?? "" }

  /// A variable of the environment; an empty one counts as unset.
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  func gallery(_ mode: OpenMode) throws(ProgramError) -> Gallery {
    try ProgramError.inGallery { () throws(GalleryError) in
      try Gallery(path: galleryPath, mode: mode)
    }
  }

  /// What the model made of a gallery's faces; says so when there are some that it has not seen.
  func embeddings(of gallery: Gallery) throws(ProgramError) -> GalleryEmbeddings {
    try ProgramError.inGallery { () throws(GalleryError) in
      let missing = try gallery.missingEmbeddings(model: model.fingerprint).count
      if missing > 0 {
        StandardStreams.note(
          "\(missing.of("face")) not embedded by \(model.name) yet: "
            + "`likeness models embed \(model.name.shown)` does it")
      }
      return try gallery.embeddings(model: model.fingerprint)
    }
  }

  // MARK: - Engines

  /// How many photos are looked at side by side.
  var threads: Int { options.threads ?? Processors.available }

  /// The threads of a single network. One unless asked for: where other work holds the processors,
  /// threads that wait for each other in every layer cost more than they bring.
  var networkThreads: Int { options.threads ?? 1 }

  /// Engines to look at a number of photos side by side; threads beyond the photos are shared out
  /// among the networks where they were asked for.
  ///
  /// - Throws: `face` when a file of the model is missing, rather than with every photo.
  func team(forPhotos count: Int) throws(ProgramError) -> EngineTeam {
    let number = max(1, min(threads, count))
    let each = PipelineOptions(
      threads: max(1, networkThreads / number), detector: options.detector)
    _ = try pipeline()
    let setup = EngineSetup(model: model, folder: models, options: each)
    return EngineTeam((0..<number).map { Engine(setup, name: "engine \($0)") })
  }

  /// One way from photo to embedding, for use in one thread.
  func pipeline() throws(ProgramError) -> Pipeline {
    try ProgramError.inFaces { () throws(FaceError) in
      try Pipeline(
        model: model, models: models,
        options: PipelineOptions(threads: networkThreads, detector: options.detector))
    }
  }
}
