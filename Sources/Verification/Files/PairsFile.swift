/// A face of a photo collection in LFW's form: `Name/Name_0001.jpg`.
public struct NumberedFace: Hashable, Sendable {
  public let person: String
  public let number: Int

  public init(person: String, number: Int) {
    self.person = person
    self.number = number
  }

  /// The photo's path below the collection's folder, without the ending.
  public var path: String {
    let digits = String(number)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return "\(person)/\(person)_\(zeros)\(digits)"
  }
}

/// A list of pairs in LFW's form.
///
/// The header is either `folds<TAB>n`, for that many blocks of n pairs of the same and n of
/// different people, or `n` alone for one block of both. A line is `name i j` or `nameA i nameB j`.
public struct PairsFile: Hashable, Sendable {
  public struct Pair: Hashable, Sendable {
    public let first: NumberedFace
    public let second: NumberedFace
    public let isSame: Bool
    /// Where the pair stands, from 1 on.
    public let line: Int
    /// The block it belongs to, from 0 on.
    public let fold: Int
  }

  /// In the file's order.
  public let pairs: [Pair]
  /// Blocks in the file.
  public let folds: Int
  /// Pairs that can be used, but count twice.
  public let remarks: [Remark]

  /// What is odd about a pair.
  public enum Remark: Hashable, Sendable {
    /// The same two faces as on an earlier line, in either order.
    case duplicate(line: Int, of: Int)
  }

  /// Takes the text of a file apart.
  /// - Parameter name: what errors call the file.
  /// - Throws: `PairsFileError`, with every line that can't be used.
  public init(_ text: String, name: String) throws(PairsFileError) {
    let lines = TextLines(text).lines
    guard let header = lines.first else { throw .empty(file: name) }
    let (folds, size) = try Self.header(header, name)
    var reader = PairsReader(folds: folds, size: size)
    for line in lines.dropFirst() { reader.take(line) }
    if !reader.bad.isEmpty { throw .lines(file: name, reader.bad) }
    let expected = 2 * folds * size
    guard reader.pairs.count == expected else {
      throw .count(file: name, expected: expected, found: reader.pairs.count)
    }
    pairs = reader.pairs
    remarks = reader.remarks
    self.folds = folds
  }

  private static func header(
    _ line: TextLines.Line, _ name: String
  ) throws(PairsFileError) -> (folds: Int, size: Int) {
    let numbers = line.text.columns.map { Int($0) ?? 0 }
    let values = numbers.count == 1 ? [1] + numbers : numbers
    guard values.count == 2, values.allSatisfy({ (1...1_000_000).contains($0) }) else {
      throw .header(file: name, line: line.number, String(line.text.prefix(60)))
    }
    return (values[0], values[1])
  }

  /// The order in which contiguous parts are folds with as many pairs of each kind as can be: the
  /// file's own for a file with folds, else tenths of both kinds in turn.
  ///
  /// - Returns: for each place the index into `pairs`.
  public func foldOrder(parts: Int = 10) -> [Int] {
    if folds > 1 { return Array(pairs.indices) }
    let same = pairs.indices.filter { pairs[$0].isSame }
    let different = pairs.indices.filter { !pairs[$0].isSame }
    return (0..<parts).flatMap { part in
      [same, different].flatMap { list in
        list[(list.count * part / parts)..<(list.count * (part + 1) / parts)]
      }
    }
  }
}

/// Takes the lines after the header.
private struct PairsReader {
  let folds: Int
  let size: Int
  var pairs: [PairsFile.Pair] = []
  var bad: [PairsFileError.Line] = []
  var remarks: [PairsFile.Remark] = []
  private var place = 0
  private var seen: [Set<NumberedFace>: Int] = [:]

  init(folds: Int, size: Int) {
    self.folds = folds
    self.size = size
  }

  mutating func take(_ line: TextLines.Line) {
    defer { place += 1 }
    let isSame = place / size % 2 == 0
    let columns = line.text.columns
    guard place < 2 * folds * size else { return reject(line, .beyondTheHeader) }
    guard columns.count == (isSame ? 3 : 4) else {
      return reject(line, .columns(expected: isSame ? 3 : 4, found: columns.count))
    }
    let names = isSame ? [columns[0], columns[0]] : [columns[0], columns[2]]
    let numbers = isSame ? [columns[1], columns[2]] : [columns[1], columns[3]]
    let faces = zip(names, numbers).compactMap { name, number in
      Int(number).flatMap { $0 > 0 ? NumberedFace(person: String(name), number: $0) : nil }
    }
    guard faces.count == 2 else {
      let wrong = numbers.first { (Int($0) ?? 0) <= 0 } ?? ""
      return reject(line, .number(String(wrong.prefix(40))))
    }
    if !isSame && names[0] == names[1] { return reject(line, .onePerson(String(names[0]))) }
    if faces[0] == faces[1] { return reject(line, .selfPair) }
    append(faces[0], faces[1], isSame: isSame, line: line.number)
  }

  private mutating func append(
    _ first: NumberedFace, _ second: NumberedFace, isSame: Bool, line: Int
  ) {
    if let earlier = seen[[first, second]] {
      remarks.append(.duplicate(line: line, of: earlier))
    } else {
      seen[[first, second]] = line
    }
    pairs.append(
      PairsFile.Pair(
        first: first, second: second, isSame: isSame, line: line, fold: place / (2 * size)))
  }

  private mutating func reject(_ line: TextLines.Line, _ problem: PairsFileError.Problem) {
    bad.append(PairsFileError.Line(number: line.number, problem: problem))
  }
}

extension Substring {
  /// Columns between tabs, or between blanks where there is no tab.
  fileprivate var columns: [Substring] {
    utf8.contains(9)
      ? split(separator: "\t", omittingEmptySubsequences: false).map(\.trimmed)
      : split(separator: " ")
  }
}
