/// Embeddings of one model with the person each belongs to.
public struct EmbeddingSet: Sendable, Equatable {
  /// The person of each embedding: equal numbers are the same person.
  public internal(set) var people: [Int]
  /// The number of components of an embedding.
  public let dimension: Int
  /// The components, one embedding after the other.
  public private(set) var values: [Float]

  /// - Precondition: `values.count` is `people.count` × `dimension`.
  public init(people: [Int], dimension: Int, values: [Float]) {
    precondition(dimension > 0, "an embedding needs components")
    precondition(
      values.count == people.count * dimension,
      "\(values.count) values are not \(people.count) embeddings of \(dimension)")
    self.people = people
    self.dimension = dimension
    self.values = values
  }

  /// The number of embeddings.
  public var count: Int { people.count }

  /// One embedding.
  public subscript(index: Int) -> ArraySlice<Float> {
    values[(index * dimension)..<((index + 1) * dimension)]
  }

  /// Adds an embedding at the end.
  public mutating func append(_ embedding: some Collection<Float>, person: Int) {
    precondition(embedding.count == dimension, "\(embedding.count) components, not \(dimension)")
    people.append(person)
    values.append(contentsOf: embedding)
  }

  /// How many unordered pairs there are of the same and of different people, counting only pairs
  /// whose later embedding lies in `rows`.
  func pairCounts(rows: Range<Int>) -> (mated: Int, nonMated: Int) {
    var seen: [Int: Int] = [:]
    var mated = 0
    var all = 0
    for index in 0..<rows.upperBound {
      let person = people[index]
      if rows.contains(index) {
        mated += seen[person, default: 0]
        all += index
      }
      seen[person, default: 0] += 1
    }
    return (mated, all - mated)
  }
}
