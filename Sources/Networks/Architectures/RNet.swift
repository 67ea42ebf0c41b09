import Tensors

/// MTCNN's refinement network, on 24×24 candidates.
///
/// Outputs: box (4), probability (2). 100,178 trained values.
public enum RNet {
  public static let network = Network(
    "mtcnn-rnet", input: Shape(channels: 3, height: 24, width: 24),
    normalisation: MTCNN.normalisation,
    outputs: { image in
      var x = image
      x = Convolution("conv1", 3, 28, kernel: 3)(x)
      x = PReLU("prelu1", 28)(x)
      x = Pooling.maximum(3, stride: 2, rounding: .up)(x)
      x = Convolution("conv2", 28, 48, kernel: 3)(x)
      x = PReLU("prelu2", 48)(x)
      x = Pooling.maximum(3, stride: 2, rounding: .up)(x)
      x = Convolution("conv3", 48, 64, kernel: 2)(x)
      x = PReLU("prelu3", 64)(x)
      x = Flatten(.columnRowChannel)(x)
      x = Dense("dense4", 576, 128)(x)
      x = PReLU("prelu4", 128)(x)
      let probability = Softmax()(Dense("dense5_1", 128, 2)(x))
      let box = Dense("dense5_2", 128, 4)(x)
      return [box, probability]
    })
}
