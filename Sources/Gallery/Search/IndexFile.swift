import FoundationEssentials
import Glibc
import Verification

/// The index of a gallery's embeddings for large galleries: a file beside the gallery, and one that
/// says what it was made of.
///
/// It is never trusted over the database: it counts only while its sum, and that of the embeddings it
/// was made of, are those noted; else it is made anew.
public struct IndexFile: Sendable {
  /// How an index was come by.
  public enum Origin: Sendable, Equatable {
    case loaded
    /// There was none, or one of other embeddings, or a damaged one.
    case made(because: Reason)
  }

  public enum Reason: String, Sendable {
    case missing, stale, damaged
  }

  let path: String
  private var notePath: String { path + Self.noteEnding }

  static let ending = ".hnsw"
  static let noteEnding = ".note"
  static let temporaryEnding = ".new"

  /// - Parameters:
  ///   - gallery: the gallery's file.
  ///   - fingerprint: of the model that embedded.
  public init(gallery: String, model fingerprint: String, metric: Metric) {
    path = "\(gallery).\(fingerprint.prefix(12))-\(metric.rawValue)\(Self.ending)"
  }

  /// The index of a set: as it was saved where that is in order, else made and saved.
  ///
  /// A folder that cannot be written to costs the saving, not the index.
  /// - Parameter willMake: told before an index is made, which takes long for many faces.
  /// - Returns: `nil` when out of memory, or for a metric without index.
  public func index(
    of set: EmbeddingSet, metric: Metric, threads: Int? = nil,
    willMake: (Reason) -> Void = { _ in }
  ) -> (index: NeighbourIndex, origin: Origin)? {
    let reason: Reason
    switch kept(set, metric) {
    case .success(let index): return (index, .loaded)
    case .failure(let why): reason = why.reason
    }
    willMake(reason)
    guard let made = NeighbourIndex(of: set, metric: metric, threads: threads) else { return nil }
    save(made, of: set)
    return (made, .made(because: reason))
  }

  private struct Unusable: Error { let reason: Reason }

  private func kept(
    _ set: EmbeddingSet, _ metric: Metric
  ) -> Result<NeighbourIndex, Unusable> {
    guard let note = try? String(contentsOfFile: notePath, encoding: .utf8) else {
      return .failure(Unusable(reason: .missing))
    }
    let lines = note.split(separator: "\n").map(String.init)
    guard lines.count == 3, lines[0] == Self.version else {
      return .failure(Unusable(reason: .damaged))
    }
    guard lines[1] == Self.sum(of: set) else { return .failure(Unusable(reason: .stale)) }
    guard let sum = Self.sum(ofFile: path), lines[2] == sum,
      let index = NeighbourIndex.load(from: path, of: set, metric: metric)
    else { return .failure(Unusable(reason: .damaged)) }
    return .success(index)
  }

  /// The note goes first and comes last, so that it never speaks of a file that is half written.
  private func save(_ index: NeighbourIndex, of set: EmbeddingSet) {
    unlink(notePath)
    let mask = umask(0o077)
    defer { umask(mask) }
    let temporary = path + Self.temporaryEnding
    guard index.save(to: temporary), let sum = Self.sum(ofFile: temporary),
      rename(temporary, path) == 0
    else {
      unlink(temporary)
      return
    }
    let note = [Self.version, Self.sum(of: set), sum].joined(separator: "\n") + "\n"
    try? Data(note.utf8).write(to: URL(filePath: notePath), options: .atomic)
  }

  private static let version = "likeness index 1"

  // MARK: - Sums

  private static func sum(of set: EmbeddingSet) -> String {
    var sum = QuickSum()
    sum.add(UInt64(set.count))
    sum.add(UInt64(set.dimension))
    set.values.withUnsafeBytes { sum.add($0) }
    return sum.text
  }

  private static func sum(ofFile path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else {
      return nil
    }
    var sum = QuickSum()
    data.withUnsafeBytes { sum.add($0) }
    return sum.text
  }
}

/// A sum of bytes that notices what happens to files by accident; four words at a time, as fast as
/// memory.
private struct QuickSum {
  private var lanes = SIMD4<UInt64>(1, 2, 3, 4)
  private var length: UInt64 = 0

  private static let factor: UInt64 = 0x9e37_79b9_7f4a_7c15

  mutating func add(_ word: UInt64) {
    lanes[0] = (lanes[0] ^ word) &* Self.factor
    lanes[0] ^= lanes[0] >> 29
    length &+= 8
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    while place + 32 <= bytes.count {
      let words = bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ words) &* SIMD4(repeating: Self.factor)
      lanes ^= lanes &>> SIMD4(repeating: 29)
      place += 32
    }
    for byte in bytes[place...] { add(UInt64(byte)) }
    length &+= UInt64(bytes.count)
  }

  var text: String {
    var mixed = length
    for lane in 0..<4 {
      mixed = (mixed ^ lanes[lane]) &* Self.factor
      mixed ^= mixed >> 32
    }
    return String(mixed, radix: 16)
  }
}
