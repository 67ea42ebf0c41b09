/// Neighbouring rows or columns of a matrix that belong together.
public struct MatrixGroup: Hashable, Sendable {
  public var name: String
  public var count: Int

  public init(_ name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// A cell of a matrix.
public struct MatrixPlace: Hashable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// What is said of a cell besides its value.
public enum MatrixMark: Hashable, Sendable {
  case none
  /// Taken for the same.
  case accepted
  /// Decided wrongly.
  case error
}

/// A cell's value and mark.
public struct MatrixEntry: Hashable, Sendable {
  /// Nothing where there is nothing to compare, as on the diagonal.
  public var value: Double?
  public var mark: MatrixMark

  public init(_ value: Double?, mark: MatrixMark = .none) {
    self.value = value
    self.mark = mark
  }
}
