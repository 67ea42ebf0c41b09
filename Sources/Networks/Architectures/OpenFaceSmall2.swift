import Tensors

/// OpenFace's nn4.small2 (cmusatyalab/openface, nn4.small2.def.lua): FaceNet's NN4 with fewer
/// blocks, batch normalisation after every convolution and 96×96 pixels between 0 and 1.
/// 3,733,968 trained values; 128 numbers of length 1.
///
/// The definition is that of the file. The weights that OpenFace released were trained on another
/// one: its pools have strides, and the smaller branches stand in a frame of zeros.
public enum OpenFaceSmall2 {
  public static let network = Network(
    "nn4.small2", input: Shape(channels: 3, height: 96, width: 96),
    normalisation: Normalisation(mean: [0, 0, 0], scale: 1 / 255),
    outputs: { image in
      var x = stem(image)
      x = block("3a", one: 64, three: (96, 128), five: (16, 32), pool: .maximum(to: 32))(x)
      x = block("3b", one: 64, three: (96, 128), five: (32, 64), pool: .euclidean(to: 64))(x)
      x = block(
        "3c", one: 0, three: (128, 256), five: (32, 64), pool: .maximum(to: nil), stride: 2)(x)
      x = block("4a", one: 256, three: (96, 192), five: (32, 64), pool: .euclidean(to: 128))(x)
      x = block(
        "4e", one: 0, three: (160, 256), five: (64, 128), pool: .maximum(to: nil), stride: 2)(x)
      x = block("5a", one: 256, three: (96, 384), five: nil, pool: .euclidean(to: 96))(x)
      x = block("5b", one: 256, three: (96, 384), five: nil, pool: .maximum(to: 96))(x)
      return FaceNet.head(736)(x)
    })

  private static func stem(_ image: Feature) -> Feature {
    var x = Rectified("conv1", 3, 64, kernel: 7, stride: 2, normalised: true)(image)
    x = Pooling.maximum(3, stride: 2, padding: 1)(x)
    x = ResponseNormalisation()(x)
    x = x.block("2") {
      let reduced = Rectified("2.3x3_reduce", 64, 64, kernel: 1, normalised: true)($0)
      return Rectified("2.3x3", 64, 192, kernel: 3, normalised: true)(reduced)
    }
    x = ResponseNormalisation()(x)
    return Pooling.maximum(3, stride: 2, padding: 1)(x)
  }

  private static func block(
    _ name: String, one: Int, three: Inception.Branch, five: Inception.Branch?,
    pool: Inception.Pool, stride: Int = 1
  ) -> Inception {
    Inception(
      name, one: one, three: three, five: five, pool: pool, stride: stride, style: .openface)
  }
}
