import Tensors

/// DeepID2 (Sun et al. 2014, "Deep Learning Face Representation by Joint Identification-
/// Verification"): a patch of 55×47 becomes 160 numbers, which see both the third pooled
/// map and the fourth convolution.
///
/// The kernels of conv3 are shared in regions of 2×2 cells, those of conv4 by none. Outputs: the
/// embedding and, for training, the logits of 8,192 people. No weights were ever published.
public enum DeepID2 {
  public static let network = Network(
    "DeepID2", input: Shape(channels: 3, height: 55, width: 47),
    normalisation: Normalisation(mean: [0, 0, 0], scale: 1 / 255),
    outputs: { image in
      var x = image
      x = ReLU()(Convolution("conv1", 3, 20, kernel: 4)(x))
      x = Pooling.maximum(2, stride: 2)(x)
      x = ReLU()(Convolution("conv2", 20, 40, kernel: 3)(x))
      x = Pooling.maximum(2, stride: 2)(x)
      x = ReLU()(LocalConvolution("conv3", 60, kernel: 3, region: 2)(x))
      let pooled = Pooling.maximum(2, stride: 2)(x)
      let last = ReLU()(LocalConvolution("conv4", 80, kernel: 2)(pooled))
      let flatten = Flatten(.channelRowColumn)
      x = Concatenate()([flatten(pooled), flatten(last)])
      let embedding = ReLU()(Dense("deepid2", 1200 + 960, 160)(x))
      return [embedding, Dense("softmax", 160, 8192)(embedding)]
    })
}
