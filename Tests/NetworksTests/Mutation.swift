/// A random damage to a file: flipped bits, a truncation, a changed length, bytes moved or removed.
enum Mutation: CaseIterable {
  case flip, truncate, overwrite, enlarge, remove, insert, swap

  /// A copy of `bytes` with up to three damages, all in the first `limit` bytes.
  static func damaged(
    _ bytes: [UInt8], limit: Int, using generator: inout SplitMix
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let mutation = allCases.randomElement(using: &generator) ?? .flip
      mutation.apply(to: &bytes, limit: min(limit, bytes.count), using: &generator)
    }
    return bytes
  }

  private func apply(to bytes: inout [UInt8], limit: Int, using generator: inout SplitMix) {
    guard limit > 0 else { return }
    let place = Int.random(in: 0..<limit, using: &generator)
    let length = min(Int.random(in: 1...16, using: &generator), bytes.count - place)
    switch self {
    case .flip: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case .truncate: bytes.removeSubrange(place...)
    case .overwrite: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
    case .enlarge:
      for index in place..<place + length {
        bytes[index] = Bool.random(using: &generator) ? 0xff : 0x7f
      }
    case .remove: bytes.removeSubrange(place..<place + length)
    case .insert: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case .swap: bytes.swapAt(place, Int.random(in: 0..<limit, using: &generator))
    }
  }
}

/// Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
