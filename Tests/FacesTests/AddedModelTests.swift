import Foundation
import Imaging
import Networks
import Testing

@testable import Faces

/// Models whose weights are put into the folder by hand, and models of one's own.
@Suite struct AddedModelTests {
  /// A folder with links to the installed files and to the weights beside the package.
  private func withFolder(_ body: (ModelFolder) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    for folder in [Material.models.path, Material.path("weights")] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        try? FileManager.default.createSymbolicLink(
          atPath: url.path + "/" + name, withDestinationPath: folder + "/" + name)
      }
    }
    try body(ModelFolder(path: url.path))
  }

  @Test func absentWeightsAreNamed() {
    let error = #expect(throws: FaceError.self) {
      try Pipeline(model: .faceNetVGGFace2, models: ModelFolder(path: "/nowhere"))
    }
    #expect(error == .absentModelFile(path: "/nowhere/facenet-vggface2.pt"))
  }

  private struct Answers: Decodable {
    var centre_crops: [Crop]
    var mtcnn_crops: [Crop]

    struct Crop: Decodable {
      var photo: String
      var embedding: [Float]
      var box: [Double]?
    }
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Float {
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }

  /// facenet-pytorch on the middle of photos.
  @Test(.enabled(if: Material.hasWeights))  // Skipped without weights or photos.
  func centreCropsAgree() throws {
    try withFolder { folder in
      let answers = try Material.golden("facenet.json", as: Answers.self)
      let pipeline = try Pipeline(model: .faceNetVGGFace2, models: folder)
      for crop in answers.centre_crops {
        let region = PixelRegion(left: 55, top: 55, width: 140, height: 140)
        let chip = try Material.photo(crop.photo).cropped(to: region)
          .resized(width: 160, height: 160)
        let found = try pipeline.embed(chips: [chip])[0]
        #expect(cosine(found, crop.embedding) >= 0.9999, "\(crop.photo)")
      }
    }
  }

  /// facenet-pytorch with its own detector, without a margin.
  @Test(.enabled(if: Material.hasWeights))  // Skipped without weights or photos.
  func detectedCropsAgree() throws {
    try withFolder { folder in
      let answers = try Material.golden("facenet.json", as: Answers.self)
      let pipeline = try Pipeline(model: .faceNetVGGFace2, models: folder)
      for crop in answers.mtcnn_crops {
        let image = try Material.photo(crop.photo)
        let box = try #require(crop.box)
        let faces = try pipeline.faces(in: image)
        let face = try #require(
          faces.min {
            abs($0.detection.box.left - box[0]) < abs($1.detection.box.left - box[0])
          })
        let chip = face.crop.boxChip(margin: 0, side: 160)
        let found = try pipeline.embed(chips: [chip])[0]
        #expect(cosine(found, crop.embedding) >= 0.999, "\(crop.photo)")
      }
    }
  }

  @Test func pointsOnTheTemplateStay() {
    let points = FaceCrop.arcFaceTemplate
    let landmarks = Landmarks(
      leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3],
      rightMouth: points[4])
    var image = Image(width: 112, height: 112)
    for index in image.pixels.indices { image.pixels[index] = UInt8(index / 3 % 251) }
    let box = Rectangle(left: 10, top: 10, right: 100, bottom: 100)
    let crop = FaceCrop(
      image: image, detection: Detection(box: box, score: 1, landmarks: landmarks))
    let chip = crop.arcFaceChip(side: 112)
    let inner = (1..<111).flatMap { y in (1..<111).map { 3 * (y * 112 + $0) } }
    #expect(inner.allSatisfy { abs(Int(chip.pixels[$0]) - Int(image.pixels[$0])) <= 1 })
  }

  @Test(.enabled(if: Material.hasWeights))  // Skipped without weights or photos.
  func aModelOfOnesOwn() throws {
    try withFolder { folder in
      let manifest = try folder.add(
        Material.path("weights/mobilefacenet.onnx"), name: "mine", size: nil, crop: .arcface,
        normalisation: .centred, metric: .cosine, threshold: 0.6)
      #expect(manifest.dimension == 128 && manifest.input == [112, 112])
      let model = try Model.named("mine", in: folder)
      #expect(model.defaultThreshold == 0.6 && model.metric == .cosine)
      let photo = try Material.photo("AJ_Lamas/AJ_Lamas_0001.jpg")
      let pipeline = try Pipeline(model: model, models: folder)
      let face = try #require(try pipeline.faces(in: photo).first)
      let known = try Pipeline(model: .mobileFaceNet, models: folder)
      #expect(try pipeline.embed([face.crop]) == known.embed([face.crop]))
      #expect(throws: FaceError.self) {
        try folder.add(
          Material.path("weights/mobilefacenet.onnx"), name: "mine", size: nil, crop: .arcface,
          normalisation: .centred, metric: .cosine, threshold: nil)
      }
    }
  }

  /// A detector is no embedding.
  @Test(.enabled(if: Material.hasWeights))  // Skipped without weights or photos.
  func refusesWhatEmbedsNothing() throws {
    try withFolder { folder in
      #expect(throws: FaceError.self) {
        try folder.add(
          Material.path("weights/yunet.onnx"), name: nil, size: nil, crop: .arcface,
          normalisation: .centred, metric: .cosine, threshold: nil)
      }
    }
  }
}
