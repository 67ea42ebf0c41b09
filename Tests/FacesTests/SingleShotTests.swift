import Foundation
import Imaging
import Networks
import Tensors
import Testing

@testable import Faces

/// Against OpenCV's FaceDetectorYN and insightface's SCRFD on 24 photos, see Golden/detectors.py;
/// skipped where photos or weights are absent.
@Suite(.enabled(if: Material.hasDetectors)) struct SingleShotTests {
  private struct Golden: Decodable {
    struct Photo: Decodable {
      let photo: String
      let faces: [Face]
    }
    struct Face: Decodable {
      let box: [Double]
      let score: Float
      let landmarks: [[Double]]
    }
    let yunet: [Photo]
    let scrfd: [Photo]

    static func read() throws -> Golden {
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/detectors.json")
      return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    }
  }

  /// The picture is the original's to the bit.
  @Test func yuNetFindsTheOriginalsFaces() throws {
    let detector = try YuNetDetector(models: Material.models)
    try compare(detector, Golden.read().yunet, within: 0.05, scoreWithin: 1e-3)
  }

  /// Single precision counts the edges of boxes in hundreds of pixels.
  @Test func scrfdFindsTheOriginalsFaces() throws {
    let detector = try SCRFDDetector(
      models: Material.models,
      options: SingleShotOptions(score: 0.5, overlap: 0.4, longerSides: [640]))
    try compare(detector, Golden.read().scrfd, within: 0.05, scoreWithin: 1e-3)
  }

  private func compare(
    _ detector: any Detector, _ photos: [Golden.Photo], within limit: Double,
    scoreWithin scoreLimit: Float
  ) throws {
    #expect(photos.count == 24)
    var (worst, worstScore) = (0.0, Float(0))
    for photo in photos {
      let found = try detector.detect(in: Material.photo(photo.photo))
      #expect(found.count == photo.faces.count, "\(photo.photo)")
      for face in photo.faces {
        let nearest = found.min { deviation($0, face) < deviation($1, face) }
        let match = try #require(nearest, "\(photo.photo)")
        worst = max(worst, deviation(match, face))
        worstScore = max(worstScore, abs(match.score - face.score))
      }
    }
    print("\(type(of: detector)): at most \(worst) pixels and a score of \(worstScore) off")
    #expect(worst < limit)
    #expect(worstScore < scoreLimit)
  }

  /// The largest distance of an edge or a landmark's coordinate.
  private func deviation(_ detection: Detection, _ face: Golden.Face) -> Double {
    let box = detection.box
    let edges = zip([box.left, box.top, box.right, box.bottom], face.box).map { abs($0 - $1) }
    let marks = zip(detection.landmarks.points, face.landmarks)
      .map { max(abs($0.x - $1[0]), abs($0.y - $1[1])) }
    return (edges + marks).max() ?? .infinity
  }

  /// The same face at three times the size lies at three times the places, give or take a tenth
  /// of the eyes' distance.
  @Test(arguments: [DetectorName.yunet, .scrfd])
  func aLargePhotoGivesPlacesInItsOwnPixels(_ name: DetectorName) throws {
    let detector = try name.detector(in: Material.models)
    let small = try Material.photo("AJ_Lamas/AJ_Lamas_0001.jpg")
    let large = small.resized(width: 3 * small.width, height: 3 * small.height)
    let face = try #require(try detector.detect(in: small).first)
    let scaled = try #require(try detector.detect(in: large).first)
    for (one, other) in zip(face.landmarks.points, scaled.landmarks.points) {
      #expect(abs(3 * one.x - other.x) < 15 && abs(3 * one.y - other.y) < 15)
    }
  }

  /// A face on most of a photo, and of any size.
  @Test(arguments: DetectorName.allCases)
  func aFaceThatFillsThePhotoIsFound(_ name: DetectorName) throws {
    let detector = try name.detector(in: Material.models)
    let photo = try Material.photo("AJ_Lamas/AJ_Lamas_0001.jpg")
    let face = photo.cropped(to: PixelRegion(left: 60, top: 50, width: 130, height: 150))
    for side in [130, 390, 640, 1300] {
      let found = try detector.detect(in: face.resized(width: side, height: side * 150 / 130))
      let box = try #require(found.first, "\(side)").box
      #expect(box.width > 0.5 * Double(side), "\(side)")
    }
  }

  @Test(arguments: [DetectorName.yunet, .scrfd])
  func pictureWithoutAFaceHasNone(_ name: DetectorName) throws {
    let detector = try name.detector(in: Material.models)
    let grey = Image(width: 200, height: 160, red: 120, green: 120, blue: 120)
    #expect(try detector.detect(in: grey) == [])
    #expect(try detector.detect(in: Image(width: 1, height: 1)) == [])
    #expect(try detector.detect(in: Image(width: 400_000, height: 20)) == [])
    #expect(try detector.detect(in: Image(width: 20, height: 900)) == [])
  }

  @Test(arguments: [DetectorName.yunet, .scrfd])
  func pipelinesFindTheSubject(_ name: DetectorName) throws {
    let options = PipelineOptions(detector: name)
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models, options: options)
    let faces = try pipeline.faces(in: Material.photo("Annie_Chaplin/Annie_Chaplin_0001.jpg"))
    #expect(try #require(faces.first).detection.box.left > 0)
  }

  /// A network whose outputs are others than the detector's is named, not run.
  @Test func anotherNetworksFileIsRefused() throws {
    let path = try Material.models.path(of: .scrfd)
    func network(_ widths: [Int]) throws -> SingleShotNetwork {
      try SingleShotNetwork(
        .scrfd, in: Material.models, size: Extent(640), widths: widths, normalisation: .centred,
        threads: 1)
    }
    #expect(throws: FaceError.otherNetwork(path: path)) { try network([1, 1, 4, 10]) }
    #expect(throws: Never.self) { try network([1, 4, 10]) }
  }

  @Test func absentAndDamagedFilesAreRefused() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/likeness-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/yunet.onnx"
    #expect(throws: FaceError.absentModelFile(path: path)) {
      try YuNetDetector(models: ModelFolder(path: folder))
    }
    try Data(repeating: 0, count: ModelFile.yunet.byteCount).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: FaceError.self) {
      try YuNetDetector(models: ModelFolder(path: folder))
    }
    guard case .onnx = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
