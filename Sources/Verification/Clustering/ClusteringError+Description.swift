extension ClusteringError: CustomStringConvertible {
  /// One line that names the thing and the way out. Items are counted from 1.
  public var description: String {
    switch self {
    case .contradictory(let pairs):
      guard let first = pairs.first else { return "contradictory marks" }
      let chain = first.chain.map { "\($0 + 1)" }.joined(separator: " = ")
      let more = pairs.count > 1 ? ", and \(pairs.count - 1) more" : ""
      return
        "\(first.cannotLink.first + 1) and \(first.cannotLink.second + 1) are marked as not the "
        + "same, but also as the same (\(chain))\(more); take one of the marks back"
    case .unknownItem(let item, let count):
      return "a mark on item \(item + 1), but there are \(count); take the mark back"
    case .impossibleCount(let clusters, let items):
      return "\(clusters) clusters of \(items) faces; ask for 1 to \(items)"
    case .tooMany(let count):
      return "the distances of \(count) faces do not fit into memory; choose dbscan or whispers"
    case .cancelled: return "stopped"
    }
  }
}
