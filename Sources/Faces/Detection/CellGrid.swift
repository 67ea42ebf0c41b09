import Imaging
import Tensors

/// What a single-shot network answers for the cells of one grid.
struct CellGrid {
  /// The distance of two cells in pixels.
  let stride: Int
  /// The kinds of output, each with all values of a cell's first guess, then of its next.
  let maps: [Executor.Output]
  /// How many values a guess has in each.
  let widths: [Int]

  var columns: Int { maps[0].shape.width }
  /// The guesses for a cell.
  var guesses: Int { maps[0].shape.channels / widths[0] }
  var cells: Int { columns * maps[0].shape.height }

  /// A value of a cell's guess.
  @inline(__always)
  func value(_ kind: Int, _ index: Int, guess: Int, cell: Int) -> Float {
    maps[kind].values[(guess * widths[kind] + index) * cells + cell]
  }

  /// The five points, which the last output counts from a cell in units of its width.
  func landmarks(guess: Int, cell: Int) -> Landmarks {
    let (column, row) = (Float(cell % columns), Float(cell / columns))
    func distance(_ index: Int) -> Float {
      value(maps.count - 1, index, guess: guess, cell: cell)
    }
    let points = (0..<5).map { point in
      Point(
        x: Double((column + distance(2 * point)) * Float(stride)),
        y: Double((row + distance(2 * point + 1)) * Float(stride)))
    }
    return Landmarks(
      leftEye: points[0], rightEye: points[1], nose: points[2], leftMouth: points[3],
      rightMouth: points[4])
  }
}

/// A face that a cell may hold.
struct FaceGuess {
  var box: Candidate
  var landmarks: Landmarks

  var detection: Detection {
    Detection(
      box: Rectangle(
        left: Double(box.left), top: Double(box.top), right: Double(box.right),
        bottom: Double(box.bottom)),
      score: box.score, landmarks: landmarks)
  }

  /// The same face in a picture so many times the size.
  func scaled(by factor: Float) -> FaceGuess {
    let scaled = Candidate(
      left: box.left * factor, top: box.top * factor, right: box.right * factor,
      bottom: box.bottom * factor, score: box.score)
    return FaceGuess(
      box: scaled,
      landmarks: landmarks.map { Point(x: $0.x * Double(factor), y: $0.y * Double(factor)) })
  }

  /// Whether the numbers describe a place; those of a damaged network may not.
  var isFinite: Bool {
    box.width.isFinite && box.height.isFinite && box.width > 0 && box.height > 0
      && (box.left + box.top).isFinite
      && landmarks.points.allSatisfy { $0.x.isFinite && $0.y.isFinite }
  }
}
