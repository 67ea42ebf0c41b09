import Tensors

/// FaceNet's NNS1, a small Inception network for data centres and phones: images of 165×165, 26M
/// trained values, 220M multiply-adds.
///
/// The paper has no table of it and calls it "mini Inception". This definition meets the stated
/// figures: so few operations for so many values leave only a wide fully connected layer behind
/// small blocks. No weights were ever published.
public enum NNS1 {
  public static let network = Network(
    "NNS1", input: Shape(channels: 3, height: 165, width: 165),
    normalisation: FaceNet.normalisation,
    outputs: { image in
      var x = Rectified("conv1", 3, 32, kernel: 7, stride: 2)(image)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = ResponseNormalisation()(x)
      x = x.block("2") {
        let reduced = Rectified("2.3x3_reduce", 32, 48, kernel: 1)($0)
        return Rectified("2.3x3", 48, 96, kernel: 3)(reduced)
      }
      x = ResponseNormalisation()(x)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = Inception("3a", one: 32, three: (48, 64), five: (8, 16), pool: .maximum(to: 16))(x)
      x = Inception("3b", one: 32, three: (48, 64), five: (16, 32), pool: .euclidean(to: 32))(x)
      x = Inception(
        "3c", one: 0, three: (64, 128), five: (16, 32), pool: .maximum(to: nil), stride: 2)(x)
      x = Inception("4a", one: 128, three: (48, 96), five: (16, 32), pool: .euclidean(to: 64))(x)
      x = Inception(
        "4e", one: 0, three: (80, 128), five: (32, 64), pool: .maximum(to: nil), stride: 2)(x)
      x = Flatten(.channelRowColumn)(x)
      x = ReLU()(Dense("fc1", 6 * 6 * 512, 1376)(x))
      return [Normalise()(Dense("fc2", 1376, FaceNet.dimension)(x))]
    })
}
