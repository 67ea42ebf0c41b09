import Synchronization

/// All pairs counted into a grid, by blocks that several threads take in turns.
///
/// Memory is a tile and a grid for each thread, whatever the number of pairs.
struct PairCounter: Sendable {
  let embeddings: EmbeddingSet
  let metric: Metric
  let rows: Range<Int>
  let grid: DistanceGrid
  let keeping: Int

  struct Result: Sendable {
    var all = [Int](repeating: 0, count: DistanceGrid.bins)
    var mated = [Int](repeating: 0, count: DistanceGrid.bins)
    var impostors: ShortList
    var genuine: ShortList

    init(keeping: Int) {
      impostors = ShortList(capacity: keeping)
      genuine = ShortList(capacity: keeping)
    }

    mutating func add(_ other: Result) {
      for bin in all.indices {
        all[bin] += other.all[bin]
        mated[bin] += other.mated[bin]
      }
      impostors.add(other.impostors)
      genuine.add(other.genuine)
    }
  }

  /// Counts on this thread and `threads` − 1 others; `nil` when cancelled.
  func count(threads: Int, isCancelled: () -> Bool) -> Result? {
    let norms = PairTile.norms(of: embeddings, metric: metric)
    let people = denseLabels(embeddings.people)
    let state = Blocks(rows)
    let total = Mutex(Result(keeping: keeping))
    @Sendable func work(_ isCancelled: () -> Bool) {
      var worker = PairCountingWorker(self, people: people)
      worker.run(norms: norms, blocks: state, isCancelled: isCancelled)
      let result = worker.finished()
      total.withLock { $0.add(result) }
    }
    withHelpers(threads - 1, helper: { work { false } }, caller: { work(isCancelled) })
    return state.isCancelled ? nil : total.withLock { $0 }
  }
}

/// People as small numbers, with eight of nobody after the last.
private func denseLabels(_ people: [Int]) -> [Int32] {
  var numbers: [Int: Int32] = [:]
  let labels = people.map { person in
    let next = Int32(numbers.count)
    return numbers[person]
      ?? {
        numbers[person] = next; return next
      }()
  }
  return labels + [Int32](repeating: -1, count: 8)
}

/// Blocks of rows, handed out from the longest to the shortest.
final class Blocks: Sendable {
  private let rows: Range<Int>
  private let next = Atomic(0)
  private let cancelled = Atomic(false)

  init(_ rows: Range<Int>) { self.rows = rows }

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  func cancel() { cancelled.store(true, ordering: .relaxed) }

  func take() -> Range<Int>? {
    if isCancelled { return nil }
    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
    let end = rows.upperBound - index * PairTile.rows
    return end <= rows.lowerBound ? nil : max(rows.lowerBound, end - PairTile.rows)..<end
  }
}

/// One thread's part.
private struct PairCountingWorker: ~Copyable {
  private let counter: PairCounter
  private let people: [Int32]
  /// 32 bits keep the counts in the cache; they move to the result before they can overflow.
  private let everyCount: UnsafeMutablePointer<UInt32>
  private let matedCount: UnsafeMutablePointer<UInt32>
  private var pending = 0
  private var result: PairCounter.Result

  init(_ counter: PairCounter, people: [Int32]) {
    self.counter = counter
    self.people = people
    everyCount = .allocate(capacity: DistanceGrid.bins)
    matedCount = .allocate(capacity: DistanceGrid.bins)
    everyCount.initialize(repeating: 0, count: DistanceGrid.bins)
    matedCount.initialize(repeating: 0, count: DistanceGrid.bins)
    result = PairCounter.Result(keeping: counter.keeping)
  }

  deinit {
    everyCount.deallocate()
    matedCount.deallocate()
  }

