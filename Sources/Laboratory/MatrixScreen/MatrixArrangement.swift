import Figures
import Verification

/// The faces of a matrix in an order, each cell a pair or a block of them.
struct MatrixArrangement: Sendable {
  let distances: DistanceMatrix
  /// Whose each face is.
  let people: [Int]
  /// Faces in the order shown, and the place of each.
  let order: [Int]
  let places: [Int]
  /// The faces along a side of a cell.
  let size: Int
  /// `nil` where a cell is a pair.
  let summary: BlockSummary?
  /// Neighbours of one person, or blocks that begin with one.
  let groups: [MatrixGroup]

  /// - Parameter name: the name of a face's group.
  init(
    _ distances: DistanceMatrix, people: [Int], order: [Int], size: Int, name: (Int) -> String
  ) {
    self.distances = distances
    self.people = people
    self.order = order
    self.size = size
    var places = Array(repeating: 0, count: order.count)
    for (place, face) in order.enumerated() { places[face] = place }
    self.places = places
    summary = size > 1 ? BlockSummary(distances, people: people, order: order, size: size) : nil
    groups = Self.groups(people, order, size, name)
  }

  /// Cells along a side.
  var count: Int { Self.count(order.count, size) }

  static func count(_ faces: Int, _ size: Int) -> Int { (faces + size - 1) / size }

  static func groups(
    _ people: [Int], _ order: [Int], _ size: Int, _ name: (Int) -> String
  ) -> [MatrixGroup] {
    var result: [MatrixGroup] = []
    var last: Int?
    for place in stride(from: 0, to: order.count, by: size) {
      let person = people[order[place]]
      if last == person {
        result[result.count - 1].count += 1
      } else {
        result.append(MatrixGroup(name(order[place]), count: 1))
      }
      last = person
    }
    return result
  }

  /// What is said of a cell at a threshold.
  ///
  /// - Parameter kind: which distance of a block is shown.
  func entry(
    _ row: Int, _ column: Int, at threshold: Double, _ kind: BlockSummary.Kind
  ) -> MatrixEntry {
    if let block = summary?[row, column] {
      guard let value = block.value(kind) else { return MatrixEntry(nil) }
      if block.isWrong(kind, at: threshold) { return MatrixEntry(value, mark: .error) }
      return MatrixEntry(value, mark: value < threshold ? .accepted : .none)
    }
    guard row != column else { return MatrixEntry(nil) }
    let (one, other) = (order[row], order[column])
    let value = Double(distances[one, other])
    let isAccepted = value < threshold
    if isAccepted != (people[one] == people[other]) { return MatrixEntry(value, mark: .error) }
    return MatrixEntry(value, mark: isAccepted ? .accepted : .none)
  }
}
