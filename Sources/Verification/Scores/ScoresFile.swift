/// Distances that come from elsewhere: a CSV file with the columns `same` (1 or 0) and `distance`,
/// named in its first line, in any order and among others.
public struct ScoresFile: Sendable, Equatable {
  public let scores: ScoreSet

  /// Takes the text of a file apart.
  ///
  /// - Parameter name: what errors call the file.
  public init(_ text: String, name: String) throws(ScoresFileError) {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
      .makeIterator()
    let columns = try Self.columns(lines.next()?.element ?? "", name)
    var (mated, nonMated): ([Float], [Float]) = ([], [])
    while let (index, line) = lines.next() {
      if line.allSatisfy(\.isWhitespace) { continue }
      let row = try Self.row(line, columns, name, line: index + 1)
      if row.same { mated.append(row.distance) } else { nonMated.append(row.distance) }
    }
    if mated.isEmpty { throw .missingClass(file: name, same: true) }
    if nonMated.isEmpty { throw .missingClass(file: name, same: false) }
    scores = ScoreSet(mated: mated, nonMated: nonMated)
  }

  private typealias Columns = (same: Int, distance: Int)

  private static func columns(
    _ header: Substring, _ file: String
  ) throws(ScoresFileError) -> Columns {
    let names = fields(header).map { $0.lowercased() }
    guard let same = names.firstIndex(of: "same"), let distance = names.firstIndex(of: "distance")
    else { throw .noHeader(file: file) }
    return (same, distance)
  }

  private static func row(
    _ text: Substring, _ columns: Columns, _ file: String, line: Int
  ) throws(ScoresFileError) -> (same: Bool, distance: Float) {
    let fields = fields(text)
    guard fields.count > max(columns.same, columns.distance) else {
      throw .missingColumn(file: file, line: line)
    }
    guard let same = ["1": true, "0": false][fields[columns.same]] else {
      throw .badLabel(file: file, line: line, String(fields[columns.same]))
    }
    guard let distance = Float(fields[columns.distance]), distance.isFinite, distance >= 0 else {
      throw .badDistance(file: file, line: line, String(fields[columns.distance]))
    }
    return (same, distance)
  }

  private static func fields(_ line: Substring) -> [Substring] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { field in
      let start = field.firstIndex { !$0.isWhitespace } ?? field.endIndex
      let end = field.lastIndex { !$0.isWhitespace }.map(field.index(after:)) ?? start
      return field[start..<end]
    }
  }
}

/// Why a file of scores cannot be used.
public enum ScoresFileError: Error, Hashable, Sendable {
  case unreadable(file: String)
  case noHeader(file: String)
  case missingColumn(file: String, line: Int)
  case badLabel(file: String, line: Int, String)
  case badDistance(file: String, line: Int, String)
  /// No pair of one person, or none of two.
  case missingClass(file: String, same: Bool)
}

extension ScoresFileError: CustomStringConvertible {
  /// One line that names file, line and the way out.
  public var description: String {
    switch self {
    case .unreadable(let file): "\(file): cannot be read; give the path of a CSV file of scores"
    case .noHeader(let file):
      "\(file): line 1: must name the columns `same` and `distance`, parted by commas"
    case .missingColumn(let file, let line):
      "\(file): line \(line): has fewer columns than the first line names"
    case .badLabel(let file, let line, let text):
      "\(file): line \(line): `same` must be 1 or 0, not '\(text)'"
    case .badDistance(let file, let line, let text):
      "\(file): line \(line): `distance` must be a finite number that is not negative, not '\(text)'"
    case .missingClass(let file, let same):
      "\(file): holds no pair with `same` = \(same ? 1 : 0); rates need pairs of both kinds"
    }
  }
}
