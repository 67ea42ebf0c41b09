/// A file of trained values, known by its name and its sum.
public struct ModelFile: Hashable, Sendable, Codable {
  public let name: String
  public let byteCount: Int
  /// SHA-256 as lower-case hexadecimal digits.
  public let sha256: String
  /// Whether `make setup` does not bring it.
  public let isInstalledByHand: Bool

  public init(name: String, byteCount: Int, sha256: String, isInstalledByHand: Bool = false) {
    self.name = name
    self.byteCount = byteCount
    self.sha256 = sha256
    self.isInstalledByHand = isInstalledByHand
  }
}

extension ModelFile {
  /// MTCNN's proposal network; all three are from facenet-pytorch 2.6.0 (MIT).
  public static let pnet = ModelFile(
    name: "pnet.pt", byteCount: 28_570,
    sha256: "a2a71925e0b9996a42f63e47efc1ca19043e69558b5c523b978d611dfae49c8f")
  /// MTCNN's refinement network.
  public static let rnet = ModelFile(
    name: "rnet.pt", byteCount: 403_147,
    sha256: "bbb937de72efc9ef83b186c49f5f558467a1d7e3453a8ece0d71a886633f6a86")
  /// MTCNN's output network.
  public static let onet = ModelFile(
    name: "onet.pt", byteCount: 1_559_269,
    sha256: "165bfbe42940416ccfb977545cf0e976d5bf321f67083ae2aaaa5c764280118d")

  /// YuNet as `face_detection_yunet_2023mar.onnx` of OpenCV Zoo (MIT).
  public static let yunet = ModelFile(
    name: "yunet.onnx", byteCount: 232_589,
    sha256: "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
    isInstalledByHand: true)
  /// SCRFD of half a gigaflop with five points, from insightface.
  public static let scrfd = ModelFile(
    name: "scrfd-500m.onnx", byteCount: 2_524_817,
    sha256: "5e4447f50245bbd7966bd6c0fa52938c61474a04ec7def48753668a9d8b4ea3a",
    isInstalledByHand: true)

  /// dlib's landmark model of five points, from face-recognition-models 0.3.0 (CC0).
  public static let fivePoints = ModelFile(
    name: "shape_predictor_5_face_landmarks.dat", byteCount: 9_150_489,
    sha256: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888")

  /// dlib's recognition network, from face-recognition-models 0.3.0 (CC0).
  public static let dlibResNet = ModelFile(
    name: "dlib_face_recognition_resnet_model_v1.dat", byteCount: 22_466_066,
    sha256: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30")
}
