import FoundationEssentials

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
