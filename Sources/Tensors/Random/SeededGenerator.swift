/// Random numbers that repeat with their seed: SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// One of many streams of numbers with the same seed.
  ///
  /// A state runs through all values in equal strides, so that streams whose states lie a few
  /// strides apart are the same numbers, shifted. Here states are random themselves.
  public init(seed: UInt64, stream: UInt64) {
    var states = SeededGenerator(seed: stream)
    state = seed ^ states.next()
  }

  @inline(__always)
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
