import Imaging

/// The way from a photo to embeddings: detect, cut, align, embed.
///
/// Networks are read when they are first needed. Not Sendable: a pipeline keeps their memory, and
/// belongs to one owner.
public final class Pipeline {
  /// The model that aligns and embeds.
  public let model: Model
  /// Threads and detector.
  public let options: PipelineOptions
  private let models: ModelFolder
  private var loadedDetector: (any Detector)?
  private var loadedAligner: Aligner?
  private var loadedEmbedder: Embedder?

  /// - Throws: `missingModelFile` or `wrongModelFile` at once, rather than at the first photo.
  public init(
    model: Model, models: ModelFolder, options: PipelineOptions = PipelineOptions()
  ) throws(FaceError) {
    for file in model.files + options.detector.files { _ = try models.path(of: file) }
    self.model = model
    self.models = models
    self.options = options
  }

  /// The faces of a picture, the most prominent first: see `Detection.prominence`.
  public func faces(in image: Image) throws(FaceError) -> [Face] {
    let found = try detector().detect(in: image).map { detection in
      (detection, detection.prominence(inWidth: image.width, height: image.height))
    }
    return found.sorted { $0.1 > $1.1 }.map { detection, _ in
      let crop = FaceCrop(of: detection, in: image)
      let size = min(detection.box.width, detection.box.height)
      return Face(detection: detection, quality: Quality(of: crop, size: size), crop: crop)
    }
  }

  /// The faces of a photo in the photo's own pixels, even where decoding reduced it; crops have
  /// the resolution that was decoded.
  public func faces(in photo: Photo) throws(FaceError) -> [Face] {
    let factor = Double(photo.denominator)
    return try faces(in: photo.image).map { face in
      var face = face
      face.detection = face.detection.resampled(by: factor)
      face.quality.size *= factor
      return face
    }
  }

  /// How photos are best read for a pipeline: from 6,400 pixels of the longer side, a JPEG at half
  /// its size or less, which still shows more than detection looks at.
  public static let decoding = DecodingOptions(longestSideAtLeast: 3200)

  /// The embedding of each crop, in their order; a crop gives the same one whenever it is asked.
  public func embed(_ crops: [FaceCrop]) throws(FaceError) -> [[Float]] {
    guard !crops.isEmpty else { return [] }
    var chips: [Image] = []
    for crop in crops { chips.append(try alignedChip(of: crop)) }
    return try embed(chips: chips)
  }

  /// The embedding of each crop followed by that of its mirrored picture: twice the dimension, as
  /// `use_flipped_images` of davidsandberg/facenet.
  public func embedWithMirror(_ crops: [FaceCrop]) throws(FaceError) -> [[Float]] {
    guard !crops.isEmpty else { return [] }
    var chips: [Image] = []
    for crop in crops { chips.append(try alignedChip(of: crop)) }
    return zip(try embed(chips: chips), try embed(chips: chips.map(\.mirrored))).map { $0 + $1 }
  }

  /// The embedding of each picture that is aligned already, in their order.
  ///
  /// - Precondition: the pictures have the size of the network's input.
  public func embed(chips: [Image]) throws(FaceError) -> [[Float]] {
    try embedder().embed(chips)
  }

  /// The picture that the model sees of a face.
  public func alignedChip(of crop: FaceCrop) throws(FaceError) -> Image {
    switch model.alignment {
    case .dlibChip: try aligner().chip(of: crop)
    case .arcFace(let side): crop.arcFaceChip(side: side)
    case .box(let margin, let side): crop.boxChip(margin: margin, side: side)
    case .frame(let height, let width): crop.frameChip(height: height, width: width)
    }
  }
}

extension Pipeline {
  private func detector() throws(FaceError) -> any Detector {
    if let loadedDetector { return loadedDetector }
    let detector = try options.detector.detector(in: models, threads: options.threads)
    loadedDetector = detector
    return detector
  }

  private func aligner() throws(FaceError) -> Aligner {
    if let loadedAligner { return loadedAligner }
    let aligner = try Aligner(models: models)
    loadedAligner = aligner
    return aligner
  }

  private func embedder() throws(FaceError) -> Embedder {
    if let loadedEmbedder { return loadedEmbedder }
    let embedder = try Embedder(model, models: models, threads: options.threads)
    loadedEmbedder = embedder
    return embedder
  }
}

/// How a pipeline works.
public struct PipelineOptions: Hashable, Sendable {
  /// Threads for each network.
  public var threads: Int
  /// What finds the faces.
  public var detector: DetectorName

  public init(threads: Int = 1, detector: DetectorName = .standard) {
    self.threads = threads
    self.detector = detector
  }
}
