import FoundationEssentials
import Glibc
import Imaging
import Networks
import Tensors
import Verification

/// What is written beside the file of a model of one's own: all that embedding with it needs.
public struct ModelManifest: Codable, Hashable, Sendable {
  /// How faces are cut out for the network.
  public enum Crop: String, Codable, CaseIterable, Sendable {
    /// Five points on ArcFace's template.
    case arcface
    /// The detector's box.
    case box
  }

  public var name: String
  public var file: String
  public var bytes: Int
  public var sha256: String
  /// Height and width.
  public var input: [Int]
  public var crop: Crop
  public var mean: [Float]
  public var scale: Float
  public var dimension: Int
  public var metric: Metric
  public var threshold: Double

  public init(
    name: String, file: String, bytes: Int, sha256: String, input: Extent, crop: Crop,
    normalisation: Normalisation, dimension: Int, metric: Metric, threshold: Double
  ) {
    self.name = name
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
    self.input = [input.height, input.width]
    self.crop = crop
    mean = normalisation.mean
    scale = normalisation.scale
    self.dimension = dimension
    self.metric = metric
    self.threshold = threshold
  }

  /// The end of a manifest's name.
  public static let suffix = ".model.json"

  /// The model it describes; nil where its numbers make none.
  public var model: Model? {
    let sides = 8...1024
    guard input.count == 2, input.allSatisfy(sides.contains), input[0] == input[1],
      mean.count == 3, mean.allSatisfy(\.isFinite), scale.isFinite, scale != 0, dimension > 0,
      threshold.isFinite, !file.isEmpty, !file.contains("/")
    else { return nil }
    let normalisation = Normalisation(mean: mean, scale: scale)
    let extent = Extent(height: input[0], width: input[1])
    return Model(
      name: name, title: file, architecture: .onnx(input: extent, normalisation),
      weights: ModelFile(name: file, byteCount: bytes, sha256: sha256, isInstalledByHand: true),
      alignmentFiles: [],
      alignment: crop == .arcface ? .arcFace(side: input[0]) : .box(margin: 0, side: input[0]),
      preprocessingVersion: 1, dimension: dimension, metric: metric, defaultThreshold: threshold,
      thresholdSource: "the model's manifest")
  }
}

/// What is wrong with the files of a model of one's own.
public enum ManifestFault: Hashable, Sendable {
  case unreadable(code: Int32)
  case unwritable(code: Int32)
  /// A model of that name is there.
  case exists
  /// Another file of that name is there.
  case otherFile
  /// The network does not answer an image with one vector.
  case noEmbedding
}

extension ManifestFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let code): "cannot be read: \(String(cString: strerror(code)))"
    case .unwritable(let code): "cannot be written: \(String(cString: strerror(code)))"
    case .exists: "there is a model of this name; choose another with --name"
    case .otherFile: "another file of this name is there; rename yours"
    case .noEmbedding:
      "the network does not answer a square image with one vector; export it without heads"
    }
  }
}

extension ModelFolder {
  /// The models whose manifests lie in the folder, by name; damaged manifests are passed over.
  public func addedModels() -> [Model] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ModelManifest.suffix) { names.append(name) }
    }
    return names.sorted().compactMap { name in
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else { return nil }
      return (try? JSONDecoder().decode(ModelManifest.self, from: data))?.model
    }
  }
}
