import Tensors

/// FaceNet's NNS2, small enough for a phone: images of 140 rows and 116 columns, 4.3M trained
/// values, 20M multiply-adds.
///
/// The paper has no table of it and calls it "tiny Inception". This definition meets the stated
/// figures. No weights were ever published.
public enum NNS2 {
  public static let network = Network(
    "NNS2", input: Shape(channels: 3, height: 140, width: 116),
    normalisation: FaceNet.normalisation,
    outputs: { image in
      var x = Rectified("conv1", 3, 16, kernel: 5, stride: 2)(image)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = ResponseNormalisation()(x)
      x = x.block("2") {
        let reduced = Rectified("2.3x3_reduce", 16, 16, kernel: 1)($0)
        return Rectified("2.3x3", 16, 32, kernel: 3)(reduced)
      }
      x = ResponseNormalisation()(x)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = Inception("3a", one: 24, three: (16, 24), five: (4, 8), pool: .maximum(to: 8))(x)
      x = Inception(
        "3c", one: 0, three: (24, 48), five: (8, 16), pool: .maximum(to: nil), stride: 2)(x)
      x = Inception("4a", one: 48, three: (24, 48), five: (8, 16), pool: .euclidean(to: 16))(x)
      x = Inception(
        "4e", one: 0, three: (32, 96), five: (8, 32), pool: .maximum(to: nil), stride: 2)(x)
      x = Flatten(.channelRowColumn)(x)
      x = ReLU()(Dense("fc1", 5 * 4 * 256, 800)(x))
      return [Normalise()(Dense("fc2", 800, FaceNet.dimension)(x))]
    })
}
