import FoundationEssentials
import Glibc
import Imaging
import Networks
import Tensors
import Verification

extension ModelFolder {
  /// Makes a model of an ONNX file: copies it into the folder and writes its manifest beside it.
  ///
  /// - Parameters:
  ///   - name: by default the file's, without its ending.
  ///   - size: height and width of the image; by default the file's own.
  ///   - threshold: by default one that parts unlike faces loosely, to be replaced by a measured
  ///     one.
  /// - Throws: `FaceError` when the file can't be imported or the folder not written.
  public func add(
    _ file: String, name: String?, size: (height: Int, width: Int)?, crop: ModelManifest.Crop,
    normalisation: Normalisation, metric: Metric, threshold: Double?
  ) throws(FaceError) -> ModelManifest {
    let network: OnnxNetwork
    let extent = size.map { Extent(height: $0.height, width: $0.width) }
    do { network = try OnnxNetwork(path: file, size: extent) } catch { throw .onnx(error) }
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let name = name ?? (last.hasSuffix(".onnx") ? String(last.dropLast(5)) : last)
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw .manifest(path: file, .unreadable(code: errno))
    }
    var manifest = ModelManifest(
      name: name, file: last, bytes, dimension: network.outputs[0].dimensions.reduce(1, *),
      metric: metric, threshold: threshold)
    manifest.input = [network.input.height, network.input.width]
    manifest.crop = crop
    (manifest.mean, manifest.scale) = (normalisation.mean, normalisation.scale)
    guard network.isEmbedding else { throw .manifest(path: file, .noEmbedding) }
    try keep(manifest, bytes)
    return manifest
  }

  /// Makes a model of a file that `likeness train` wrote, which says itself what it is: copies it
  /// into the folder and writes its manifest beside it.
  ///
  /// - Parameters:
  ///   - name: of a head, what follows the parent's name and `+`; by default the file's, without
  ///     its ending.
  ///   - crop: of a network; by default the one in the file.
  ///   - threshold: by default the one in the file.
  /// - Throws: `FaceError` when the file is none such or the folder can't be written.
  public func add(
    trained file: String, name: String?, crop: ModelManifest.Crop? = nil, threshold: Double?
  ) throws(FaceError) -> ModelManifest {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw .manifest(path: file, .unreadable(code: errno))
    }
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let weights: WeightFile
    do { weights = try WeightFile(bytes: Array(bytes), name: file) } catch {
      throw .weights(error)
    }
    let own = name ?? (last.hasSuffix(".safetensors") ? String(last.dropLast(12)) : last)
    var manifest =
      weights.metadata["head.parent"] == nil
      ? try networkManifest(weights, named: own, bytes, crop: crop)
      : try headManifest(weights, named: own, bytes)
    manifest.threshold =
      threshold ?? weights.metadata["model.threshold"].flatMap { Double($0) }
      ?? manifest.metric.looseThreshold
    if threshold == nil { manifest.thresholdSource = weights.metadata["model.threshold_source"] }
    try keep(manifest, bytes)
    return manifest
  }

  /// The name of a head as a model: its parent's, `+`, its own.
  ///
  /// - Throws: `manifest` where there is a model of this name.
  public func freeName(ofHead name: String, on parent: Model) throws(FaceError) -> String {
    let full = name.hasPrefix(parent.name + "+") ? name : "\(parent.name)+\(name)"
    try checkIsFree(full)
    return full
  }

  private func checkIsFree(_ name: String) throws(FaceError) {
    let isTaken = Model.known(in: self).contains { $0.name == name }
    guard !name.contains("/"), !isTaken else {
      throw .manifest(path: path + "/" + name + ModelManifest.suffix, .exists)
    }
  }

  private func networkManifest(
    _ file: WeightFile, named name: String, _ bytes: Data, crop: ModelManifest.Crop?
  ) throws(FaceError) -> ModelManifest {
    guard let network = file.metadata["training.network"],
      let dimension = file.metadata["model.dimension"].flatMap({ Int($0) }),
      let known = Network.embedding(named: network, dimension: dimension),
      let metric = file.metadata["model.metric"].flatMap(Metric.init(rawValue:))
    else { throw .manifest(path: file.name, .noModel) }
    do { _ = try known.parameters(from: file) } catch { throw .weights(error) }
    let kept = file.metadata["model.crop"].flatMap(ModelManifest.Crop.init(rawValue:))
    let crop = crop ?? kept ?? .box
    guard crop == .box || known.input.height == known.input.width else {
      throw .manifest(
        path: file.name, .crop(crop, height: known.input.height, width: known.input.width))
    }
    var manifest = ModelManifest(
      name: name, file: name + ".safetensors", bytes, dimension: dimension, metric: metric,
      threshold: nil)
    (manifest.network, manifest.crop) = (network, crop)
    return manifest
  }

  private func headManifest(
    _ file: WeightFile, named name: String, _ bytes: Data
  ) throws(FaceError) -> ModelManifest {
    guard let parent = file.metadata["head.parent"],
      let metric = file.metadata["model.metric"].flatMap(Metric.init(rawValue:))
    else { throw .manifest(path: file.name, .noModel) }
    let head: EmbeddingHead
    do { head = try EmbeddingHead(file) } catch { throw .weights(error) }
    let full = name.hasPrefix(parent + "+") ? name : "\(parent)+\(name)"
    var manifest = ModelManifest(
      name: full, file: full + ".safetensors", bytes, dimension: head.weight.dimensions[0],
      metric: metric, threshold: nil)
    manifest.parent = parent
    manifest.parentFingerprint = file.metadata["head.fingerprint"]
    guard let model = manifest.model(among: Model.known(in: self)),
      model.head?.inputs == head.scale.count
    else { throw .manifest(path: file.name, .noParent(parent)) }
    return manifest
  }

  private func keep(_ manifest: ModelManifest, _ bytes: Data) throws(FaceError) {
    let place = path + "/" + manifest.name + ModelManifest.suffix
    guard manifest.model(among: Model.known(in: self)) != nil else {
      throw .manifest(path: place, .noEmbedding)
    }
    try checkIsFree(manifest.name)
    let copy = path + "/" + manifest.file
    // Another model may use a file of that name.
    if let present = FileManager.default.contents(atPath: copy) {
      guard present == bytes else { throw .manifest(path: copy, .otherFile) }
    } else {
      try write(bytes, to: copy)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let text = try? encoder.encode(manifest) else {
      throw .manifest(path: place, .unwritable(code: EINVAL))
    }
    try write(text, to: place)
  }

  private func write(_ data: Data, to path: String) throws(FaceError) {
    do {
      try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .manifest(path: path, .unwritable(code: errno))
    }
  }
}

extension ModelManifest {
  fileprivate init(
    name: String, file: String, _ bytes: Data, dimension: Int, metric: Metric, threshold: Double?
  ) {
    self.init(
      name: name, file: file, bytes: bytes.count, sha256: SHA256.hexadecimal(of: Array(bytes)),
      dimension: dimension, metric: metric, threshold: threshold ?? metric.looseThreshold)
  }
}

extension OnnxNetwork {
  /// Whether the only output is one vector of a square image in three colours.
  fileprivate var isEmbedding: Bool {
    let dimensions = outputs[0].dimensions.filter { $0 != 1 }
    return outputs.count == 1 && dimensions.count == 1 && input.channels == 3
      && input.height == input.width
  }
}

extension Metric {
  /// Where most networks part most faces, roughly.
  fileprivate var looseThreshold: Double {
    switch self {
    case .l2: 1.1
    case .squaredL2: 1.2
    case .cosine: 0.65
    case .angle: 0.38
    case .chiSquare: 10
    }
  }
}
