import Testing

@testable import Faces
@testable import Imaging

/// Skipped where photos or model files are absent.
@Suite(.enabled(if: Material.isComplete)) struct PipelineTests {
  private let name = "Annie_Chaplin/Annie_Chaplin_0001.jpg"

  @Test func theMostProminentFaceComesFirst() throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    let faces = try pipeline.faces(in: Material.photo(name))
    #expect(faces.count == 2)
    #expect(faces[0].detection.box.left > 0 && faces[1].detection.box.left < 0)
  }

  /// A crop that went through a lossless file gives the embedding it gave before.
  @Test func aStoredCropEmbedsAlike() throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    let face = try #require(try pipeline.faces(in: Material.photo(name)).first)
    let stored = try Photo(bytes: face.crop.image.encodedPNG()).image
    let again = FaceCrop(image: stored, detection: face.crop.detection)
    #expect(try pipeline.embed([face.crop]) == pipeline.embed([again]))
  }

  /// The order and size of a batch change nothing but rounding.
  @Test func aBatchEmbedsAsItsFacesAlone() throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    let photos = try Material.photoNames().prefix(5)
    let crops = try photos.map { name in
      try #require(try pipeline.faces(in: Material.photo(name)).first).crop
    }
    let batch = try pipeline.embed(crops)
    #expect(batch.count == crops.count)
    for (crop, together) in zip(crops, batch) {
      let alone = try #require(try pipeline.embed([crop]).first)
      #expect(zip(alone, together).allSatisfy { abs($0 - $1) < 1e-5 })
      #expect(together.count == Model.dlibResNet.dimension)
    }
  }

  @Test func aPhotoWithoutAFaceHasNone() throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    let grey = Image(width: 200, height: 160, red: 120, green: 120, blue: 120)
    #expect(try pipeline.faces(in: grey) == [])
    #expect(try pipeline.faces(in: Image(width: 5, height: 5)) == [])
    #expect(try pipeline.embed([]) == [])
  }

  /// A long strip is refused before memory is taken for it.
  @Test func aStripShowsNoFace() throws {
    let detector = try MTCNNDetector(models: Material.models)
    #expect(try detector.detect(in: Image(width: 400_000, height: 20)) == [])
    #expect(try detector.detect(in: Image(width: 13, height: 14)) == [])
  }

  /// A damaged gallery may hold anything: the answer is a picture of the right size all the same.
  @Test(arguments: [(0, 0), (1, 1), (40, 30)])
  func anyCropGivesAChip(width: Int, height: Int) throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    let image = Image(width: width, height: height, red: 9, green: 9, blue: 9)
    for value in [0, -3e18, -1e300, .infinity, .nan] {
      let point = Point(x: value, y: value)
      let detection = Detection(
        box: Rectangle(left: value, top: 0, right: 20, bottom: value), score: 1,
        landmarks: Landmarks(
          leftEye: point, rightEye: Point(x: 7, y: 7), nose: point, leftMouth: point,
          rightMouth: point))
      let crop = FaceCrop(image: image, detection: detection)
      #expect(try pipeline.alignedChip(of: crop).width == 150)
      #expect(Quality(of: crop, size: 1).brightness >= 0)
    }
  }

  /// Boxes and sizes are in the photo's pixels, crops in those that were decoded.
  @Test func aReducedPhotoKeepsItsPixels() throws {
    let pipeline = try Pipeline(model: .dlibResNet, models: Material.models)
    let image = try Material.photo(name)
    let photo = Photo(
      image: image, denominator: 2, width: 500, height: 500, format: .jpeg, contentHash: "")
    let reduced = try #require(try pipeline.faces(in: photo).first)
    let plain = try #require(try pipeline.faces(in: image).first)
    #expect(abs(reduced.detection.box.width - 2 * plain.detection.box.width) < 1e-9)
    #expect(
      abs(reduced.detection.landmarks.nose.x - 2 * plain.detection.landmarks.nose.x - 0.5) < 1e-9)
    #expect(abs(reduced.quality.size - 2 * plain.quality.size) < 1e-9)
    #expect(reduced.crop == plain.crop)
  }

  /// A photo three times as large is examined reduced, and its boxes are in its own pixels.
  @Test func aLargePhotoKeepsItsPixels() throws {
    let photo = try Material.photo(name)
    let options = MTCNNOptions(longestSide: 300)
    let detector = try MTCNNDetector(models: Material.models, options: options)
    let small = try #require(try detector.detect(in: photo).first)
    let enlarged = photo.resized(width: 3 * photo.width, height: 3 * photo.height)
    let large = try #require(try detector.detect(in: enlarged).first)
    #expect(abs(large.box.width - 3 * small.box.width) < 12)
    #expect(
      large.landmarks.nose.distance(
        to: Point(x: 3 * small.landmarks.nose.x + 1, y: 3 * small.landmarks.nose.y + 1)) < 12)
  }
}
