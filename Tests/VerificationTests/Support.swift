import Tensors
import Verification

/// Embeddings scattered around a centre for each person.
func embeddings(
  faces: Int, people: Int, dimension: Int, seed: UInt64
) -> EmbeddingSet {
  var random = SeededGenerator(seed: seed)
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
