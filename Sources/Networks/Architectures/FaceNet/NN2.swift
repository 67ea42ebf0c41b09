import Tensors

/// FaceNet's NN2 (Schroff et al. 2015, table 2): Inception blocks, some of which pool by the
/// Euclidean norm. 7.5M trained values, 1.6G multiply-adds. No weights were ever published.
public enum NN2 {
  public static let network = Network(
    "NN2", input: Shape(channels: 3, height: 224, width: 224),
    normalisation: FaceNet.normalisation, outputs: { outputs(of: $0) })

  /// The table's rows, on an image of any size.
  static func outputs(of image: Feature) -> [Feature] {
    var x = stem(image)
    x = Inception("3a", one: 64, three: (96, 128), five: (16, 32), pool: .maximum(to: 32))(x)
    x = Inception("3b", one: 64, three: (96, 128), five: (32, 64), pool: .euclidean(to: 64))(x)
    x = Inception(
      "3c", one: 0, three: (128, 256), five: (32, 64), pool: .maximum(to: nil), stride: 2)(x)
    x = Inception("4a", one: 256, three: (96, 192), five: (32, 64), pool: .euclidean(to: 128))(x)
    x = Inception("4b", one: 224, three: (112, 224), five: (32, 64), pool: .euclidean(to: 128))(x)
    x = Inception("4c", one: 192, three: (128, 256), five: (32, 64), pool: .euclidean(to: 128))(x)
    x = Inception("4d", one: 160, three: (144, 288), five: (32, 64), pool: .euclidean(to: 128))(x)
    x = Inception(
      "4e", one: 0, three: (160, 256), five: (64, 128), pool: .maximum(to: nil), stride: 2)(x)
    x = Inception("5a", one: 384, three: (192, 384), five: (48, 128), pool: .euclidean(to: 128))(x)
    x = Inception("5b", one: 384, three: (192, 384), five: (48, 128), pool: .maximum(to: 128))(x)
    return FaceNet.head(1024)(x)
  }

  /// The rows before the first block that NN3 and NN4 share.
  static func stem(_ image: Feature) -> Feature {
    var x = Rectified("conv1", 3, 64, kernel: 7, stride: 2)(image)
    x = Pooling.maximum(3, stride: 2, padding: 1)(x)
    x = ResponseNormalisation()(x)
    x = x.block("2") {
      let reduced = Rectified("2.3x3_reduce", 64, 64, kernel: 1)($0)
      return Rectified("2.3x3", 64, 192, kernel: 3)(reduced)
    }
    x = ResponseNormalisation()(x)
    return Pooling.maximum(3, stride: 2, padding: 1)(x)
  }
}
