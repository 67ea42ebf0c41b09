import Faces
import Imaging

extension Image {
  /// The picture with the box and the landmarks of each face drawn in.
  func marked(with faces: [Detection]) -> Image {
    var marked = self
    let weight = max(1, max(width, height) / 120)
    for face in faces {
      marked.frame(face.box, weight: weight)
      for point in face.landmarks.points { marked.dot(point, weight: weight + 1) }
    }
    return marked
  }

  private mutating func frame(_ box: Rectangle, weight: Int) {
    let (left, right) = (Int(box.left), Int(box.right))
    let (top, bottom) = (Int(box.top), Int(box.bottom))
    fill(left...max(left, right), top...(top + weight), with: Self.boxColor)
    fill(left...max(left, right), bottom...(bottom + weight), with: Self.boxColor)
    fill(left...(left + weight), top...max(top, bottom), with: Self.boxColor)
    fill(right...(right + weight), top...max(top, bottom), with: Self.boxColor)
  }

  private mutating func dot(_ point: Point, weight: Int) {
    let (x, y) = (Int(point.x), Int(point.y))
    fill((x - weight)...(x + weight), (y - weight)...(y + weight), with: Self.pointColor)
  }

  private mutating func fill(
    _ columns: ClosedRange<Int>, _ rows: ClosedRange<Int>, with color: [UInt8]
  ) {
    for row in rows where (0..<height).contains(row) {
      for column in columns where (0..<width).contains(column) {
        let start = (row * width + column) * 3
        for channel in 0..<3 { pixels[start + channel] = color[channel] }
      }
    }
  }

  private static let boxColor: [UInt8] = [80, 220, 120]
  private static let pointColor: [UInt8] = [255, 210, 60]
}
