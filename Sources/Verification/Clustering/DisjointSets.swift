/// Items in sets that can be joined: union by size with path halving.
struct DisjointSets {
  private var parents: [Int]
  private var sizes: [Int]

  init(count: Int) {
    parents = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  /// The item that stands for the set of an item.
  mutating func root(_ item: Int) -> Int {
    var item = item
    while parents[item] != item {
      parents[item] = parents[parents[item]]
      item = parents[item]
    }
    return item
  }

  /// Joins the sets of two items; gives the roots before, `nil` when they were one set.
  @discardableResult
  mutating func join(_ a: Int, _ b: Int) -> (kept: Int, gone: Int)? {
    var (kept, gone) = (root(a), root(b))
    if kept == gone { return nil }
    if sizes[kept] < sizes[gone] { swap(&kept, &gone) }
    parents[gone] = kept
    sizes[kept] += sizes[gone]
    return (kept, gone)
  }

  var clustering: Clustering {
    mutating get { Clustering(naming: parents.indices.map { root($0) }) }
  }
}
