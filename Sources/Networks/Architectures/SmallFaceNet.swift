import Tensors

/// A network small enough to be trained on a processor while one looks on: 56×48 pixels become 128
/// numbers of length 1.
///
/// Four convolutions of 3×3 with 32 to 128 maps, each with batch normalisation and a trained
/// rectifier, the first three followed by a maximum over 2×2.
public enum SmallFaceNet {
  public static let network = network(components: 128)

  /// The network with embeddings of another size, to see what the size changes.
  public static func network(components: Int) -> Network {
    Network(
      "small", input: Shape(channels: 3, height: 56, width: 48),
      normalisation: Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128),
      outputs: { image in
        var x = image
        var inputs = 3
        for (number, maps) in zip(1..., [32, 64, 128]) {
          x = unit(number, inputs, maps)(x)
          x = Pooling.maximum(2, stride: 2)(x)
          inputs = maps
        }
        x = unit(4, inputs, 128)(x)
        x = Flatten(.channelRowColumn)(x)
        return [Normalise()(Dense("fc", 128 * 7 * 6, components)(x))]
      })
  }

  private static func unit(
    _ number: Int, _ inputs: Int, _ maps: Int
  ) -> (Feature) -> Feature {
    {
      var x = Convolution("conv\(number)", inputs, maps, kernel: 3, padding: 1, bias: false)($0)
      x = BatchNormalisation("norm\(number)", maps)(x)
      return PReLU("prelu\(number)", maps)(x)
    }
  }
}
