/// Why a list of scores can't be used.
public enum ScoresFileError: Error, Hashable, Sendable {
  case unreadable(file: String)
  case empty(file: String)
  /// The header lacks a column.
  case column(file: String, line: Int, String)
  /// Every line that can't be used.
  case lines(file: String, [Line])
  /// Pairs of one class are missing.
  case oneClass(file: String, mated: Int, nonMated: Int)

  public struct Line: Hashable, Sendable {
    /// From 1 on.
    public let number: Int
    public let problem: Problem
  }

  public enum Problem: Hashable, Sendable {
    case columns(expected: Int, found: Int)
    /// A label other than 0 and 1.
    case label(String)
    /// A distance that is no number at all.
    case distance(String)
    case notANumber
    case infinite
    case negative(String)
  }
}
