import Gallery
import Verification

/// The state of the clusters screen: the clusters at the threshold, the one looked at, and the space
/// as a picture.
struct ClustersScreen: Sendable {
  /// Which groups are listed.
  enum Listing: String, Sendable, CaseIterable {
    case all = "clusters"
    case mixed = "mixed clusters"
    case split = "split people"
  }

  enum Pane: Sendable { case groups, faces }

  var method = ClusteringMethod.average
  var data: ClusterData?
  var progress = MatrixScreen.Progress.idle
  /// What was asked for last.
  var request: ClusterRequest?
  var listing = Listing.all
  var pane = Pane.groups
  /// The group and the face under the cursors.
  var selected = 0
  var face = 0
  /// The branch of the dendrogram looked at instead of the group.
  var branch: Int?
  /// Faces chosen to be named or marked, in any group.
  var chosen: Set<FaceRecord.ID> = []
  var showsSpace = false
  var space = SpaceView()

  private(set) var groups: [FaceGroup] = []
  /// Of each row, its cluster.
  private(set) var labels: [Int] = []
  private(set) var clusterCount = 0
  private(set) var faults: (split: Int, mixed: Int) = (0, 0)
  private(set) var agreement: ClusterAgreement?
  private(set) var parents: [Int?] = []
  private var arranged: Arrangement?

  /// What the groups were made of.
  private struct Arrangement: Equatable {
    let threshold: Double
    let listing: Listing
    let people: [Int]
    let version: Int
  }
  private var version = 0

  /// Takes clusters in.
  mutating func take(_ data: ClusterData) {
    self.data = data
    version += 1
    branch = nil
    parents = data.tree?.parents ?? []
  }

  mutating func reset() {
    data = nil
    groups = []
    labels = []
    agreement = nil
    arranged = nil
  }

  /// Cuts at the threshold; the face under the cursor stays.
  mutating func arrange(people: [Int], threshold: Double) {
    let wanted = Arrangement(
      threshold: threshold, listing: listing, people: people, version: version)
    guard arranged != wanted, let data, data.faces.count == people.count,
      let found = data.clusters(at: threshold), !people.isEmpty
    else { return }
    let anchor = group?.items.indices.contains(face) == true ? group?.items[face] : nil
    arranged = wanted
    labels = found.labels
    clusterCount = found.count
    agreement = ClusterAgreement(found.labels, people: people)
    let faults = ClusterFaults(found, people: people)
    self.faults = (faults.split.count, faults.mixed.count)
    groups = groups(found, faults, people, data.tree?.clusters(at: threshold))
    settle(anchor: anchor)
  }

  private func groups(
    _ found: Clustering, _ faults: ClusterFaults, _ people: [Int], _ nodes: [Int]?
  ) -> [FaceGroup] {
    let node = { (label: Int) in nodes.flatMap { $0.indices.contains(label) ? $0[label] : nil } }
    switch listing {
    case .all:
      return found.largestFirst.map {
        FaceGroup(.cluster, items: $0, names: people, node: node(found.labels[$0[0]]))
      }
    case .mixed:
      return faults.mixed.map { FaceGroup(.cluster, parts: $0.parts, node: node($0.subject)) }
    case .split: return faults.split.map { FaceGroup(.person($0.subject), parts: $0.parts) }
    }
  }

  private mutating func settle(anchor: Int?) {
    if let anchor, let place = groups.firstIndex(where: { $0.items.contains(anchor) }) {
      selected = place
      if branch == nil { face = groups[place].items.firstIndex(of: anchor) ?? 0 }
    }
    selected = min(selected, max(0, groups.count - 1))
    face = min(face, max(0, (group?.count ?? 0) - 1))
    if groups.isEmpty { pane = .groups }
  }

  /// The faces that are looked at.
  var group: FaceGroup? {
    if let branch, let tree = data?.tree {
      return FaceGroup(.branch, parts: branchParts(branch, tree), node: branch)
    }
    return groups.indices.contains(selected) ? groups[selected] : nil
  }

  /// The faces of the two branches a branch came of.
  private func branchParts(_ branch: Int, _ tree: Agglomeration) -> [[Int]] {
    guard let children = tree.children(of: branch) else { return [[branch]] }
    return [tree.items(of: children.first), tree.items(of: children.second)]
  }

  mutating func choose(_ group: Int) {
    selected = min(max(0, group), max(0, groups.count - 1))
    face = 0
    branch = nil
  }

  /// Up to the branch that a branch was joined in, or down into its larger half.
  mutating func walk(up: Bool) -> Bool {
    guard let tree = data?.tree, let node = group?.node else { return false }
    guard let next = up ? parents[node] : larger(tree, node) else { return false }
    branch = next
    face = 0
    return true
  }

  private func larger(_ tree: Agglomeration, _ node: Int) -> Int? {
    tree.children(of: node).map { children in
      tree.items(of: children.first).count >= tree.items(of: children.second).count
        ? children.first : children.second
    }
  }

  /// The other half of the branch that a branch was joined in.
  mutating func walkAside() -> Bool {
    guard let tree = data?.tree, let node = group?.node, let parent = parents[node],
      let children = tree.children(of: parent)
    else { return false }
    branch = children.first == node ? children.second : children.first
    face = 0
    return true
  }
}

/// What clusters are asked for.
struct ClusterRequest: Sendable, Equatable {
  let method: ClusteringMethod
  /// `nil` where any threshold cuts what comes of it.
  let threshold: Double?
  /// How many clusters; `nil` where the method finds that out.
  let count: Int?
  let faces: [FaceRecord.ID]
  let marks: [FaceMark]

  init(_ method: ClusteringMethod, _ threshold: Double, _ collection: Collection) {
    self.method = method
    self.threshold = method.linkage == nil && method.usesThreshold ? threshold : nil
    count = method.usesThreshold ? nil : max(1, collection.people.count)
    faces = collection.embeddings.faces
    marks = collection.marks
  }
}
