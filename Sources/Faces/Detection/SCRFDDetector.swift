import Imaging
import Networks
import Tensors

/// Guo et al. 2021, "Sample and Computation Redistribution for Efficient Face Detection", the
/// network of half a gigaflop, decoded as by insightface (`model_zoo/scrfd.py`).
///
/// Each cell makes two guesses, whose boxes are given by the distances of the four edges from the
/// cell, in units of the grid.
public final class SCRFDDetector: Detector {
  /// What `detect(in:)` looks for.
  public let options: SingleShotOptions
  private let network: SingleShotNetwork

  /// Reads the network.
  ///
  /// - Throws: `FaceError` when the file is missing or not the network's.
  public init(
    models: ModelFolder, options: SingleShotOptions = .scrfd, threads: Int = 1
  ) throws(FaceError) {
    self.options = options
    network = try SingleShotNetwork(
      .scrfd, in: models, size: Extent(640), widths: [1, 4, 10], normalisation: .centred,
      threads: threads)
  }

  public func detect(in image: Image) throws(FaceError) -> [Detection] {
    let guesses = try options.guesses(in: image) { (image) throws(FaceError) in
      try network(image) { decode($0) }
    }
    return options.faces(among: guesses, edge: 1)
  }

  private func decode(_ grid: CellGrid) -> [FaceGuess] {
    let stride = Float(grid.stride)
    return (0..<(grid.cells * grid.guesses)).compactMap { place in
      let (cell, guess) = (place / grid.guesses, place % grid.guesses)
      func value(_ kind: Int, _ index: Int = 0) -> Float {
        grid.value(kind, index, guess: guess, cell: cell)
      }
      guard value(0) >= options.score else { return nil }
      let (x, y) = (Float(cell % grid.columns), Float(cell / grid.columns))
      let box = Candidate(
        left: (x - value(1, 0)) * stride, top: (y - value(1, 1)) * stride,
        right: (x + value(1, 2)) * stride, bottom: (y + value(1, 3)) * stride, score: value(0))
      return FaceGuess(box: box, landmarks: grid.landmarks(guess: guess, cell: cell))
    }.filter(\.isFinite)
  }
}
