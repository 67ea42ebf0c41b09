import Tensors

/// A window of the proposal network, and the box that it makes of it.
struct Proposal {
  var window: Candidate
  var box: Candidate

  /// The windows whose probability of a face reaches `threshold`: 12 pixels wide, 2 apart, on a
  /// level `scale` times the picture's size.
  static func decode(
    boxes: Executor.Output, probabilities: Executor.Output, scale: Float, threshold: Float
  ) -> [Proposal] {
    let columns = boxes.shape.width
    let cells = columns * boxes.shape.height
    var proposals: [Proposal] = []
    for cell in 0..<cells where probabilities.values[cells + cell] >= threshold {
      let x = Float(2 * (cell % columns))
      let y = Float(2 * (cell / columns))
      let window = Candidate(
        left: ((x + 1) / scale).rounded(.down), top: ((y + 1) / scale).rounded(.down),
        right: ((x + 12) / scale).rounded(.down), bottom: ((y + 12) / scale).rounded(.down),
        score: probabilities.values[cells + cell])
      let offsets = (
        boxes.values[cell], boxes.values[cells + cell], boxes.values[2 * cells + cell],
        boxes.values[3 * cells + cell]
      )
      let box = window.moved(by: offsets, width: window.width, height: window.height)
      proposals.append(Proposal(window: window, box: box))
    }
    return proposals
  }
}
