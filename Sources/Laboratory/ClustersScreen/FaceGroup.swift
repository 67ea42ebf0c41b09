import Verification

/// Faces that are shown together: a cluster, a branch of the dendrogram, or a person in parts.
struct FaceGroup: Sendable, Equatable {
  enum Subject: Sendable, Equatable {
    case cluster
    /// A person whose faces lie in several clusters.
    case person(Int)
    /// A branch above or below the cut.
    case branch
  }

  let subject: Subject
  /// The faces by their rows: of a cluster by person, of a person by cluster, the most first.
  let parts: [[Int]]
  /// The branch of the dendrogram that holds these faces, where there is one.
  var node: Int?

  var items: [Int] { parts.flatMap(\.self) }
  var count: Int { parts.reduce(0) { $0 + $1.count } }

  /// Whether a cluster holds several people, or a person lies in several clusters.
  var isFaulty: Bool { parts.count > 1 }

  init(_ subject: Subject, parts: [[Int]], node: Int? = nil) {
    self.subject = subject
    self.parts = parts
    self.node = node
  }

  /// Items in parts by their names, the largest part first.
  init(_ subject: Subject, items: [Int], names: [Int], node: Int? = nil) {
    let parts = Dictionary(grouping: items) { names[$0] }.values
      .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    self.init(subject, parts: parts, node: node)
  }
}
