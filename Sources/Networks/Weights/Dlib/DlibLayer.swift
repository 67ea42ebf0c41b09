import Tensors

/// A layer of a dlib network with its trained arrays.
///
/// Batch normalisation is stored folded: γ' = γ/√(variance + ε), β' = β − γ'·mean.
enum DlibLayer: Equatable {
  case input(mean: [Float])
  case convolution(weight: Tensor, bias: Tensor?, stride: Extent, padding: Padding)
  case affine(scale: Tensor, shift: Tensor)
  case relu
  case pooling(PoolingKind, window: Extent, stride: Extent, padding: Padding)
  /// `weight` is output × input, as everywhere in this module; the file has it transposed.
  case dense(weight: Tensor, bias: Tensor?)
  case add

  /// The layer's name without its number, and its arrays by the last part of their names.
  ///
  /// The file names no layer; `con1`, `affine1`, `fc1` count the layers of a kind in the order of
  /// evaluation.
  var arrays: (kind: String, [(name: String, tensor: Tensor)])? {
    switch self {
    case .convolution(let weight, let bias, _, _):
      ("con", [("weight", weight)] + (bias.map { [("bias", $0)] } ?? []))
    case .affine(let scale, let shift): ("affine", [("scale", scale), ("shift", shift)])
    case .dense(let weight, let bias):
      ("fc", [("weight", weight)] + (bias.map { [("bias", $0)] } ?? []))
    case .input, .relu, .pooling, .add: nil
    }
  }
}
