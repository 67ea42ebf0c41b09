import Glibc
import Imaging
import Networks

/// Wu, Peng and Yu 2023, "YuNet: A Tiny Millisecond-level Face Detector", decoded as by OpenCV's
/// `FaceDetectorYN` (`modules/objdetect/src/face_detect.cpp`).
///
/// A cell's score is the geometric mean of those of its class and of its being an object; its box
/// has its centre at a distance from the cell, and the logarithms of its sides, all in units of the
/// grid.
public final class YuNetDetector: Detector {
  /// What `detect(in:)` looks for.
  public let options: SingleShotOptions
  private let network: SingleShotNetwork

  /// Reads the network.
  ///
  /// - Throws: `FaceError` when the file is missing or not the network's.
  public init(
    models: ModelFolder, options: SingleShotOptions = .yunet, threads: Int = 1
  ) throws(FaceError) {
    self.options = options
    let pixels = Normalisation(mean: [0, 0, 0], scale: 1)
    network = try SingleShotNetwork(
      .yunet, in: models, widths: [1, 1, 4, 10], normalisation: pixels, isBlueFirst: true,
      threads: threads)
  }

  public func detect(in image: Image) throws(FaceError) -> [Detection] {
    let guesses = try options.guesses(in: image) { (image) throws(FaceError) in
      try network(image) { decode($0) }
    }
    // Overlaps are those of boxes in whole pixels.
    return options.faces(among: guesses, compared: \.truncated)
  }

  private func decode(_ grid: CellGrid) -> [FaceGuess] {
    let stride = Float(grid.stride)
    return (0..<grid.cells).compactMap { cell in
      func value(_ kind: Int, _ index: Int = 0) -> Float {
        grid.value(kind, index, guess: 0, cell: cell)
      }
      let score = (max(0, min(1, value(0))) * max(0, min(1, value(1)))).squareRoot()
      guard score >= options.score else { return nil }
      let x = (Float(cell % grid.columns) + value(2, 0)) * stride
      let y = (Float(cell / grid.columns) + value(2, 1)) * stride
      let (width, height) = (exp(value(2, 2)) * stride, exp(value(2, 3)) * stride)
      let box = Candidate(
        left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2,
        score: score)
      return FaceGuess(box: box, landmarks: grid.landmarks(guess: 0, cell: cell))
    }.filter(\.isFinite)
  }
}

extension Candidate {
  /// The corner and the sides without their fractions.
  fileprivate var truncated: Candidate {
    var whole = self
    whole.left = left.rounded(.towardZero)
    whole.top = top.rounded(.towardZero)
    whole.right = whole.left + width.rounded(.towardZero)
    whole.bottom = whole.top + height.rounded(.towardZero)
    return whole
  }
}
