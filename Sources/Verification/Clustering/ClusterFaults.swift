/// Where clusters and known people part.
public struct ClusterFaults: Sendable, Hashable {
  /// A person, or a cluster, and its items in each of its parts, the largest part first.
  public struct Fault: Sendable, Hashable {
    /// The person, or the label of the cluster.
    public let subject: Int
    public let parts: [[Int]]
  }

  /// People in more than one cluster, those with the most items outside their largest part first.
  public let split: [Fault]
  /// Clusters of more than one person, likewise.
  public let mixed: [Fault]

  /// - Precondition: a person for each item.
  public init(_ clustering: Clustering, people: [Int]) {
    precondition(clustering.labels.count == people.count, "a person for each item")
    split = Self.faults(of: people, by: clustering.labels)
    mixed = Self.faults(of: clustering.labels, by: people)
  }

  private static func faults(of subjects: [Int], by names: [Int]) -> [Fault] {
    var parts: [Int: [Int: [Int]]] = [:]
    for (item, subject) in subjects.enumerated() {
      parts[subject, default: [:]][names[item], default: []].append(item)
    }
    return parts.filter { $0.value.count > 1 }.map { subject, parts in
      Fault(
        subject: subject,
        parts: parts.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) })
    }.sorted { ($1.astray, $0.subject) < ($0.astray, $1.subject) }
  }
}

extension ClusterFaults.Fault {
  /// The items outside the largest part.
  public var astray: Int { parts.dropFirst().reduce(0) { $0 + $1.count } }
}
