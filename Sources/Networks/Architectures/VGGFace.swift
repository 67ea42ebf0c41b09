import Tensors

/// VGG-Face (Parkhi et al. 2015, "Deep Face Recognition"): the network "D" of Simonyan and
/// Zisserman, trained on 2,622 people.
public enum VGGFace {
  /// The classifier; its output are logits. 145,002,878 trained values.
  public static let network = Network(
    "VGG-Face", input: input, normalisation: normalisation,
    outputs: { image in
      [Dense("fc8", 4096, 2622)(Dropout(0.5)(features(of: image)))]
    })

  /// What the triplet loss is trained on: x = W′ · φ / ‖φ‖₂, 1,024 numbers, of which only W′ is
  /// learned then.
  public static let embedding = Network(
    "VGG-Face-embedding", input: input, normalisation: normalisation, heads: ["fc8."],
    outputs: { image in
      [Dense("embedding", 4096, 1024, bias: false)(Normalise()(features(of: image)))]
    })

  private static let input = Shape(channels: 3, height: 224, width: 224)
  private static let normalisation = Normalisation(
    mean: [129.1863, 104.7624, 93.5940], scale: 1)

  /// The 4,096 values of fc7.
  private static func features(of image: Feature) -> Feature {
    var x = image
    var inputs = 3
    for (stage, (count, outputs)) in zip(1..., [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]) {
      for index in 1...count {
        x = Rectified("conv\(stage)_\(index)", inputs, outputs, kernel: 3)(x)
        inputs = outputs
      }
      x = Pooling.maximum(2, stride: 2)(x)
    }
    x = Flatten(.channelRowColumn)(x)
    x = ReLU()(Dense("fc6", 25_088, 4096)(x))
    return ReLU()(Dense("fc7", 4096, 4096)(Dropout(0.5)(x)))
  }
}
