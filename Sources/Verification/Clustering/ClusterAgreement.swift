import Glibc

/// How well clusters agree with people who are known.
///
/// Purity, mutual information and the Rand index: Manning, Raghavan and Schütze, "Introduction to
/// Information Retrieval", 16.3; BCubed: Amigó et al., "A comparison of extrinsic clustering
/// evaluation metrics based on formal constraints", 2009.
public struct ClusterAgreement: Sendable, Hashable {
  /// Share found that is right, share of what is right that is found, and their harmonic mean.
  public struct Retrieval: Sendable, Hashable {
    public let precision: Double
    public let recall: Double
    public var f1: Double {
      precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }
  }

  /// The share of items that belong to the most frequent person of their cluster.
  public let purity: Double
  /// Mutual information over the mean of both entropies (scikit-learn's default).
  public let normalizedMutualInformation: Double
  /// The Rand index less what chance gives (Hubert and Arabie, "Comparing partitions", 1985).
  public let adjustedRandIndex: Double
  /// Over pairs of items: together in a cluster against of one person.
  public let pairwise: Retrieval
  /// The mean over items of the same shares in the item's own cluster and person.
  public let bCubed: Retrieval

  /// - Precondition: a cluster and a person for each of one or more items.
  public init(_ clusters: [Int], people: [Int]) {
    precondition(clusters.count == people.count && !people.isEmpty, "a person for each item")
    let table = Contingency(clusters, people)
    purity = table.purity
    normalizedMutualInformation = table.normalizedMutualInformation
    adjustedRandIndex = table.adjustedRandIndex
    pairwise = table.pairwise
    bCubed = table.bCubed
  }
}

/// How many items each cluster and person have in common.
private struct Contingency {
  struct Cell: Hashable {
    let cluster: Int
    let person: Int
  }

  private let total: Double
  private let common: [(cell: Cell, count: Int)]
  private let clusters: [Int]
  private let people: [Int]

  init(_ clusters: [Int], _ people: [Int]) {
    let (clusters, people) = (Clustering(naming: clusters), Clustering(naming: people))
    total = Double(people.labels.count)
    var cells: [Cell: Int] = [:]
    for (cluster, person) in zip(clusters.labels, people.labels) {
      cells[Cell(cluster: cluster, person: person), default: 0] += 1
    }
    // In a fixed order, so that sums round alike in every run.
    common = cells.map { ($0.key, $0.value) }.sorted {
      ($0.cell.cluster, $0.cell.person) < ($1.cell.cluster, $1.cell.person)
    }
    self.clusters = clusters.members.map(\.count)
    self.people = people.members.map(\.count)
  }

  var purity: Double {
    var most = [Int](repeating: 0, count: clusters.count)
    for (cell, count) in common { most[cell.cluster] = max(most[cell.cluster], count) }
    return Double(most.reduce(0, +)) / total
  }

  var normalizedMutualInformation: Double {
    let (own, other) = (entropy(clusters), entropy(people))
    // One cluster and one person agree as far as they can.
    if own == 0, other == 0 { return 1 }
    let shared = common.reduce(0.0) { sum, entry in
      let count = Double(entry.count)
      let expected =
        Double(clusters[entry.cell.cluster]) * Double(people[entry.cell.person]) / total
      return sum + count / total * log(count / expected)
    }
    return max(0, shared) / ((own + other) / 2)
  }

  private func entropy(_ sizes: [Int]) -> Double {
    if sizes.count == 1 { return 0 }
    return -sizes.reduce(0.0) { $0 + Double($1) / total * log(Double($1) / total) }
  }

  private static func pairs(_ sizes: some Sequence<Int>) -> Double {
    sizes.reduce(0.0) { $0 + Double($1) * Double($1 - 1) / 2 }
  }

  private var pairsTogether: (both: Double, clusters: Double, people: Double) {
    (Self.pairs(common.map(\.count)), Self.pairs(clusters), Self.pairs(people))
  }

  var adjustedRandIndex: Double {
    let pairs = pairsTogether
    let all = total * (total - 1) / 2
    let expected = all == 0 ? 0 : pairs.clusters * pairs.people / all
    let most = (pairs.clusters + pairs.people) / 2
    return most == expected ? 1 : (pairs.both - expected) / (most - expected)
  }

  /// Where nothing is together, nothing is wrong.
  var pairwise: ClusterAgreement.Retrieval {
    let pairs = pairsTogether
    return ClusterAgreement.Retrieval(
      precision: pairs.clusters == 0 ? 1 : pairs.both / pairs.clusters,
      recall: pairs.people == 0 ? 1 : pairs.both / pairs.people)
  }

  var bCubed: ClusterAgreement.Retrieval {
    var (precision, recall) = (0.0, 0.0)
    for (cell, count) in common {
      let square = Double(count) * Double(count)
      precision += square / Double(clusters[cell.cluster])
      recall += square / Double(people[cell.person])
    }
    return ClusterAgreement.Retrieval(precision: precision / total, recall: recall / total)
  }
}
