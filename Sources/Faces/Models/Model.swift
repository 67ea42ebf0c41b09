import Imaging
import Networks
import Verification

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

  /// A network that embeds.
  public enum Architecture: String, Hashable, Sendable, CaseIterable {
    case dlibResNet = "dlib-resnet"

    /// Its layers, input size and normalisation.
    public var network: Network {
      switch self {
      case .dlibResNet: DlibResNet.network
      }
    }
  }
}

extension Model {
  /// The models that are known by name.
  public static let known: [Model] = [.dlibResNet]

  /// - Throws: `unknownModel` with the names there are.
  public static func named(_ name: String) throws(FaceError) -> Model {
    guard let model = known.first(where: { $0.name == name }) else {
      throw .unknownModel(name: name, known: known.map(\.name))
    }
    return model
  }

  /// Every file the model is made of.
  public var files: [ModelFile] { [weights] + alignmentFiles }

  /// What tells embeddings apart that must not be compared: the first 16 digits of a hash over the
  /// network, the sums of the files and the version of the preprocessing.
  public var fingerprint: String {
    let parts =
      [name, architecture.rawValue, "preprocessing \(preprocessingVersion)"]
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
