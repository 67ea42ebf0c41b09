import Glibc

/// Pairs of photos in the form of LFW's `pairs.txt` and `pairsDevTest.txt`.
///
/// The first line is the number of pairs of each kind, or folds and that number; then, for each
/// fold, as many lines `name i j` (the same person) and as many `name i other j` (two people).
struct PairsFile: Equatable {
  struct Photo: Hashable, Sendable {
    let person: String
    let number: Int
  }

  struct Pair: Equatable, Sendable {
    let first: Photo
    let second: Photo
    var isMated: Bool { first.person == second.person }
  }

  let pairs: [Pair]

  /// Takes the text of a file apart.
  init(_ text: String, name: String) throws(PairsFileError) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let header = lines.first?.split { $0 == "\t" || $0 == " " }.map { Int($0) } ?? []
    guard !header.isEmpty, header.count <= 2, !header.contains(nil),
      header.allSatisfy({ (1...1_000_000).contains($0 ?? 0) })
    else { throw .noHeader(file: name) }
    var pairs: [Pair] = []
    for (index, line) in lines.enumerated().dropFirst() {
      let fields = line.split { $0 == "\t" || $0 == " " }.map(String.init)
      if fields.isEmpty { continue }
      guard let pair = Pair(fields) else { throw .badLine(file: name, line: index + 1) }
      if pair.first == pair.second { throw .selfPair(file: name, line: index + 1) }
      pairs.append(pair)
    }
    let expected = 2 * header.reduce(1) { $0 * ($1 ?? 1) }
    guard pairs.count == expected else {
      throw .wrongCount(file: name, found: pairs.count, expected: expected)
    }
    self.pairs = pairs
  }
}

extension PairsFile.Pair {
  fileprivate init?(_ fields: [String]) {
    guard fields.count == 3 || fields.count == 4, let first = Int(fields[1]),
      let second = Int(fields[fields.count - 1]), first > 0, second > 0
    else { return nil }
    self.first = PairsFile.Photo(person: fields[0], number: first)
    let other = fields.count == 4 ? fields[2] : fields[0]
    if fields.count == 4, other == fields[0] { return nil }
    self.second = PairsFile.Photo(person: other, number: second)
  }
}

extension PairsFile.Photo {
  /// Where the photo lies below a folder: `Name/Name_0001.jpg`, or `.png` when only that is there.
  func path(in folder: String) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let stem = "\(folder)/\(person)/\(person)_\(padded)"
    return access(stem + ".jpg", F_OK) != 0 && access(stem + ".png", F_OK) == 0
      ? stem + ".png" : stem + ".jpg"
  }
}

/// Why a file of pairs cannot be used.
enum PairsFileError: Error, Equatable {
  case unreadable(file: String)
  case noHeader(file: String)
  case badLine(file: String, line: Int)
  case selfPair(file: String, line: Int)
  case wrongCount(file: String, found: Int, expected: Int)
}

extension PairsFileError: CustomStringConvertible {
  /// One line that names file, line and the way out.
  var description: String {
    switch self {
    case .unreadable(let file): "\(file): cannot be read; give the path of a file of pairs"
    case .noHeader(let file):
      "\(file): line 1: must be the number of pairs of each kind, as in LFW's pairs.txt"
    case .badLine(let file, let line):
      "\(file): line \(line): must be `name i j` or `name i other-name j`"
    case .selfPair(let file, let line): "\(file): line \(line): pairs a photo with itself"
    case .wrongCount(let file, let found, let expected):
      "\(file): holds \(found) pairs where its first line promises \(expected)"
    }
  }
}
