/// Why a list of pairs can't be used.
public enum PairsFileError: Error, Hashable, Sendable {
  case unreadable(file: String)
  case empty(file: String)
  /// The first line is neither `folds n` nor `n`.
  case header(file: String, line: Int, String)
  /// Every line that can't be used.
  case lines(file: String, [Line])
  /// More or fewer pairs than the header says.
  case count(file: String, expected: Int, found: Int)

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
    /// A photo with itself.
    case selfPair
    /// A pair after the last that the header announced.
    case beyondTheHeader
  }
}