  mutating func run(norms: [Float], blocks: Blocks, isCancelled: () -> Bool) {
    let people = people
    counter.embeddings.values.withUnsafeBufferPointer { values in
      norms.withUnsafeBufferPointer { norms in
        people.withUnsafeBufferPointer { people in
          guard let base = values.baseAddress, let norms = norms.baseAddress,
            let people = people.baseAddress
          else { return }
          let tile = PairTile(
            metric: counter.metric, base: base, dimension: counter.embeddings.dimension,
            norms: norms)
          while let block = blocks.take() {
            count(block, tile, people, blocks, isCancelled)
          }
        }
      }
    }
  }

  private mutating func count(
    _ block: Range<Int>, _ tile: borrowing PairTile, _ people: UnsafePointer<Int32>,
    _ blocks: Blocks, _ isCancelled: () -> Bool
  ) {
    for start in stride(from: 0, to: block.upperBound - 1, by: PairTile.columns) {
      if isCancelled() { blocks.cancel() }
      if blocks.isCancelled { return }
      let columns = start..<min(start + PairTile.columns, block.upperBound - 1)
      tile.fill(rows: block, columns: columns)
      for row in block where row > start {
        let width = min(columns.count, row - start)
        count(tile.line(row - block.lowerBound), width, row: row, start: start, people)
      }
      pending += block.count * columns.count
      if pending > 1 << 31 { flush() }
    }
  }

  /// Counts a line of distances, eight at a time while nothing about them is special.
  private mutating func count(
    _ line: UnsafePointer<Float>, _ width: Int, row: Int, start: Int,
    _ people: UnsafePointer<Int32>
  ) {
    let person = SIMD8<Int32>(repeating: people[row])
    let (scale, end) = (counter.grid.scale, counter.grid.end)
    var column = 0
    while column + 8 <= width {
      let distances = UnsafeRawPointer(line + column).loadUnaligned(as: SIMD8<Float>.self)
      let others = UnsafeRawPointer(people + start + column).loadUnaligned(as: SIMD8<Int32>.self)
      let plain =
        (distances .< end) .& (distances .> result.impostors.bound) .& (others .!= person)
      if Swift.all(plain) {
        let bins = binNumbers(distances * scale)
        for lane in 0..<8 { everyCount[Int(bins[lane])] &+= 1 }
      } else {
        for lane in column..<column + 8 { countOne(line[lane], row, start + lane, people) }
      }
      column += 8
    }
    while column < width {
      countOne(line[column], row, start + column, people)
      column += 1
    }
  }

  private mutating func countOne(
    _ distance: Float, _ row: Int, _ column: Int, _ people: UnsafePointer<Int32>
  ) {
    let bin = counter.grid.bin(of: distance)
    if let bin { everyCount[bin] &+= 1 }
    if people[row] == people[column] {
      if let bin { matedCount[bin] &+= 1 }
      if -distance <= result.genuine.bound {
        result.genuine.insert(-distance, row: row, column: column)
      }
    } else if distance <= result.impostors.bound {
      result.impostors.insert(distance, row: row, column: column)
    }
  }

  private mutating func flush() {
    for bin in 0..<DistanceGrid.bins {
      result.all[bin] += Int(everyCount[bin])
      result.mated[bin] += Int(matedCount[bin])
    }
    everyCount.update(repeating: 0, count: DistanceGrid.bins)
    matedCount.update(repeating: 0, count: DistanceGrid.bins)
    pending = 0
  }

  mutating func finished() -> PairCounter.Result {
    flush()
    return result
  }
}

/// Rounds numbers below 2²² down: adding 2²³ leaves the nearest whole number in the low bits.
@inline(__always)
private func binNumbers(_ places: SIMD8<Float>) -> SIMD8<UInt32> {
  let shifted = places + 0x1p23
  let bits = unsafeBitCast(shifted, to: SIMD8<UInt32>.self) & 0x3f_ffff
  let isAbove = (shifted - 0x1p23) .> places
  return bits &- SIMD8<UInt32>.zero.replacing(with: 1, where: isAbove)
}
