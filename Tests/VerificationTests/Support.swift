import Verification

/// A small generator with a seed, so that every run sees the same numbers.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Embeddings scattered around a centre for each person.
func embeddings(
  faces: Int, people: Int, dimension: Int, seed: UInt64
) -> EmbeddingSet {
  var random = SplitMix64(state: seed)
  let centres = (0..<people).map { _ in
    (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
  }
  var set = EmbeddingSet(people: [], dimension: dimension, values: [])
  for _ in 0..<faces {
    let person = Int.random(in: 0..<people, using: &random)
    set.append(
      centres[person].map { $0 + Float.random(in: -1...1, using: &random) }, person: person * 7)
  }
  return set
}
