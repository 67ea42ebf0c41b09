import Tensors

/// MTCNN's output network, on 48×48 candidates.
///
/// Outputs: box (4), landmarks (five x, then five y, in units of the candidate's width and
/// height), probability (2). 389,040 trained values.
public enum ONet {
  public static let network = Network(
    "mtcnn-onet", input: Shape(channels: 3, height: 48, width: 48),
    normalisation: MTCNN.normalisation,
    outputs: { image in
      var x = image
      x = Convolution("conv1", 3, 32, kernel: 3)(x)
      x = PReLU("prelu1", 32)(x)
      x = Pooling.maximum(3, stride: 2, rounding: .up)(x)
      x = Convolution("conv2", 32, 64, kernel: 3)(x)
      x = PReLU("prelu2", 64)(x)
      x = Pooling.maximum(3, stride: 2, rounding: .up)(x)
      x = Convolution("conv3", 64, 64, kernel: 3)(x)
      x = PReLU("prelu3", 64)(x)
      x = Pooling.maximum(2, stride: 2, rounding: .up)(x)
      x = Convolution("conv4", 64, 128, kernel: 2)(x)
      x = PReLU("prelu4", 128)(x)
      x = Flatten(.columnRowChannel)(x)
      x = Dense("dense5", 1152, 256)(x)
      x = PReLU("prelu5", 256)(x)
      let probability = Softmax()(Dense("dense6_1", 256, 2)(x))
      let box = Dense("dense6_2", 256, 4)(x)
      let landmarks = Dense("dense6_3", 256, 10)(x)
      return [box, landmarks, probability]
    })
}
