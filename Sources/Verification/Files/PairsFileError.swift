/// Why a list of pairs can't be used.
public enum PairsFileError: Error, Hashable, Sendable {
  case empty
  /// The first line is neither `folds n` nor `n`.
  case header(String, line: Int)
  /// Every line that can't be used.
  case lines([Line])
  /// More or fewer pairs than the header says.
  case count(expected: Int, found: Int)

  public struct Line: Hashable, Sendable {
    /// From 1 on.
    public let number: Int
    public let problem: Problem
  }

  public enum Problem: Hashable, Sendable {
    case columns(expected: Int, found: Int)
    /// A photo's number that isn't a whole number above 0.
    case number(String)
    /// A pair of different people that names one person twice.
    case onePerson(String)
    /// A pair after the last that the header announced.
    case beyondTheHeader
  }
}

/// Why a list of scores can't be used.
public enum ScoresFileError: Error, Hashable, Sendable {
  case empty
  /// The header lacks a column.
  case column(String, line: Int)
  /// Every line that can't be used.
  case lines([Line])
  /// Pairs of one class are missing.
  case oneClass(mated: Int, nonMated: Int)

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
