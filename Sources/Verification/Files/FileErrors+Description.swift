extension PairsFileError: CustomStringConvertible {
  /// What is wrong and what is expected, without the file's name, in one line.
  public var description: String {
    switch self {
    case .empty: "no pairs: the file is empty"
    case .header(let text, let line):
      "line \(line): “\(text)” is no header; expected folds and pairs, as “10<tab>300”, or “500”"
    case .lines(let lines): listed(lines.map { "line \($0.number): \($0.problem)" })
    case .count(let expected, let found):
      "\(found) pairs where the header announces \(expected)"
    }
  }
}

extension PairsFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .columns(let expected, let found):
      "\(found) columns, not \(expected == 3 ? "3 (name, photo, photo)" : "4 (name, photo, name, photo)")"
    case .number(let text): "“\(text)” is no photo number"
    case .onePerson(let name): "a pair of different people that names \(name) twice"
    case .beyondTheHeader: "more pairs than the header announces"
    }
  }
}

extension PairsFile.Remark: CustomStringConvertible {
  public var description: String {
    switch self {
    case .duplicate(let line, let earlier): "line \(line): the same pair as on line \(earlier)"
    case .selfPair(let line): "line \(line): a photo paired with itself"
    }
  }
}

extension ScoresFileError: CustomStringConvertible {
  /// What is wrong and what is expected, without the file's name, in one line.
  public var description: String {
    switch self {
    case .empty: "no scores: the file is empty"
    case .column(let name, let line):
      "line \(line): no column “\(name)” in the header; expected “same,distance”"
    case .lines(let lines): listed(lines.map { "line \($0.number): \($0.problem)" })
    case .oneClass(let mated, let nonMated):
      "\(mated) pairs of the same person and \(nonMated) of different people; both are needed"
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
