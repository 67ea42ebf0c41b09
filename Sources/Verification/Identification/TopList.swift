/// The few nearest of many items, as they pass.
struct TopList {
  struct Entry: Hashable, Sendable {
    var item: Int32
    var distance: Float
  }

  private let capacity: Int
  /// A heap with the farthest on top once it is full.
  private var heap: [Entry] = []
  /// Items at least this far need not be offered.
  private(set) var bound = Float.infinity

  init(capacity: Int) {
    precondition(capacity > 0, "a list of none")
    self.capacity = capacity
  }

  /// Keeps an item when it is among the nearest; of equally near ones the earlier place stays.
  @inline(__always)
  mutating func offer(_ item: Int32, _ distance: Float) {
    if distance > bound || distance.isNaN { return }
    insert(Entry(item: item, distance: distance))
  }

  private mutating func insert(_ entry: Entry) {
    if heap.count < capacity {
      heap.append(entry)
      var child = heap.count - 1
      while child > 0, Self.isFarther(heap[child], heap[(child - 1) / 2]) {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    } else if Self.isFarther(heap[0], entry) {
      heap[0] = entry
      sink()
    }
    if heap.count == capacity { bound = heap[0].distance }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= heap.count { return }
      if child + 1 < heap.count, Self.isFarther(heap[child + 1], heap[child]) { child += 1 }
      if !Self.isFarther(heap[child], heap[parent]) { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }

  private static func isFarther(_ a: Entry, _ b: Entry) -> Bool {
    (a.distance, a.item) > (b.distance, b.item)
  }

  mutating func add(_ other: TopList) {
    for entry in other.heap { offer(entry.item, entry.distance) }
  }

  /// The nearest first.
  var sorted: [Entry] { heap.sorted { Self.isFarther($1, $0) } }
}
