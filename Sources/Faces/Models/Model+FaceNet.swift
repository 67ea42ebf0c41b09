import Networks
import Tensors

/// Networks whose weights no package brings: they are put into the models folder by hand.
extension Model {
  /// FaceNet's line of work with public weights: davidsandberg/facenet's model of 2018-04-02, in the
  /// names of facenet-pytorch.
  public static let faceNetVGGFace2 = Model(
    name: "facenet-vggface2", title: "FaceNet, Inception-ResNet-v1 on VGGFace2",
    architecture: .inceptionResNetV1, weights: .faceNetVGGFace2, alignmentFiles: [],
    alignment: .box(margin: 32, side: 160), preprocessingVersion: 1, dimension: 512,
    metric: .squaredL2, defaultThreshold: 1.06,
    thresholdSource: "best accuracy, 0.994, on the 1,000 pairs of LFW's pairsDevTest")

  /// A MobileFaceNet (Chen et al. 2018) in single precision.
  public static let mobileFaceNet = Model(
    name: "mobilefacenet", title: "MobileFaceNet",
    architecture: .onnx(input: Extent(112), .centred), weights: .mobileFaceNet,
    alignmentFiles: [], alignment: .arcFace(side: 112), preprocessingVersion: 1, dimension: 128,
    metric: .cosine, defaultThreshold: 0.625,
    thresholdSource: "best accuracy, 0.992, on the 1,000 pairs of LFW's pairsDevTest")

  /// A wider MobileFaceNet whose products are of 8-bit integers.
  public static let mobileFaceNetInt8 = Model(
    name: "mobilefacenet-int8", title: "MobileFaceNet, dynamically quantised",
    architecture: .onnx(input: Extent(112), .centred), weights: .mobileFaceNetInt8,
    alignmentFiles: [], alignment: .arcFace(side: 112), preprocessingVersion: 1, dimension: 512,
    metric: .cosine, defaultThreshold: 0.75,
    thresholdSource: "best accuracy, 0.995, on the 1,000 pairs of LFW's pairsDevTest")
}

extension Normalisation {
  /// (x − 127.5) / 128.
  public static let centred = Normalisation(mean: [127.5, 127.5, 127.5], scale: 1 / 128)
}

extension ModelFile {
  /// davidsandberg/facenet's 20180402-114759 (MIT) as a PyTorch state dict.
  public static let faceNetVGGFace2 = ModelFile(
    name: "facenet-vggface2.pt", byteCount: 94_310_539,
    sha256: "1b7a4a3492d4fdb033a6db05ff862d7e16fbf5314c7820213392aa9f28c7ad1c",
    isInstalledByHand: true)
  public static let mobileFaceNet = ModelFile(
    name: "mobilefacenet.onnx", byteCount: 3_998_018,
    sha256: "e72a5710cce378dc46472b6b845cb90647634f2738d8c3e581735cf195b9866f",
    isInstalledByHand: true)
  public static let mobileFaceNetInt8 = ModelFile(
    name: "mobilefacenet-int8.onnx", byteCount: 3_514_509,
    sha256: "7caa7fb0ad6c37b33e6c59f6411084b487aaabd596bba645d2cce391a5871120",
    isInstalledByHand: true)
}
