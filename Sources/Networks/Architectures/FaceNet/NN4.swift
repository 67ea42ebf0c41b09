import Tensors

/// FaceNet's NN4: images of 96×96, 285M multiply-adds, no 5×5 in the higher layers.
///
/// The paper has no table of it. This definition meets what it states: NN2 without the 5×5 branch
/// from block 4e on has 285.3M multiply-adds and 6.6M trained values, the lower end of the range
/// that the paper gives for its Inception networks. No weights were ever published.
public enum NN4 {
  public static let network = Network(
    "NN4", input: Shape(channels: 3, height: 96, width: 96),
    normalisation: FaceNet.normalisation,
    outputs: { image in
      var x = NN2.stem(image)
      x = Inception("3a", one: 64, three: (96, 128), five: (16, 32), pool: .maximum(to: 32))(x)
      x = Inception("3b", one: 64, three: (96, 128), five: (32, 64), pool: .euclidean(to: 64))(x)
      x = Inception(
        "3c", one: 0, three: (128, 256), five: (32, 64), pool: .maximum(to: nil), stride: 2)(x)
      x = Inception("4a", one: 256, three: (96, 192), five: (32, 64), pool: .euclidean(to: 128))(x)
      x = Inception(
        "4b", one: 224, three: (112, 224), five: (32, 64), pool: .euclidean(to: 128))(x)
      x = Inception(
        "4c", one: 192, three: (128, 256), five: (32, 64), pool: .euclidean(to: 128))(x)
      x = Inception(
        "4d", one: 160, three: (144, 288), five: (32, 64), pool: .euclidean(to: 128))(x)
      x = Inception(
        "4e", one: 0, three: (160, 256), five: nil, pool: .maximum(to: nil), stride: 2)(x)
      x = Inception("5a", one: 384, three: (192, 384), five: nil, pool: .euclidean(to: 128))(x)
      x = Inception("5b", one: 384, three: (192, 384), five: nil, pool: .maximum(to: 128))(x)
      return FaceNet.head(896)(x)
    })
}
