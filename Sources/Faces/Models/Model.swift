import Imaging
import Networks
import Tensors
import Verification

/// A head trained on the embeddings of another model.
public struct ModelHead: Hashable, Sendable {
  /// The model whose embeddings it takes.
  public let parent: String
  /// Its trained values.
  public let file: ModelFile
  /// The number of values of the parent's embedding.
  public let inputs: Int
}

/// What turns a face into an embedding, and how embeddings are compared: the manifest of a model.
public struct Model: Hashable, Sendable {
  /// The name that commands and galleries use.
  public let name: String
  /// The name in full.
  public let title: String
  /// The network that embeds.
  public let architecture: Architecture
  /// The network's trained values.
  public let weights: ModelFile
  /// Further files that alignment needs.
  public let alignmentFiles: [ModelFile]
  /// How a face is cut out and turned for the network.
  public let alignment: Alignment
  /// Raised whenever cropping or alignment changes, so that older embeddings are told apart.
  public let preprocessingVersion: Int
  /// The number of values of an embedding.
  public let dimension: Int
  /// How far apart two embeddings are.
  public let metric: Metric
  /// Two faces are of one person when their distance is below this.
  public let defaultThreshold: Double
  /// Where the default threshold comes from.
  public let thresholdSource: String
  /// What was trained behind the network's own embedding, if anything.
  public var head: ModelHead?

  /// A network that embeds.
  public enum Architecture: Hashable, Sendable {
    case dlibResNet
    case inceptionResNetV1
    /// A network that is described here, with weights of one's own training.
    case trained(String, dimension: Int)
    /// The graph of an ONNX file, fed with images of this size.
    case onnx(input: Extent, Normalisation)

    /// The name that fingerprints are made of.
    var name: String {
      switch self {
      case .dlibResNet: "dlib-resnet"
      case .inceptionResNetV1: "inception-resnet-v1"
      case .trained(let name, let dimension): "trained \(name) \(dimension)"
      case .onnx(let input, let normalisation):
        "onnx \(input.height)×\(input.width) \(normalisation.mean) \(normalisation.scale)"
      }
    }
  }
}

extension Model {
  /// The models that the program itself knows.
  public static let builtIn: [Model] = [
    .dlibResNet, .faceNetVGGFace2, .mobileFaceNet, .mobileFaceNetInt8,
  ]

  /// The program's models and those that were added to a folder.
  public static func known(in folder: ModelFolder) -> [Model] {
    builtIn + folder.addedModels().filter { added in !builtIn.contains { $0.name == added.name } }
  }

  /// - Throws: `unknownModel` with the names there are.
  public static func named(
    _ name: String, in folder: ModelFolder = .standard
  ) throws(FaceError) -> Model {
    let known = known(in: folder)
    guard let model = known.first(where: { $0.name == name }) else {
      throw .unknownModel(name: name, known: known.map(\.name))
    }
    return model
  }

  /// Every file the model is made of.
  public var files: [ModelFile] { [weights] + alignmentFiles + [head?.file].compactMap { $0 } }

  /// The network whose layers are known without any file of weights.
  public var describedNetwork: Network? { head == nil ? architecture.network : nil }

  /// What tells embeddings apart that must not be compared: the first 16 digits of a hash over the
  /// network, the sums of the files and the version of the preprocessing.
  public var fingerprint: String {
    let parts =
      [name, architecture.name, "preprocessing \(preprocessingVersion)"]
      + files.map { "\($0.name) \($0.byteCount) \($0.sha256)" }
    return String(SHA256.hexadecimal(of: Array(parts.joined(separator: "\n").utf8)).prefix(16))
  }

  /// dlib's residual network of 2017, trained on about 3 million faces.
  public static let dlibResNet = Model(
    name: "dlib-resnet", title: "dlib face recognition ResNet v1", architecture: .dlibResNet,
    weights: .dlibResNet, alignmentFiles: [.fivePoints], alignment: .dlibChip,
    preprocessingVersion: 1, dimension: 128, metric: .l2, defaultThreshold: 0.6,
    thresholdSource: "dlib's dnn_face_recognition_ex.cpp: the distance it was trained for")
}
