/// The marks of a gallery while some are added and others taken away.
struct MarkLedger {
  private var marks: [FaceMark]

  init(_ marks: [FaceMark]) { self.marks = marks }

  func mark(of pair: FacePair) -> FaceMark? { marks.first { $0.pair == pair } }

  func kind(of pair: FacePair) -> FaceMark.Kind? { mark(of: pair)?.kind }

  mutating func add(_ mark: FaceMark) { marks.append(mark) }

  mutating func remove(_ mark: FaceMark) { marks.removeAll { $0.id == mark.id } }

  /// The marks that cannot stand beside a new one, the oldest first: of two faces that are to be of
  /// one person, all that part those known to be of the first from those of the second; of two that
  /// are not, the oldest of each chain that makes them one.
  func contradicted(by pair: FacePair, _ kind: FaceMark.Kind) -> [FaceMark] {
    switch kind {
    case .same:
      let (one, other) = (group(of: pair.first), group(of: pair.second))
      return marks.filter { mark in
        mark.kind == .different
          && (one.contains(mark.pair.first) && other.contains(mark.pair.second)
            || one.contains(mark.pair.second) && other.contains(mark.pair.first))
      }
    case .different:
      var rest = self
      var removed: [FaceMark] = []
      while let chain = rest.chain(pair), let oldest = chain.min(by: Self.isOlder) {
        rest.remove(oldest)
        removed.append(oldest)
      }
      return removed.sorted(by: Self.isOlder)
    }
  }

  private static func isOlder(_ a: FaceMark, _ b: FaceMark) -> Bool {
    a.id.rawValue < b.id.rawValue
  }

  /// The faces that marks make one person with a face, itself among them.
  private func group(of face: FaceRecord.ID) -> Set<FaceRecord.ID> {
    var group: Set = [face]
    var rest = [face]
    while let next = rest.popLast() {
      for (other, _) in neighbours(of: next) where group.insert(other).inserted {
        rest.append(other)
      }
    }
    return group
  }

  private func neighbours(of face: FaceRecord.ID) -> [(FaceRecord.ID, FaceMark)] {
    marks.filter { $0.kind == .same }.compactMap { mark in
      if mark.pair.first == face { return (mark.pair.second, mark) }
      return mark.pair.second == face ? (mark.pair.first, mark) : nil
    }
  }

  /// The marks of a shortest way from one face to the other over faces of one person.
  private func chain(_ pair: FacePair) -> [FaceMark]? {
    var cameBy: [FaceRecord.ID: (from: FaceRecord.ID, mark: FaceMark)] = [:]
    var queue = [pair.first]
    var head = 0
    while head < queue.count, cameBy[pair.second] == nil {
      let face = queue[head]
      head += 1
      for (other, mark) in neighbours(of: face) where other != pair.first && cameBy[other] == nil {
        cameBy[other] = (face, mark)
        queue.append(other)
      }
    }
    var chain: [FaceMark] = []
    var face = pair.second
    while face != pair.first, let step = cameBy[face] {
      chain.append(step.mark)
      face = step.from
    }
    return chain.isEmpty ? nil : chain
  }
}
