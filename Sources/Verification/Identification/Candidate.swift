/// A person who may be the one searched for.
public struct Candidate: Sendable, Hashable {
  /// The person's number in the gallery.
  public let person: Int
  /// To the person's nearest photo, or to the mean of the photos where that is the strategy.
  public let distance: Float
  /// What the strategy ranks by, where that is not the distance: the share of votes, or the
  /// probability; larger is more alike.
  public let score: Double?
  /// Whether a mark says that it is this person.
  public private(set) var isMarked = false

  public init(person: Int, distance: Float, score: Double? = nil) {
    self.person = person
    self.distance = distance
    self.score = score
  }
}

extension Candidate {
  var marked: Candidate {
    var marked = self
    marked.isMarked = true
    return marked
  }
}

extension Array<Candidate> {
  /// Everyone among a probe's nearest items, each by the nearest.
  public init(nearest neighbours: [NeighbourGraph.Neighbour], people: [Int]) {
    var seen: Set<Int> = []
    self = neighbours.compactMap { neighbour in
      let person = people[Int(neighbour.item)]
      guard seen.insert(person).inserted else { return nil }
      return Candidate(person: person, distance: neighbour.distance)
    }
  }

  /// How much farther the runner-up is than the best; `nil` without two. Negative where a strategy
  /// ranks the nearer one second.
  public var margin: Float? { count < 2 ? nil : self[1].distance - self[0].distance }

  /// The best candidate when it is nearer than the threshold or known by a mark, else nobody.
  public func accepted(threshold: Double) -> Candidate? {
    first.flatMap { $0.isMarked || Double($0.distance) < threshold ? $0 : nil }
  }
}
