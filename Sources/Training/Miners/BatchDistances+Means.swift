extension BatchDistances {
  /// Whether no distance overflows.
  var isFinite: Bool { [means.mated, means.nonMated].allSatisfy { $0?.isFinite ?? true } }

  /// The mean squared distances of pairs of the same person and of different ones.
  var means: (mated: Double?, nonMated: Double?) {
    var sums = (mated: 0.0, nonMated: 0.0)
    var counts = (mated: 0, nonMated: 0)
    for a in people.indices {
      for b in 0..<a {
        if people[a] == people[b] {
          sums.mated += self[a, b]
          counts.mated += 1
        } else {
          sums.nonMated += self[a, b]
          counts.nonMated += 1
        }
      }
    }
    return (
      counts.mated > 0 ? sums.mated / Double(counts.mated) : nil,
      counts.nonMated > 0 ? sums.nonMated / Double(counts.nonMated) : nil
    )
  }
}
