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
  /// A model file has another size than the one its manifest names.
  case wrongModelFile(path: String, byteCount: Int, expected: Int)
  case unknownModel(name: String, known: [String])
  case weights(WeightFileError)
  case engine(TensorError)
}
