/// A person who may be the one searched for.
public struct Candidate: Sendable, Hashable {
  /// The person's number in the gallery.
  public let person: Int
  /// To the person's nearest photo, or to the mean of the photos where that is the strategy.
  public let distance: Float
  /// What the strategy ranks by, where that is not the distance: the share of votes, or the
  /// probability; larger is more alike.
  public let score: Double?

  public init(person: Int, distance: Float, score: Double? = nil) {
    self.person = person
    self.distance = distance
    self.score = score
  }
}

extension Array<Candidate> {
  /// How much farther the runner-up is than the best; `nil` without two. Negative where a strategy
  /// ranks the nearer one second.
  public var margin: Float? { count < 2 ? nil : self[1].distance - self[0].distance }

  /// The best candidate when it is nearer than the threshold, else nobody.
  public func accepted(threshold: Double) -> Candidate? {
    first.flatMap { Double($0.distance) < threshold ? $0 : nil }
  }
}
