/// How far each face reaches towards a wrong verdict.
public struct ErrorReach: Sendable, Equatable {
  /// The distance to the nearest other person; infinite without one.
  public let nearestOther: [Float]
  /// The distance to the farthest face of the same person; −∞ without one.
  public let farthestOwn: [Float]

  /// - Precondition: `people` says of each row whose it is.
  public init(of matrix: DistanceMatrix, people: [Int]) {
    precondition(people.count == matrix.count, "\(people.count) people of \(matrix.count) faces")
    var nearest = [Float](repeating: .infinity, count: matrix.count)
    var farthest = [Float](repeating: -.infinity, count: matrix.count)
    for row in 0..<matrix.count {
      for column in 0..<matrix.count where column != row {
        let distance = matrix[row, column]
        if people[row] == people[column] {
          farthest[row] = max(farthest[row], distance)
        } else {
          nearest[row] = min(nearest[row], distance)
        }
      }
    }
    (nearestOther, farthestOwn) = (nearest, farthest)
  }

  /// The faces in the order of `FaceOrder.worstError`; the earlier first at ties.
  public func order(at threshold: Double) -> [Int] {
    let limit = Float(threshold)
    let excess = nearestOther.indices.map { max(limit - nearestOther[$0], farthestOwn[$0] - limit) }
    return excess.indices.sorted { (-excess[$0], $0) < (-excess[$1], $1) }
  }
}
