import Tensors

/// Inception-ResNet-v1 as facenet trained it (davidsandberg/facenet, inception_resnet_v1.py; after
/// Szegedy et al. 2016, "Inception-v4, Inception-ResNet and the Impact of Residual Connections on
/// Learning"), with the names of facenet-pytorch's state dicts.
///
/// A 160×160 face becomes 512 numbers of length 1, compared by squared Euclidean distance.
/// 23,482,624 trained values and 1.418G multiply-adds without the classifier.
public enum InceptionResNetV1 {
  public static let network = Network(
    "Inception-ResNet-v1", input: input, normalisation: normalisation, heads: ["logits."],
    outputs: { [Normalise()(embedding(of: $0))] })

  /// With the classifier by which the network is trained; outputs are embedding and logits.
  ///
  /// - Parameter classes: 8,631 in VGGFace2, 10,575 in CASIA-WebFace.
  public static func network(classes: Int) -> Network {
    Network("Inception-ResNet-v1-classifier", input: input, normalisation: normalisation) { image in
      let x = embedding(of: image)
      return [Normalise()(x), Dense("logits", dimension, classes)(x)]
    }
  }

  private static let input = Shape(channels: 3, height: 160, width: 160)
  private static let dimension = 512
  private static let normalisation = Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128)

  /// The embedding before it is brought to length 1.
  private static func embedding(of image: Feature) -> Feature {
    var x = stem(image)
    for i in 0..<5 { x = Residual("repeat_1.\(i)", 256, scale: 0.17).block35(x) }
    x = reduction6a(x)
    for i in 0..<10 { x = Residual("repeat_2.\(i)", 896, scale: 0.10).block17(x) }
    x = reduction7a(x)
    for i in 0..<5 { x = Residual("repeat_3.\(i)", 1792, scale: 0.20).block8(x) }
    x = Residual("block8", 1792, scale: 1, rectifies: false).block8(x)
    x = Dropout(0.6)(GlobalAverage()(x))
    x = Dense("last_linear", 1792, dimension, bias: false)(x)
    return BatchNormalisation("last_bn", dimension, epsilon: epsilon)(x)
  }

  /// 3×160×160 → 256×17×17.
  private static func stem(_ image: Feature) -> Feature {
    var x = unit("conv2d_1a", 3, 32, 3, stride: 2)(image)
    x = unit("conv2d_2a", 32, 32, 3)(x)
    x = unit("conv2d_2b", 32, 64, 3, padding: 1)(x)
    x = Pooling.maximum(3, stride: 2)(x)
    x = unit("conv2d_3b", 64, 80, 1)(x)
    x = unit("conv2d_4a", 80, 192, 3)(x)
    return unit("conv2d_4b", 192, 256, 3, stride: 2)(x)
  }

  /// 256×17×17 → 896×8×8.
  private static func reduction6a(_ x: Feature) -> Feature {
    x.block("mixed_6a") { x in
      let wide = unit("mixed_6a.branch0", 256, 384, 3, stride: 2)(x)
      var deep = unit("mixed_6a.branch1.0", 256, 192, 1)(x)
      deep = unit("mixed_6a.branch1.1", 192, 192, 3, padding: 1)(deep)
      deep = unit("mixed_6a.branch1.2", 192, 256, 3, stride: 2)(deep)
      return Concatenate()([wide, deep, Pooling.maximum(3, stride: 2)(x)])
    }
  }

  /// 896×8×8 → 1792×3×3.
  private static func reduction7a(_ x: Feature) -> Feature {
    x.block("mixed_7a") { x in
      var first = unit("mixed_7a.branch0.0", 896, 256, 1)(x)
      first = unit("mixed_7a.branch0.1", 256, 384, 3, stride: 2)(first)
      var second = unit("mixed_7a.branch1.0", 896, 256, 1)(x)
      second = unit("mixed_7a.branch1.1", 256, 256, 3, stride: 2)(second)
      var third = unit("mixed_7a.branch2.0", 896, 256, 1)(x)
      third = unit("mixed_7a.branch2.1", 256, 256, 3, padding: 1)(third)
      third = unit("mixed_7a.branch2.2", 256, 256, 3, stride: 2)(third)
      return Concatenate()([first, second, third, Pooling.maximum(3, stride: 2)(x)])
    }
  }

  fileprivate static let epsilon: Float = 1e-3

  /// Convolution, batch normalisation and rectifier.
  private static func unit(
    _ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0
  ) -> Unit {
    Unit(
      name, inputs, outputs, Extent(kernel), stride: stride, padding: Padding(padding))
  }
}

