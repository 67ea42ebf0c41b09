/// Why items cannot be clustered.
public enum ClusteringError: Error, Equatable, Sendable {
  /// Pairs that must not be together are, through pairs that must.
  case contradictory([ClusterConstraints.Contradiction])
  /// A constraint on an item that is not there.
  case unknownItem(Int, count: Int)
  /// More clusters asked for than there are items, or none.
  case impossibleCount(Int, items: Int)
  /// So many items that their distances do not fit into memory.
  case tooMany(Int)
  case cancelled
}
