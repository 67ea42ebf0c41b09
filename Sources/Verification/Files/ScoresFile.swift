/// Distances from elsewhere: a table with the columns `same` (1 or 0) and `distance`, in any order
/// and among others, under a header, between commas.
public struct ScoresFile: Sendable, Equatable {
  public let scores: ScoreSet

  /// Takes the text of a file apart.
  /// - Parameter name: what errors call the file.
  /// - Throws: `ScoresFileError`, with every line that can't be used.
  public init(_ text: String, name: String) throws(ScoresFileError) {
    let lines = TextLines(text).lines
    guard let header = lines.first else { throw .empty(file: name) }
    let names = header.text.fields.map { $0.unquoted.lowercased() }
    guard let same = names.firstIndex(of: "same") else {
      throw .column(file: name, line: header.number, "same")
    }
    guard let distance = names.firstIndex(of: "distance") else {
      throw .column(file: name, line: header.number, "distance")
    }
    var reader = ScoresReader(columns: names.count, same: same, distance: distance)
    for line in lines.dropFirst() { reader.take(line) }
    if !reader.bad.isEmpty { throw .lines(file: name, reader.bad) }
    if reader.mated.isEmpty || reader.nonMated.isEmpty {
      throw .oneClass(file: name, mated: reader.mated.count, nonMated: reader.nonMated.count)
    }
    scores = ScoreSet(mated: reader.mated, nonMated: reader.nonMated)
  }
}

private struct ScoresReader {
  let columns: Int
  let same: Int
  let distance: Int
  var mated: [Float] = []
  var nonMated: [Float] = []
  var bad: [ScoresFileError.Line] = []

  init(columns: Int, same: Int, distance: Int) {
    self.columns = columns
    self.same = same
    self.distance = distance
  }

  mutating func take(_ line: TextLines.Line) {
    let fields = line.text.fields
    guard fields.count == columns else {
      return reject(line, .columns(expected: columns, found: fields.count))
    }
    let label = fields[same].unquoted
    guard label == "0" || label == "1" else {
      return reject(line, .label(String(label.prefix(40))))
    }
    let text = fields[distance].unquoted
    guard let value = Float(text) else {
      return reject(line, .distance(String(text.prefix(40))))
    }
    if value.isNaN { return reject(line, .notANumber) }
    if value.isInfinite { return reject(line, .infinite) }
    if value < 0 { return reject(line, .negative(String(text.prefix(40)))) }
    // A minus zero would sort last.
    let distance = value == 0 ? 0 : value
    if label == "1" { mated.append(distance) } else { nonMated.append(distance) }
  }

  private mutating func reject(_ line: TextLines.Line, _ problem: ScoresFileError.Problem) {
    bad.append(ScoresFileError.Line(number: line.number, problem: problem))
  }
}

extension Substring {
  fileprivate var fields: [Substring] {
    utf8.split(separator: 44, omittingEmptySubsequences: false).map { Substring($0).trimmed }
  }

  fileprivate var unquoted: Substring {
    utf8.count > 1 && utf8.first == 34 && utf8.last == 34
      ? Substring(utf8.dropFirst().dropLast()) : self
  }
}
