import Tensors

/// FaceNet's NN3: NN2 on images of 160×160. 7.5M trained values.
///
/// The paper has no table of it: it is NN2 but for the size of its input, at which the definition
/// has 0.8G multiply-adds, within the range stated for the Inception networks. No weights were ever
/// published.
public enum NN3 {
  public static let network = Network(
    "NN3", input: Shape(channels: 3, height: 160, width: 160),
    normalisation: FaceNet.normalisation, outputs: { NN2.outputs(of: $0) })
}
