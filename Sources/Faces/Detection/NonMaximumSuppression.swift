/// Which of overlapping boxes stay.
struct NonMaximumSuppression {
  /// What the area of an overlap is compared with.
  enum Share {
    /// The area that both boxes cover.
    case union
    /// The smaller box's area.
    case smaller
  }

  let share: Share
  /// A box whose share with a better one is above this is dropped.
  let limit: Float
  /// 1 where sides count the pixels on both edges, else 0.
  var edge: Float = 0

  /// The positions of the boxes that stay, the best score first. Sure faces share the score 1, and
  /// the originals differ in which of equals they take: the first by union, else the last.
  func callAsFunction(_ boxes: [Candidate]) -> [Int] {
    let order = boxes.indices.sorted {
      guard boxes[$0].score == boxes[$1].score else { return boxes[$0].score > boxes[$1].score }
      return share == .union ? $0 < $1 : $0 > $1
    }
    let areas = boxes.map { ($0.width + edge) * ($0.height + edge) }
    var kept: [Int] = []
    for index in order
    where !kept.contains(where: { better in
      overlap(boxes[better], boxes[index], areas[better], areas[index]) > limit
    }) {
      kept.append(index)
    }
    return kept
  }

  @inline(__always)
  private func overlap(
    _ a: Candidate, _ b: Candidate, _ areaA: Float, _ areaB: Float
  ) -> Float {
    let width = max(0, min(a.right, b.right) - max(a.left, b.left) + edge)
    let height = max(0, min(a.bottom, b.bottom) - max(a.top, b.top) + edge)
    let common = width * height
    guard common > 0 else { return 0 }
    return common / (share == .smaller ? min(areaA, areaB) : areaA + areaB - common)
  }
}
