/// How stored pixels become upright, with the values of EXIF 2.32, tag 0x0112.
enum Orientation: Int {
  case upright = 1
  case mirrored, upsideDown, mirroredUpsideDown
  case transposed, turnRight, transverse, turnLeft

  /// Whether the upright picture is as wide as the stored one is high.
  var swapsSides: Bool { rawValue >= 5 }
}

extension Image {
  /// The picture turned upright.
  func oriented(_ orientation: Orientation) -> Image {
    let right = width - 1
    let bottom = height - 1
    switch orientation {
    case .upright: return self
    case .mirrored: return walked(from: (right, 0), alongRow: (-1, 0), downColumn: (0, 1))
    case .upsideDown: return walked(from: (right, bottom), alongRow: (-1, 0), downColumn: (0, -1))
    case .mirroredUpsideDown:
      return walked(from: (0, bottom), alongRow: (1, 0), downColumn: (0, -1))
    case .transposed: return walked(from: (0, 0), alongRow: (0, 1), downColumn: (1, 0))
    case .turnRight: return walked(from: (0, bottom), alongRow: (0, -1), downColumn: (1, 0))
    case .transverse: return walked(from: (right, bottom), alongRow: (0, -1), downColumn: (-1, 0))
    case .turnLeft: return walked(from: (right, 0), alongRow: (0, 1), downColumn: (-1, 0))
    }
  }

  /// The picture with left and right exchanged.
  public var mirrored: Image { oriented(.mirrored) }

  /// Reads the pixels in another order: from a corner, by a step for each column of the result and
  /// another for each of its rows.
  private func walked(
    from start: (x: Int, y: Int), alongRow: (x: Int, y: Int), downColumn: (x: Int, y: Int)
  ) -> Image {
    let columns = alongRow.x == 0 ? height : width
    let rows = alongRow.x == 0 ? width : height
    let step = 3 * (alongRow.y * width + alongRow.x)
    let rowStep = 3 * (downColumn.y * width + downColumn.x)
    let first = 3 * (start.y * width + start.x)
    let result = [UInt8](unsafeUninitializedCapacity: pixels.count) { result, count in
      pixels.withUnsafeBufferPointer { pixels in
        var target = 0
        for row in 0..<rows {
          var source = first + row * rowStep
          for _ in 0..<columns {
            result[target] = pixels[source]
            result[target + 1] = pixels[source + 1]
            result[target + 2] = pixels[source + 2]
            target += 3
            source += step
          }
        }
      }
      count = pixels.count
    }
    return Image(width: columns, height: rows, pixels: result)
  }
}
