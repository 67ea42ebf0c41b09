extension PairsFileError: CustomStringConvertible {
  /// One line that names the file, the lines and the way out.
  public var description: String {
    switch self {
    case .unreadable(let file): "\(file): cannot be read; give the path of a file of pairs"
    case .empty(let file): "\(file): holds no pairs"
    case .header(let file, let line, let text):
      "\(file): line \(line): must be folds and pairs, as “10<tab>300”, or “500”, not “\(text)”"
    case .lines(let file, let lines):
      "\(file): " + listed(lines.map { "line \($0.number): \($0.problem)" })
    case .count(let file, let expected, let found):
      "\(file): holds \(found) pairs where its first line announces \(expected)"
    }
  }
}

extension PairsFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .columns(let expected, let found):
      "\(found) columns, not "
        + (expected == 3 ? "3 (name, photo, photo)" : "4 (name, photo, name, photo)")
    case .number(let text): "“\(text)” is no photo number"
    case .onePerson(let name): "a pair of different people that names \(name) twice"
    case .selfPair: "pairs a photo with itself"
    case .beyondTheHeader: "more pairs than the header announces"
    }
  }
}

extension PairsFile.Remark: CustomStringConvertible {
  public var description: String {
    switch self {
    case .duplicate(let line, let earlier): "line \(line): the same pair as on line \(earlier)"
    }
  }
}

extension ScoresFileError: CustomStringConvertible {
  /// One line that names the file, the lines and the way out.
  public var description: String {
    switch self {
    case .unreadable(let file): "\(file): cannot be read; give the path of a CSV file of scores"
    case .empty(let file): "\(file): holds no scores"
    case .column(let file, let line, let name):
      "\(file): line \(line): must name the column “\(name)”, as in “same,distance”"
    case .lines(let file, let lines):
      "\(file): " + listed(lines.map { "line \($0.number): \($0.problem)" })
    case .oneClass(let file, let mated, let nonMated):
      "\(file): holds \(mated) pairs of the same person and \(nonMated) of different people; "
        + "rates need both"
    }
  }
}

extension ScoresFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .columns(let expected, let found): "\(found) columns, not \(expected)"
    case .label(let text): "label “\(text)”, not 0 or 1"
    case .distance(let text): "distance “\(text)” is not a number"
    case .notANumber: "distance is NaN"
    case .infinite: "distance is infinite"
    case .negative(let text):
      "distance \(text) is negative; for a similarity s give its largest value − s"
    }
  }
}

/// The first few of many, and how many more there are.
private func listed(_ items: [String]) -> String {
  let shown = items.prefix(5).joined(separator: "; ")
  return items.count > 5 ? "\(shown); and \(items.count - 5) more lines" : shown
}
