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
  /// few, what they see amiss differs, so that together they are steadier than one with an unlucky
  /// start. Six see the whole photo, two its upper 40 rows, from the hair to below the nose: alone
  /// they know people less well, but they err in other ways (as do the patches of Sun et al. 2014,
  /// "Deep learning face representation by joint identification-verification").
  ///
  /// Trained on a photo and its mirror image, it embeds by both in nine places (Parkhi et al. 2015,
  /// "Deep face recognition", section 4.4, take the mean of thirty views), a pixel and a half apart:
  /// where the face lies in the photo, of which few photos tell little, then matters less.
  public static let columns = Network(
    "small-columns", input: input, normalisation: normalisation,
    training: { [joined(of: [$0])] },
    outputs: { image in
      let steps: [Float] = [-1.5, 0, 1.5]
      let views = steps.flatMap { down in steps.map { View(right: $0, down: down)(image) } }
      return [joined(of: views)]
    })

  private static func joined(of views: [Feature]) -> Feature {
    let whole = views.flatMap { [$0, Mirror()($0)] }
    let upper = whole.map { Rows(0..<40)($0) }
    let sides = Array(repeating: whole, count: 6) + Array(repeating: upper, count: 2)
    return Normalise()(Concatenate()(zip(1..., sides).map { column("column\($0)", of: $1) }))
  }

  /// What a column makes of several sides of a photo, added: a photo and its mirror image come to one
  /// point whatever the column has learnt, so that this need not be learnt from the photos.
  private static func column(_ name: String, of sides: [Feature]) -> Feature {
    let embeddings = sides.map { side in
      side.block(name) {
        embedding(of: $0, maps: [16, 32, 64, 64], components: 128, called: name + ".")
      }
    }
    return Normalise()(embeddings.dropFirst().reduce(embeddings[0], +))
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
    return Normalise()(Dense(prefix + "fc", x.shape.count, components)(x))
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
