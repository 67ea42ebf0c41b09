import Tensors

/// What one sees of a map from a little aside; beyond its edges, what stands there.
public struct View: Layer {
  let right: Float
  let down: Float

  /// - Parameters:
  ///   - right: how far the middle of the view lies from that of the map, in cells.
  ///   - down: likewise.
  public init(right: Float = 0, down: Float = 0) {
    self.right = right
    self.down = down
  }

  public func callAsFunction(_ input: Feature) -> Feature {
    let columns = taps(input.shape.width, right)
    let rows = taps(input.shape.height, down)
    return input.apply(.resample(.column, columns), kind: "view")
      .apply(.resample(.row, rows), kind: "view")
  }

  private func taps(_ extent: Int, _ shift: Float) -> [[Tap]] {
    (0..<extent).map { Tap.between(Float($0) + shift, extent: extent) }
  }
}
