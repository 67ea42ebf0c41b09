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
    let manifest = ModelManifest(
      name: name, file: last, bytes: bytes.count,
      sha256: SHA256.hexadecimal(of: Array(bytes)),
      input: Extent(height: network.input.height, width: network.input.width), crop: crop,
      normalisation: normalisation, dimension: network.outputs[0].dimensions.reduce(1, *),
      metric: metric, threshold: threshold ?? metric.looseThreshold)
    try keep(manifest, bytes, isEmbedding: network.isEmbedding)
    return manifest
  }

  private func keep(
    _ manifest: ModelManifest, _ bytes: Data, isEmbedding: Bool
  ) throws(FaceError) {
    let place = path + "/" + manifest.name + ModelManifest.suffix
    guard isEmbedding, manifest.model != nil else { throw .manifest(path: place, .noEmbedding) }
    guard !manifest.name.contains("/"),
      !Model.known(in: self).contains(where: {
        $0.name == manifest.name
      })
    else { throw .manifest(path: place, .exists) }
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
