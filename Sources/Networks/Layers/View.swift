import Tensors

/// What one sees of a map from a little nearer or farther, or aside; beyond its edges, what stands
/// there.
public struct View: Layer {
  let scale: Float
  let right: Float
  let down: Float

  /// - Parameters:
  ///   - scale: how much of either axis is seen; less than 1 from nearer.
  ///   - right: how far the middle of the view lies from that of the map, in cells.
  ///   - down: likewise.
  public init(scale: Float = 1, right: Float = 0, down: Float = 0) {
    self.scale = scale
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
    let middle = Float(extent - 1) / 2
    return (0..<extent).map {
      Tap.between(middle + (Float($0) - middle) * scale + shift, extent: extent)
    }
  }
}
