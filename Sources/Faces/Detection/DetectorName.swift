/// The detectors there are, by the names that options use.
public enum DetectorName: String, CaseIterable, Hashable, Sendable {
  case mtcnn, yunet, scrfd

  /// The one that is used unless another is asked for.
  public static let standard = DetectorName.mtcnn

  /// The files of its networks.
  public var files: [ModelFile] {
    switch self {
    case .mtcnn: [.pnet, .rnet, .onet]
    case .yunet: [.yunet]
    case .scrfd: [.scrfd]
    }
  }

  /// Reads its networks, with the settings of its original.
  ///
  /// - Throws: `FaceError` when a file is missing or not the network's.
  public func detector(
    in models: ModelFolder, threads: Int = 1
  ) throws(FaceError) -> any Detector {
    switch self {
    case .mtcnn: try MTCNNDetector(models: models, threads: threads)
    case .yunet: try YuNetDetector(models: models, threads: threads)
    case .scrfd: try SCRFDDetector(models: models, threads: threads)
    }
  }
}
