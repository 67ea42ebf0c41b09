import Glibc

extension EmbeddingSet {
  /// Faces of people who don't exist, of length 1, as embeddings of faces lie: in about sixteen
  /// dimensions of the many (Gong, Boddeti and Jain, "On the intrinsic dimensionality of image
  /// representations", 2019), with a little noise in all. A person has one to eight faces.
  public static func synthetic(
    faces: Int, dimension: Int, using generator: inout some RandomNumberGenerator
  ) -> EmbeddingSet {
    let axes = (0..<intrinsicDimension).map { _ in normals(dimension, &generator) }
    var people: [Int] = []
    people.reserveCapacity(faces)
    var person = 0
    let values = [Float](unsafeUninitializedCapacity: faces * dimension) { values, count in
      while people.count < faces {
        let own = normals(intrinsicDimension, &generator)
        for _ in 0..<min(person % 8 + 1, faces - people.count) {
          let place = zip(own, normals(intrinsicDimension, &generator)).map { $0 + 0.35 * $1 }
          let face = vector(place, axes, dimension, &generator)
          for (index, value) in face.enumerated() {
            values.initializeElement(at: people.count * dimension + index, to: value)
          }
          people.append(person)
        }
        person += 1
      }
      count = faces * dimension
    }
    return EmbeddingSet(people: people, dimension: dimension, values: values)
  }

  private static let intrinsicDimension = 16

  private static func vector(
    _ place: [Float], _ axes: [[Float]], _ dimension: Int,
    _ generator: inout some RandomNumberGenerator
  ) -> [Float] {
    var face = normals(dimension, &generator).map { $0 * 0.3 }
    for (weight, axis) in zip(place, axes) {
      for index in 0..<dimension { face[index] += weight * axis[index] }
    }
    let norm = face.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return face.map { $0 / norm }
  }

  /// Normal numbers, two at a time (Box and Muller, 1958).
  private static func normals(
    _ count: Int, _ generator: inout some RandomNumberGenerator
  ) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(count + 1)
    while numbers.count < count {
      let radius = (-2 * log(Float.random(in: Float.leastNormalMagnitude..<1, using: &generator)))
        .squareRoot()
      let angle = 2 * Float.pi * Float.random(in: 0..<1, using: &generator)
      numbers.append(radius * cos(angle))
      numbers.append(radius * sin(angle))
    }
    return Array(numbers.prefix(count))
  }
}
