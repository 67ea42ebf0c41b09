import Imaging
import Networks
import Tensors

/// Why faces could not be found or embedded.
public enum FaceError: Error, Equatable, Sendable {
  case image(ImageError)
  /// The photo shows no face that the detector is sure of.
  case noFace(path: String)
  /// A model file is not where it should be.
  case missingModelFile(path: String)
  /// The same for a file that has to be put there by hand.
  case absentModelFile(path: String)
  /// A file of a model of one's own that can't be read or written.
  case manifest(path: String, ManifestFault)
  /// The network of a file has another number of outputs than its manifest says.
  case wrongDimension(path: String, dimension: Int, expected: Int)
  /// A model file has another size than the one its manifest names.
  case wrongModelFile(path: String, byteCount: Int, expected: Int)
  /// The network of a file is not the one that its name promises.
  case otherNetwork(path: String)
  case unknownModel(name: String, known: [String])
  case weights(WeightFileError)
  case onnx(OnnxError)
  case engine(TensorError)
}
