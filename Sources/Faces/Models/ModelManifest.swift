import FoundationEssentials
import Glibc
import Imaging
import Networks
import Tensors
import Verification

/// A model of one's own: all that embedding with it needs.
///
/// It is an ONNX network, a network that is described here and was trained, or a head on the
/// embeddings of another model.
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
  /// Height and width. A trained network and the parent of a head are known by their names, so that
  /// there neither this nor mean and scale are given.
  public var input: [Int]?
  public var crop: Crop?
  public var mean: [Float]?
  public var scale: Float?
  public var dimension: Int
  public var metric: Metric
  public var threshold: Double
  /// Where the threshold comes from; the manifest itself unless given.
  public var thresholdSource: String?
  /// The name of a network that is described here.
  public var network: String?
  /// The model whose embeddings a head takes, and the fingerprint of the one it was trained on.
  public var parent: String?
  public var parentFingerprint: String?

  enum CodingKeys: String, CodingKey {
    case name, file, bytes, sha256, input, crop, mean, scale, dimension, metric, threshold, network
    case thresholdSource = "threshold_source"
    case parent
    case parentFingerprint = "parent_fingerprint"
  }

  /// The end of a manifest's name.
  public static let suffix = ".model.json"

  /// The model it describes; `nil` where its numbers make none, or its parent is not there.
  ///
  /// - Parameter known: models that can be parents.
  public func model(among known: [Model]) -> Model? {
    guard dimension > 0, threshold.isFinite, !file.isEmpty, !file.contains("/") else { return nil }
    if parent != nil { return headModel(known) }
    return network == nil ? importedModel : trainedModel
  }

  private var weights: ModelFile {
    ModelFile(name: file, byteCount: bytes, sha256: sha256, isInstalledByHand: true)
  }

  private var source: String { thresholdSource ?? "the model's manifest" }

  private var importedModel: Model? {
    let sides = 8...1024
    guard let input, let mean, let scale, input.count == 2, input.allSatisfy(sides.contains),
      input[0] == input[1], mean.count == 3, mean.allSatisfy(\.isFinite), scale.isFinite,
      scale != 0
    else { return nil }
    let normalisation = Normalisation(mean: mean, scale: scale)
    let extent = Extent(height: input[0], width: input[1])
    return Model(
      name: name, title: file, architecture: .onnx(input: extent, normalisation),
      weights: weights, alignmentFiles: [],
      alignment: crop == .box ? .box(margin: 0, side: input[0]) : .arcFace(side: input[0]),
      preprocessingVersion: 1, dimension: dimension, metric: metric, defaultThreshold: threshold,
      thresholdSource: source)
  }

  private var trainedModel: Model? {
    guard let network, let known = Network.embedding(named: network, dimension: dimension) else {
      return nil
    }
    let (height, width) = (known.input.height, known.input.width)
    if crop == .arcface, height != width { return nil }
    return Model(
      name: name, title: "\(network), trained here",
      architecture: .trained(network, dimension: dimension), weights: weights,
      alignmentFiles: [],
      alignment: crop == .arcface ? .arcFace(side: width) : .frame(height: height, width: width),
      preprocessingVersion: 1, dimension: dimension, metric: metric, defaultThreshold: threshold,
      thresholdSource: source)
  }

  private func headModel(_ known: [Model]) -> Model? {
    let parent = known.first {
      $0.name == self.parent && $0.fingerprint == parentFingerprint
    }
    guard let parent, parent.head == nil else { return nil }
    return Model(
      name: name, title: "\(parent.title), with the head \(file)",
      architecture: parent.architecture, weights: parent.weights,
      alignmentFiles: parent.alignmentFiles, alignment: parent.alignment,
      preprocessingVersion: parent.preprocessingVersion, dimension: dimension, metric: metric,
      defaultThreshold: threshold, thresholdSource: source,
      head: ModelHead(parent: parent.name, file: weights, inputs: parent.dimension))
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
  /// A file of weights that doesn't say what they are of.
  case noModel
  /// A head on the embeddings of a model that is not here, or is another by now.
  case noParent(String)
  /// A crop that the network's image has no room for.
  case crop(ModelManifest.Crop, height: Int, width: Int)
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
    case .noModel:
      "does not say what its weights are of; give a file of `likeness train`, or an ONNX file"
    case .noParent(let name):
      "a head on the embeddings of '\(name)', which is not here or is another by now"
    case .crop(let crop, let height, let width):
      "an image of \(height)×\(width) is no square, as --crop \(crop.rawValue) makes; give --crop box"
    }
  }
}

extension ModelFolder {
  /// The models whose manifests lie in the folder, by name; damaged manifests, and
  /// heads whose parents are not here, are passed over.
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
    let manifests = names.sorted().compactMap { name -> ModelManifest? in
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else { return nil }
      return try? JSONDecoder().decode(ModelManifest.self, from: data)
    }
    let parents = Model.builtIn + manifests.compactMap { $0.model(among: []) }
    return manifests.compactMap { $0.model(among: parents) }
  }
}