/// Convolution without bias, batch normalisation and rectifier, under one name.
private struct Unit: Layer {
  let convolution: Convolution
  let normalisation: BatchNormalisation

  init(
    _ name: String, _ inputs: Int, _ outputs: Int, _ kernel: Extent, stride: Int = 1,
    padding: Padding = .none
  ) {
    convolution = Convolution(
      "\(name).conv", inputs, outputs, kernel: kernel, stride: stride, padding: padding,
      bias: false)
    normalisation = BatchNormalisation(
      "\(name).bn", outputs, epsilon: InceptionResNetV1.epsilon)
  }

  func callAsFunction(_ input: Feature) -> Feature {
    ReLU()(normalisation(convolution(input)))
  }
}

/// relu(x + scale · a convolution of branches of x), the branches by the size of their map.
private struct Residual {
  let name: String
  let channels: Int
  let scale: Float
  let rectifies: Bool

  init(_ name: String, _ channels: Int, scale: Float, rectifies: Bool = true) {
    self.name = name
    self.channels = channels
    self.scale = scale
    self.rectifies = rectifies
  }

  /// Three branches, at 17×17 cells here (35×35 where the block was invented).
  func block35(_ x: Feature) -> Feature { x.block(name, branches35) }

  private func branches35(_ x: Feature) -> Feature {
    let first = branch("0", 32, Extent(1), from: channels)(x)
    var second = branch("1.0", 32, Extent(1), from: channels)(x)
    second = branch("1.1", 32, Extent(3), from: 32)(second)
    var third = branch("2.0", 32, Extent(1), from: channels)(x)
    third = branch("2.1", 32, Extent(3), from: 32)(third)
    third = branch("2.2", 32, Extent(3), from: 32)(third)
    return sum(x, [first, second, third], 96)
  }

  /// Two branches, one with a 7×7 kernel in two parts, at 8×8 cells.
  func block17(_ x: Feature) -> Feature { x.block(name) { pair($0, 128, side: 7) } }

  /// Two branches, one with a 3×3 kernel in two parts, at 3×3 cells.
  func block8(_ x: Feature) -> Feature { x.block(name) { pair($0, 192, side: 3) } }

  private func pair(_ x: Feature, _ width: Int, side: Int) -> Feature {
    let first = branch("0", width, Extent(1), from: channels)(x)
    var second = branch("1.0", width, Extent(1), from: channels)(x)
    second = branch("1.1", width, Extent(height: 1, width: side), from: width)(second)
    second = branch("1.2", width, Extent(height: side, width: 1), from: width)(second)
    return sum(x, [first, second], 2 * width)
  }

  /// A unit that keeps the size of the map.
  private func branch(_ part: String, _ outputs: Int, _ kernel: Extent, from inputs: Int) -> Unit {
    let padding = Padding(vertical: kernel.height / 2, horizontal: kernel.width / 2)
    return Unit("\(name).branch\(part)", inputs, outputs, kernel, padding: padding)
  }

  private func sum(_ x: Feature, _ branches: [Feature], _ width: Int) -> Feature {
    let joined = Concatenate()(branches)
    let update = Convolution("\(name).conv2d", width, channels, kernel: 1)(joined)
    let sum = x.adding(update, scaledBy: scale)
    return rectifies ? ReLU()(sum) : sum
  }
}
