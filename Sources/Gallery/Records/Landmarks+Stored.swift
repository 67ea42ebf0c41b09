import Faces
import Imaging

extension Landmarks {
  /// x and y of the five points as little-endian 64-bit floats.
  var stored: [UInt8] {
    points.flatMap { [$0.x, $0.y] }.flatMap { coordinate in
      withUnsafeBytes(of: coordinate.bitPattern.littleEndian) { Array($0) }
    }
  }

  /// `nil` unless there are exactly five finite points.
  init?(stored bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 80 else { return nil }
    let numbers = (0..<10).map { index in
      Double(
        bitPattern: UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
    }
    guard numbers.allSatisfy(\.isFinite) else { return nil }
    let points = stride(from: 0, to: 10, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
    self.init(
      leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3],
      rightMouth: points[4])
  }
}
