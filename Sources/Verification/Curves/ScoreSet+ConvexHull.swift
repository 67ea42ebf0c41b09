extension ScoreSet {
  /// The corners of the upper convex hull of the ROC curve, from accepting nothing to accepting
  /// everything. Between two corners lies a block of the pool-adjacent-violators algorithm.
  var convexHull: [Acceptance] {
    var points = Array(acceptances)
    if let last = points.last, last.mated + last.nonMated < count { points.append(everything) }
    return Self.convexHull(of: points)
  }

  /// The corners of the hull of points whose counts rise.
  static func convexHull(of points: [Acceptance]) -> [Acceptance] {
    var hull: [Acceptance] = []
    func append(_ point: Acceptance) {
      while hull.count > 1,
        turn(hull[hull.count - 2], hull[hull.count - 1], point) >= 0
      {
        hull.removeLast()
      }
      hull.append(point)
    }
    for point in points { append(point) }
    return hull
  }

  /// Above 0 when the way over three points of the curve turns left, 0 when it is straight.
  private static func turn(_ a: Acceptance, _ b: Acceptance, _ c: Acceptance) -> Double {
    Double(b.nonMated - a.nonMated) * Double(c.mated - b.mated)
      - Double(b.mated - a.mated) * Double(c.nonMated - b.nonMated)
  }
}
