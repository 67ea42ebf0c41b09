/// An anchor, a positive of the same person and a negative of another, as places in a batch.
public struct Triplet: Hashable, Sendable {
  public let anchor: Int
  public let positive: Int
  public let negative: Int

  public init(anchor: Int, positive: Int, negative: Int) {
    self.anchor = anchor
    self.positive = positive
    self.negative = negative
  }
}
