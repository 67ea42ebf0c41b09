import COneDNN

/// Loops over many values, shared by the threads on which the calling thread runs kernels.
///
/// Parts are the same whatever the number of threads, and so is what comes of them.
public enum SharedLoop {
  /// Values of a part: enough to be worth a thread's while.
  static let part = 1 << 16

  /// Calls `body` with ranges that together are 0 ..< `count`, in any order, some at the same time.
  public static func run(over count: Int, _ body: (Range<Int>) -> Void) {
    run(pieces: count.parts(of: part)) {
      body($0 * part..<min(count, ($0 + 1) * part))
    }
  }

  /// The sum of what `body` says of the ranges.
  public static func sum(over count: Int, _ body: (Range<Int>) -> Double) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count.parts(of: part)) { sums in
      run(over: count) { sums[$0.lowerBound / part] = body($0) }
      return sums.reduce(0, +)
    }
  }

  /// Calls `piece` with 0 ..< `pieces`, in any order, some at the same time.
  public static func run(pieces: Int, _ piece: (Int) -> Void) {
    withoutActuallyEscaping(piece) { piece in
      let work = Work(piece)
      onednn_share(
        Int32(clamping: pieces),
        { owner, index in
          guard let owner else { return }
          Unmanaged<Work>.fromOpaque(owner).takeUnretainedValue().piece(Int(index))
        }, Unmanaged.passUnretained(work).toOpaque())
    }
  }

  private final class Work {
    let piece: (Int) -> Void

    init(_ piece: @escaping (Int) -> Void) { self.piece = piece }
  }
}
