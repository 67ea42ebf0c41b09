import Tensors

/// DeepFace (Taigman et al. 2014, figure 2): three layers whose kernels are shared across the map,
/// three whose kernels every cell has for itself, for faces that were turned to the front.
/// 118.9M trained values, more than 95 % of them in local and fully connected layers.
///
/// Outputs: the 4,096 features of F7 and the 4,030 logits of F8. The paper prints kernels of
/// 9×9×16 for C3, which sees 32 channels: the shapes need ×32. No weights were ever published.
public enum DeepFace {
  public static let network = Network(
    "DeepFace", input: Shape(channels: 3, height: 152, width: 152),
    normalisation: Normalisation(mean: [0, 0, 0], scale: 1 / 255),
    outputs: { image in
      var x = image
      x = ReLU()(Convolution("C1", 3, 32, kernel: 11)(x))
      x = x.block("M2") { Pooling.maximum(3, stride: 2, rounding: .up)($0) }
      x = ReLU()(Convolution("C3", 32, 16, kernel: 9)(x))
      x = ReLU()(LocalConvolution("L4", 16, kernel: 9)(x))
      x = ReLU()(LocalConvolution("L5", 16, kernel: 7, stride: 2)(x))
      x = ReLU()(LocalConvolution("L6", 16, kernel: 5)(x))
      x = Flatten(.channelRowColumn)(x)
      let features = ReLU()(Dense("F7", 21 * 21 * 16, 4096)(x))
      let logits = Dense("F8", 4096, 4030)(Dropout(0.5)(features))
      return [features, logits]
    })
}
