import Imaging
import Networks
import Testing

@testable import Faces

/// Against dlib 20.0.1 from its own detector's boxes; skipped where photos or models are absent.
@Suite(.enabled(if: Material.isComplete)) struct DlibTests {
  private struct Golden: Decodable {
    struct Photo: Decodable {
      let photo: String
      let hog_box: [Int]?
      let landmarks: [[Double]]?
      let descriptor: [Float]?
    }
    let photos: [Photo]
  }

  @Test func pointsAndDescriptorsAreTheOriginals() throws {
    let golden = try Material.golden("dlib.json", as: Golden.self)
    let aligner = try Aligner(models: Material.models)
    let embedder = try Embedder(.dlibResNet, models: Material.models, threads: 1)
    var compared = 0
    for photo in golden.photos {
      guard let box = photo.hog_box, let landmarks = photo.landmarks,
        let descriptor = photo.descriptor
      else { continue }
      let image = try Material.photo(photo.photo)
      let points = aligner.fivePoints(
        in: image, box: PixelBox(left: box[0], top: box[1], right: box[2], bottom: box[3]))
      #expect(points == landmarks.map { Point(x: $0[0], y: $0[1]) }, "\(photo.photo)")
      let chip = try #require(DlibChip(fivePoints: points)).cut(from: image)
      let embedding = try #require(try embedder.embed([chip]).first)
      let worst = zip(embedding, descriptor).map { abs($0 - $1) }.max() ?? 1
      #expect(embedding.count == descriptor.count && worst < 5e-3, "\(photo.photo): \(worst)")
      compared += 1
    }
    #expect(compared >= 50)
  }
}
