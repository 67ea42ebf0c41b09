/// The cheapest way to give rows to columns, each column to at most one row: the Hungarian method
/// with potentials, O(rows² × columns) (Kuhn, 1955; Munkres, 1957).
public enum Assignment {
  /// The column of each row with the least sum of costs.
  ///
  /// - Parameter cost: of a row and a column; finite.
  /// - Precondition: at least as many columns as rows.
  public static func minimal(rows: Int, columns: Int, cost: (Int, Int) -> Double) -> [Int] {
    precondition(rows <= columns, "\(rows) rows for \(columns) columns")
    var state = HungarianState(rows: rows, columns: columns)
    for row in 0..<rows { state.add(row, cost) }
    return state.columnsOfRows
  }

  /// Gives faces to people so that each person has at most one and the sum of distances is least,
  /// where staying unknown costs the threshold. Strategies that rank by a score have it count
  /// instead of the distance.
  ///
  /// - Parameter candidates: of each face, in any order.
  /// - Returns: the candidate of each face, `nil` for one that is nobody.
  public static func people(
    of candidates: [[Candidate]], threshold: Double
  ) -> [Candidate?] {
    let near = candidates.map { $0.filter { Double($0.distance) < threshold } }
    let names = Clustering(naming: near.joined().map(\.person))
    let people = names.count
    var next = 0
    let options = near.map { faces in
      var row: [Int: Candidate] = [:]
      for candidate in faces {
        row[names.labels[next]] = candidate
        next += 1
      }
      return row
    }
    // After the people comes a column for each face, in which it stays unknown.
    let chosen = minimal(rows: options.count, columns: people + options.count) { face, column in
      if column < people {
        return options[face][column].map { cost($0, threshold) } ?? 2 * threshold + 1
      }
      return column == people + face ? threshold : 2 * threshold + 1
    }
    return zip(options, chosen).map { $0[$1] }
  }

  private static func cost(_ candidate: Candidate, _ threshold: Double) -> Double {
    candidate.score.map { threshold * (1 - $0) } ?? Double(candidate.distance)
  }
}

/// Rows already placed, and potentials u and v with u(row) + v(column) ≤ cost.
private struct HungarianState {
  private let columns: Int
  private var rowPotential: [Double]
  private var columnPotential: [Double]
  /// The row of each column; the last column stands for the row being added.
  private var rowOfColumn: [Int?]

  init(rows: Int, columns: Int) {
    self.columns = columns
    rowPotential = [Double](repeating: 0, count: rows)
    columnPotential = [Double](repeating: 0, count: columns + 1)
    rowOfColumn = [Int?](repeating: nil, count: columns + 1)
  }

  /// Places a row by the shortest augmenting path.
  mutating func add(_ row: Int, _ cost: (Int, Int) -> Double) {
    var slack = [Double](repeating: .infinity, count: columns)
    var previous = [Int](repeating: columns, count: columns)
    var isDone = [Bool](repeating: false, count: columns + 1)
    var current = columns
    rowOfColumn[current] = row
    while let own = rowOfColumn[current] {
      isDone[current] = true
      var (delta, next) = (Double.infinity, current)
      for column in 0..<columns where !isDone[column] {
        let reduced = cost(own, column) - rowPotential[own] - columnPotential[column]
        if reduced < slack[column] { (slack[column], previous[column]) = (reduced, current) }
        if slack[column] < delta { (delta, next) = (slack[column], column) }
      }
      shift(by: delta, isDone, &slack)
      current = next
    }
    while current != columns {
      rowOfColumn[current] = rowOfColumn[previous[current]]
      current = previous[current]
    }
    rowOfColumn[columns] = nil
  }

  private mutating func shift(by delta: Double, _ isDone: [Bool], _ slack: inout [Double]) {
    for column in isDone.indices {
      if isDone[column], let row = rowOfColumn[column] {
        rowPotential[row] += delta
        columnPotential[column] -= delta
      } else if column < slack.count {
        slack[column] -= delta
      }
    }
  }

  var columnsOfRows: [Int] {
    var result = [Int](repeating: 0, count: rowPotential.count)
    for column in 0..<columns {
      if let row = rowOfColumn[column] { result[row] = column }
    }
    return result
  }
}
