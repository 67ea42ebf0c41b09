/// A place of a map along an axis, and the weight it has in a sum.
public struct Tap: Hashable, Sendable {
  public var place: Int
  public var weight: Float

  public init(_ place: Int, weight: Float = 1) {
    self.place = place
    self.weight = weight
  }

  /// What stands between two places of an axis, by their nearness to it; beyond its ends, what
  /// stands there.
  public static func between(_ place: Float, extent: Int) -> [Tap] {
    let place = min(max(place, 0), Float(extent - 1))
    let first = Int(place)
    let share = place - Float(first)
    if share == 0 || first + 1 == extent { return [Tap(first)] }
    return [Tap(first, weight: 1 - share), Tap(first + 1, weight: share)]
  }
}
