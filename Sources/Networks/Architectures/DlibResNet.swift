import Tensors

/// dlib's face recognition network (dlib/examples/dnn_face_recognition_ex.cpp): a residual network
/// of 29 convolutions that turns a 150×150 chip into 128 numbers.
///
/// The embedding is not normalised; two faces are of the same person when the Euclidean distance
/// of their embeddings is below 0.6. 5,614,592 trained values.
public enum DlibResNet {
  public static let network = Network(
    "dlib-resnet", input: Shape(channels: 3, height: 150, width: 150),
    normalisation: Normalisation(mean: [122.782, 117.001, 104.298], scale: 1 / 256),
    outputs: { image in
      var blocks = Blocks()
      var x = blocks.stem(image, 3, 32)
      for _ in 0..<3 { x = blocks.plain(x, 32) }
      x = blocks.down(x, 32, 64)
      for _ in 0..<3 { x = blocks.plain(x, 64) }
      x = blocks.down(x, 64, 128)
      for _ in 0..<2 { x = blocks.plain(x, 128) }
      x = blocks.down(x, 128, 256)
      for _ in 0..<2 { x = blocks.plain(x, 256) }
      x = blocks.down(x, 256, 256)
      x = GlobalAverage()(x)
      return [Dense("fc1", 256, 128, bias: false)(x)]
    })
}

/// The blocks that the network repeats. Its file names no layer, so convolutions are counted.
private struct Blocks {
  private var count = 0

  mutating func stem(_ x: Feature, _ inputs: Int, _ outputs: Int) -> Feature {
    let x = ReLU()(convolution(x, inputs, outputs, kernel: 7, stride: 2))
    return Pooling.maximum(3, stride: 2)(x)
  }

  /// relu(x + two convolutions of x).
  mutating func plain(_ x: Feature, _ channels: Int) -> Feature {
    ReLU()(pair(x, channels, channels, stride: 1) + x)
  }

  /// Half the size: relu(averaged x + two convolutions of x), the smaller map extended by zeros.
  mutating func down(_ x: Feature, _ inputs: Int, _ outputs: Int) -> Feature {
    let main = pair(x, inputs, outputs, stride: 2)
    return ReLU()(main + Pooling.average(2, stride: 2)(x))
  }

  private mutating func pair(
    _ x: Feature, _ inputs: Int, _ outputs: Int, stride: Int
  ) -> Feature {
    let y = ReLU()(convolution(x, inputs, outputs, kernel: 3, stride: stride))
    return convolution(y, outputs, outputs, kernel: 3, stride: 1)
  }

  /// A convolution and its frozen batch normalisation; with a stride there is no padding.
  private mutating func convolution(
    _ x: Feature, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int
  ) -> Feature {
    count += 1
    let convolution = Convolution(
      "con\(count)", inputs, outputs, kernel: kernel, stride: stride,
      padding: stride == 1 ? kernel / 2 : 0)
    return Affine("affine\(count)", outputs)(convolution(x))
  }
}
