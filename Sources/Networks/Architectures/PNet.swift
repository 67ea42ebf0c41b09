import Tensors

/// MTCNN's proposal network: looks at every 12×12 window of an image, two pixels apart.
///
/// Fully convolutional: an image of any size from 12×12 gives maps of a cell per window. Outputs:
/// box (4 channels), probability (2 channels). 6,632 trained values.
public enum PNet {
  public static let network = Network(
    "mtcnn-pnet", input: Shape(channels: 3, height: 12, width: 12),
    normalisation: MTCNN.normalisation,
    outputs: { image in
      var x = image
      x = Convolution("conv1", 3, 10, kernel: 3)(x)
      x = PReLU("prelu1", 10)(x)
      x = Pooling.maximum(2, stride: 2, rounding: .up)(x)
      x = Convolution("conv2", 10, 16, kernel: 3)(x)
      x = PReLU("prelu2", 16)(x)
      x = Convolution("conv3", 16, 32, kernel: 3)(x)
      x = PReLU("prelu3", 32)(x)
      let probability = Softmax()(Convolution("conv4_1", 32, 2, kernel: 1)(x))
      let box = Convolution("conv4_2", 32, 4, kernel: 1)(x)
      return [box, probability]
    })
}
