import Tensors

/// The network of the center loss (Wen et al. 2016, "A Discriminative Feature Learning Approach for
/// Deep Face Recognition"): 112×96 pixels become 512 numbers, compared by cosine.
///
/// Kernels are 3×3, maps 128 and in local convolutions 256, whose kernels are shared in regions of
/// 4×4, 2×2 and 1×1 cells; the fully connected layer sees the fourth pooled map and the last local
/// one. The paper's text doesn't say how many convolutions stand before each pool, nor the padding:
/// here they are two, and maps keep their size, by which the three layers have 7×6 regions each. No
/// weights of this network were ever published.
public enum CenterLossNet {
  public static let network = Network(
    "center-loss", input: Shape(channels: 3, height: 112, width: 96),
    normalisation: Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128),
    outputs: { image in
      var x = convolution("conv1_1", 3)(image)
      x = convolution("conv1_2", 128)(x)
      x = Pooling.maximum(2, stride: 2)(x)
      x = convolution("conv2_1", 128)(x)
      x = convolution("conv2_2", 128)(x)
      x = Pooling.maximum(2, stride: 2)(x)
      x = local("local1", region: 4)(x)
      x = Pooling.maximum(2, stride: 2)(x)
      x = local("local2", region: 2)(x)
      let pooled = Pooling.maximum(2, stride: 2)(x)
      let last = local("local3", region: 1)(pooled)
      let flatten = Flatten(.channelRowColumn)
      x = Concatenate()([flatten(pooled), flatten(last)])
      return [Dense("fc", 2 * 256 * 7 * 6, 512)(x)]
    })

  private static func convolution(_ name: String, _ inputs: Int) -> (Feature) -> Feature {
    { PReLU("\(name).prelu", 128)(Convolution(name, inputs, 128, kernel: 3, padding: 1)($0)) }
  }

  private static func local(_ name: String, region: Int) -> (Feature) -> Feature {
    {
      let convolution = LocalConvolution(name, 256, kernel: 3, padding: 1, region: region)
      return PReLU("\(name).prelu", 256)(convolution($0))
    }
  }
}
