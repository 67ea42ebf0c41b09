import Tensors

/// What the networks of "FaceNet: A Unified Embedding for Face Recognition and Clustering" (Schroff
/// et al. 2015) have in common: 128 numbers of length 1, compared by squared Euclidean distance.
///
/// The paper doesn't say how pixels enter; (p − 127.5) / 128 is its successors' usage.
enum FaceNet {
  static let normalisation = Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128)
  static let dimension = 128

  /// The last rows of the tables of all Inception networks: average pool, fully connected, L2.
  static func head(_ channels: Int) -> (Feature) -> [Feature] {
    { x in [Normalise()(Dense("fc", channels, dimension)(GlobalAverage()(x)))] }
  }
}

/// A convolution that keeps the size of the map but for its stride, and a rectifier.
struct Rectified: Layer {
  let convolution: Convolution
  let normalisation: BatchNormalisation?

  /// - Parameter normalised: whether a batch normalisation stands between the two.
  init(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1,
    normalised: Bool = false
  ) {
    convolution = Convolution(
      name, inputs, outputs, kernel: kernel, stride: stride, padding: kernel / 2)
    normalisation = normalised ? BatchNormalisation("\(name).bn", outputs) : nil
  }

  func callAsFunction(_ input: Feature) -> Feature {
    var x = convolution(input)
    if let normalisation { x = normalisation(x) }
    return ReLU()(x)
  }
}
