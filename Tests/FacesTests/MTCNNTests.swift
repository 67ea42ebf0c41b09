import Imaging
import Testing

@testable import Faces

/// Against facenet-pytorch 2.6.0 on 60 photos; skipped where photos or model files are absent.
@Suite(.enabled(if: Material.isComplete)) struct MTCNNTests {
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
    let photos: [Photo]
  }

  @Test func facesAreTheOriginals() throws {
    let golden = try Material.golden("mtcnn.json", as: Golden.self)
    let detector = try MTCNNDetector(models: Material.models)
    #expect(golden.photos.count == 60)
    for photo in golden.photos {
      let found = try detector.detect(in: Material.photo(photo.photo))
      #expect(found.count == photo.faces.count, "\(photo.photo)")
      for face in photo.faces {
        let nearest = found.min { deviation($0, face) < deviation($1, face) }
        let match = try #require(nearest, "\(photo.photo)")
        #expect(deviation(match, face) < 1, "\(photo.photo)")
        #expect(abs(match.score - face.score) < 2e-3, "\(photo.photo)")
      }
    }
  }

  /// The largest distance of an edge or a landmark's coordinate.
  private func deviation(_ detection: Detection, _ face: Golden.Face) -> Double {
    let box = detection.box
    let edges = zip([box.left, box.top, box.right, box.bottom], face.box).map { abs($0 - $1) }
    let marks = zip(detection.landmarks.points, face.landmarks)
      .map { max(abs($0.x - $1[0]), abs($0.y - $1[1])) }
    return (edges + marks).max() ?? .infinity
  }
}
