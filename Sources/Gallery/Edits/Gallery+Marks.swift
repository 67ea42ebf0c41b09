import FoundationEssentials
import Verification

extension Gallery {
  /// What is marked about pairs of faces that are in the gallery, the oldest mark first.
  public func marks() throws(GalleryError) -> [FaceMark] {
    try database.rows(
      """
      SELECT mark.id, mark.first, mark.second, mark.kind FROM mark
      JOIN face AS a ON a.id = mark.first AND a.forgotten IS NULL
      JOIN face AS b ON b.id = mark.second AND b.forgotten IS NULL
      WHERE mark.forgotten IS NULL ORDER BY mark.id
      """
    ) { row throws(GalleryError) in
      guard let kind = FaceMark.Kind(rawValue: row.text(3)) else {
        throw .damaged(path: path, detail: "mark \(row.integer(0))")
      }
      return FaceMark(
        id: FaceMark.ID(rawValue: row.integer(0)),
        pair: FacePair(
          FaceRecord.ID(rawValue: row.integer(1)), FaceRecord.ID(rawValue: row.integer(2))),
        kind: kind)
    }
  }

  /// Marks pairs of faces as of one person or of two, or takes their marks away, in one edit. Pairs
  /// that are marked so already change nothing.
  ///
  /// - Parameter replacing: whether marks that the new ones contradict go, the oldest of a chain
  ///   first.
  /// - Throws: `contradictoryMarks` unless replacing; `markOfOneFace`, `unknownFace`.
  public func mark(
    _ pairs: [FacePair], as kind: FaceMark.Kind?, replacing: Bool = false, at time: Date
  ) throws(GalleryError) {
    try database.transaction { () throws(GalleryError) in
      for pair in pairs { try check(pair) }
      let ledger = MarkLedger(try marks())
      let fresh = Set(pairs).filter { ledger.kind(of: $0) != kind }.sorted()
      if fresh.isEmpty { return }
      try edit(.mark(pairs: fresh.count, kind), at: time) { edit throws(GalleryError) in
        try write(fresh, as: kind, over: ledger, replacing: replacing, in: edit)
      }
    }
  }

  private func write(
    _ pairs: [FacePair], as kind: FaceMark.Kind?, over known: MarkLedger, replacing: Bool,
    in edit: Edit.ID
  ) throws(GalleryError) {
    var ledger = known
    for pair in pairs {
      for old in try contradicted(by: pair, kind, ledger, replacing: replacing) {
        try forget(.mark, old.id.rawValue, in: edit)
        ledger.remove(old)
      }
      if let kind { ledger.add(try insert(pair, kind, in: edit)) }
    }
  }

  private func check(_ pair: FacePair) throws(GalleryError) {
    if pair.first == pair.second { throw .markOfOneFace(pair.first) }
    for face in [pair.first, pair.second] { _ = try self.face(face) }
  }

  private func contradicted(
    by pair: FacePair, _ kind: FaceMark.Kind?, _ ledger: MarkLedger, replacing: Bool
  ) throws(GalleryError) -> [FaceMark] {
    guard let kind else { return ledger.mark(of: pair).map { [$0] } ?? [] }
    let old = ledger.contradicted(by: pair, kind)
    if old.isEmpty || replacing { return old }
    var names: [FaceRecord.ID: String] = [:]
    for pair in [pair] + old.map(\.pair) {
      for face in [pair.first, pair.second] { names[face] = try self.face(face).photo.path }
    }
    throw .contradictoryMarks(
      MarkConflict(pair: pair, kind: kind, contradicted: old, names: names))
  }

  private func insert(
    _ pair: FacePair, _ kind: FaceMark.Kind, in edit: Edit.ID
  ) throws(GalleryError) -> FaceMark {
    try database.run(
      "INSERT INTO mark (first, second, kind) VALUES (?1, ?2, ?3)",
      .integer(pair.first.rawValue), .integer(pair.second.rawValue), .text(kind.rawValue))
    let id = FaceMark.ID(rawValue: database.lastInserted)
    try record(.added(.mark, row: id.rawValue), in: edit)
    return FaceMark(id: id, pair: pair, kind: kind)
  }
}

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

extension GalleryEmbeddings {
  /// What marks say about the rows; also by way of faces that the model has not embedded.
  public func constraints(_ marks: [FaceMark]) -> ClusterConstraints {
    func pairs(_ kind: FaceMark.Kind) -> [ClusterConstraints.Pair] {
      marks.filter { $0.kind == kind }.map {
        ClusterConstraints.Pair(Int($0.pair.first.rawValue), Int($0.pair.second.rawValue))
      }
    }
    return ClusterConstraints(mustLink: pairs(.same), cannotLink: pairs(.different))
      .among(faces.map { Int($0.rawValue) })
  }
}
