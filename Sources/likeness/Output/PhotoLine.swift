import Faces
import Imaging
import Laboratory

/// A photo with its faces, as JSON.
struct PhotoLine: Encodable, Sendable {
  let photo: String
  let width: Int
  let height: Int
  let faces: [FaceLine]
}

/// A face, as JSON: box and landmarks in pixels of the photo.
struct FaceLine: Encodable, Sendable {
  let box: [Double]
  let score: Float
  let landmarks: [[Double]]
  let quality: QualityLine
  let embedding: [Float]?
}

/// What a face's quality was measured to be, with what makes it a poor one.
struct QualityLine: Encodable, Sendable {
  let size: Double
  let sharpness: Double
  let brightness: Double
  let contrast: Double
  let yaw: Double
  let pitch: Double
  let roll: Double
  let flaws: [Quality.Flaw]

  init(_ quality: Quality) {
    size = quality.size
    sharpness = quality.sharpness
    brightness = quality.brightness
    contrast = quality.contrast
    yaw = quality.yaw
    pitch = quality.pitch
    roll = quality.roll
    flaws = quality.flaws
  }
}

extension PhotoLine {
  init(_ examined: ExaminedPhoto, embeddings: [[Float]]?) {
    photo = examined.record.path
    width = examined.record.width
    height = examined.record.height
    faces = examined.faces.enumerated().map { index, face in
      FaceLine(face, embedding: embeddings?[index])
    }
  }
}

extension FaceLine {
  init(_ face: Face, embedding: [Float]?) {
    let (rectangle, marks) = (face.detection.box, face.detection.landmarks)
    box = [rectangle.left, rectangle.top, rectangle.right, rectangle.bottom]
    score = face.detection.score
    landmarks = marks.points.map { [$0.x, $0.y] }
    quality = QualityLine(face.quality)
    self.embedding = embedding
  }

  /// Size, brightness and the like in words, for the table.
  var qualityText: String {
    quality.flaws.isEmpty ? "good" : quality.flaws.map(\.rawValue).joined(separator: ", ")
  }

  /// The box in whole pixels: corner, then size.
  var boxText: String {
    let corner = "\(box[0].rounded(decimals: 0)),\(box[1].rounded(decimals: 0))"
    let size = [box[2] - box[0], box[3] - box[1]].map { $0.rounded(decimals: 0) }
    return "\(size[0])×\(size[1]) at \(corner)"
  }
}
