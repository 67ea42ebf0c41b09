/// Why a gallery cannot be searched in a certain way.
public enum IdentificationError: Error, Equatable, Sendable {
  /// A machine that tells people apart needs two.
  case tooFewPeople(Int)
  /// The training data do not fit into memory.
  case outOfMemory
}

extension IdentificationError: CustomStringConvertible {
  /// One line that names the thing and the way out.
  public var description: String {
    switch self {
    case .tooFewPeople(let count):
      "a support vector machine needs two people and there are \(count); choose nearest"
    case .outOfMemory: "no memory left for the support vector machine; choose nearest"
    }
  }
}
