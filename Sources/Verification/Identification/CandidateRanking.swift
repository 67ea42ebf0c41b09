/// Ranks people by the distances of their photos to a probe.
struct CandidateRanking {
  private let people: [Int]
  /// Of each photo, a dense number for its person; people in the order of their first photo.
  private let numbers: [Int]

  init(people photos: [Int]) {
    let dense = Clustering(naming: photos)
    numbers = dense.labels
    people = dense.members.map { photos[$0[0]] }
  }

  /// How many people there are.
  var count: Int { people.count }

  /// Everyone by the nearest photo; of equally near ones, the one whose photo comes first.
  ///
  /// - Parameter isUsed: whether a photo counts; people without one that does are left out.
  func nearest(_ distances: UnsafeBufferPointer<Float>, isUsed: (Int) -> Bool) -> [Candidate] {
    var least = [Float](repeating: .nan, count: people.count)
    for (photo, distance) in distances.enumerated() where isUsed(photo) {
      let person = numbers[photo]
      if !(least[person] <= distance) { least[person] = distance }
    }
    return least.indices.filter { !least[$0].isNaN }
      .sorted { (least[$0], $0) < (least[$1], $1) }
      .map { Candidate(person: people[$0], distance: least[$0]) }
  }

  /// Everyone by the votes of the `k` nearest photos, then by the nearest photo.
  func voted(
    _ distances: UnsafeBufferPointer<Float>, k: Int, isUsed: (Int) -> Bool
  ) -> [Candidate] {
    var list = TopList(capacity: k)
    for (photo, distance) in distances.enumerated() where isUsed(photo) {
      list.offer(Int32(photo), distance)
    }
    var votes: [Int: Double] = [:]
    let entries = list.sorted
    let twins = entries.filter { $0.distance == 0 }
    // What coincides with the probe decides alone.
    for entry in twins.isEmpty ? entries : twins {
      let weight = entry.distance == 0 ? 1 : 1 / Double(entry.distance)
      votes[people[numbers[Int(entry.item)]], default: 0] += weight
    }
    let total = max(entries.isEmpty ? 1 : 0, votes.values.reduce(0, +))
    let ranked = nearest(distances, isUsed: isUsed).map {
      Candidate(
        person: $0.person, distance: $0.distance, score: (votes[$0.person] ?? 0) / total)
    }
    return ranked.stablySorted { ($0.score ?? 0) > ($1.score ?? 0) }
  }
}

extension Array {
  /// In order, equals as they stood.
  func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted {
      precedes($0.element, $1.element)
        || (!precedes($1.element, $0.element) && $0.offset < $1.offset)
    }.map(\.element)
  }
}
