import Tensors

/// FaceNet's NN1 (Schroff et al. 2015, table 1): the network of Zeiler and Fergus with 1×1
/// convolutions between its layers. 140M trained values, 1.6G multiply-adds.
///
/// No weights were ever published. Where the paper is silent: maps keep the size it prints by
/// padding, the first convolution of 7×7 by 3 and every window of 3×3 by 1, and responses are
/// normalised as in GoogLeNet.
public enum NN1 {
  public static let network = Network(
    "NN1", input: Shape(channels: 3, height: 220, width: 220),
    normalisation: FaceNet.normalisation,
    outputs: { image in
      var x = image
      x = rectified("conv1", 3, 64, kernel: 7, stride: 2)(x)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = ResponseNormalisation()(x)
      x = rectified("conv2a", 64, 64, kernel: 1)(x)
      x = rectified("conv2", 64, 192, kernel: 3)(x)
      x = ResponseNormalisation()(x)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = rectified("conv3a", 192, 192, kernel: 1)(x)
      x = rectified("conv3", 192, 384, kernel: 3)(x)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = rectified("conv4a", 384, 384, kernel: 1)(x)
      x = rectified("conv4", 384, 256, kernel: 3)(x)
      x = rectified("conv5a", 256, 256, kernel: 1)(x)
      x = rectified("conv5", 256, 256, kernel: 3)(x)
      x = rectified("conv6a", 256, 256, kernel: 1)(x)
      x = rectified("conv6", 256, 256, kernel: 3)(x)
      x = Pooling.maximum(3, stride: 2, padding: 1)(x)
      x = Flatten(.channelRowColumn)(x)
      x = Maxout(2)(Dense("fc1", 7 * 7 * 256, 2 * 32 * 128)(x))
      x = Maxout(2)(Dense("fc2", 32 * 128, 2 * 32 * 128)(x))
      x = Dense("fc7128", 32 * 128, 128)(x)
      return [Normalise()(x)]
    })

  private static func rectified(
    _ name: String, _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1
  ) -> Rectified {
    Rectified(name, inputs, outputs, kernel: kernel, stride: stride)
  }
}
