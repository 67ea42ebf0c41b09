import Tensors

/// SphereFace's network of 20 layers (Liu et al. 2017, "SphereFace: Deep Hypersphere Embedding for
/// Face Recognition"; wy1iu/sphereface): 112×96 pixels become 512 numbers, compared by the
/// cosine after image and mirror image were put side by side.
///
/// Four stages of 64 to 512 maps, each opened by a convolution with stride 2, with 1, 2, 4 and 1
/// pairs of convolutions around which a sum leads. The biases of the pairs stay zero in training,
/// and so are left out.
public enum SphereFace20 {
  public static let network = Network(
    "SphereFace-20", input: Shape(channels: 3, height: 112, width: 96),
    normalisation: Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128),
    outputs: { image in
      var x = image
      var inputs = 3
      for (stage, (pairs, maps)) in zip(1..., [(1, 64), (2, 128), (4, 256), (1, 512)]) {
        x = unit(stage, 1, inputs, maps, stride: 2)(x)
        for pair in 1...pairs {
          let y = unit(stage, 2 * pair, maps, maps)(x)
          x = x + unit(stage, 2 * pair + 1, maps, maps)(y)
        }
        inputs = maps
      }
      return [Dense("fc5", 512 * 7 * 6, 512)(Flatten(.channelRowColumn)(x))]
    })

  /// A convolution and its trained rectifier.
  private static func unit(
    _ stage: Int, _ number: Int, _ inputs: Int, _ outputs: Int, stride: Int = 1
  ) -> (Feature) -> Feature {
    {
      let convolution = Convolution(
        "conv\(stage)_\(number)", inputs, outputs, kernel: 3, stride: stride, padding: 1,
        bias: stride == 2)
      return PReLU("relu\(stage)_\(number)", outputs)(convolution($0))
    }
  }
}
