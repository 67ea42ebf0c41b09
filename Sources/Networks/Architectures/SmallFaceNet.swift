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
    Network("small", input: input, normalisation: normalisation) {
      [embedding(of: $0, maps: [32, 64, 128, 128], components: components)]
    }
  }

  /// Eight networks of half the maps side by side, whose embeddings are joined to 1,024 numbers
  /// (after Cireşan et al. 2012, "Multi-column deep neural networks for image classification").
  ///
  /// The columns start from random weights of their own and are trained by one loss. Where photos are
  /// few, what they see amiss differs, so that together they are steadier than one with an unlucky start.
  public static let columns = Network(
    "small-columns", input: input, normalisation: normalisation
  ) { image in
    let sides = [image, Mirror()(image)]
    return [Normalise()(Concatenate()((1...8).map { column("column\($0)", of: sides) }))]
  }

  /// What a column makes of a photo and its mirror image, added: they come to one point whatever the
  /// column has learnt, so that this need not be learnt from the photos.
  private static func column(_ name: String, of sides: [Feature]) -> Feature {
    let embeddings = sides.map { side in
      side.block(name) {
        embedding(of: $0, maps: [16, 32, 64, 64], components: 128, called: name + ".")
      }
    }
    return Normalise()(embeddings[0] + embeddings[1])
  }

  private static let input = Shape(channels: 3, height: 56, width: 48)
  private static let normalisation = Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128)

  /// - Parameter prefix: what the names of arrays begin with.
  private static func embedding(
    of image: Feature, maps: [Int], components: Int, called prefix: String = ""
  ) -> Feature {
    var x = image
    for (number, (inputs, outputs)) in zip(1..., zip([3] + maps, maps)) {
      x = unit(prefix, number, inputs, outputs)(x)
      if number < maps.count { x = Pooling.maximum(2, stride: 2)(x) }
    }
    x = Flatten(.channelRowColumn)(x)
    return Normalise()(Dense(prefix + "fc", (maps.last ?? 0) * 7 * 6, components)(x))
  }

  private static func unit(
    _ prefix: String, _ number: Int, _ inputs: Int, _ maps: Int
  ) -> (Feature) -> Feature {
    {
      var x = Convolution(
        "\(prefix)conv\(number)", inputs, maps, kernel: 3, padding: 1, bias: false)($0)
      x = BatchNormalisation("\(prefix)norm\(number)", maps)(x)
      return PReLU("\(prefix)prelu\(number)", maps)(x)
    }
  }
}
