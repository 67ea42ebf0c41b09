extension ShapePredictor {
  /// Reads a shape predictor that dlib serialised (dlib/image_processing/shape_predictor.h).
  ///
  /// - Throws: `WeightFileError`, also where an index leaves its array: a predictor that was read
  ///   can be run on any image.
  public init(path: String) throws(WeightFileError) {
    try self.init(bytes: contents(ofFile: path), name: path)
  }

  /// Reads a file already in memory; `name` stands in messages.
  public init(bytes: [UInt8], name: String) throws(WeightFileError) {
    var reader = ByteReader(bytes, file: name)
    let version = try reader.dlibInteger()
    guard version == 1 else { throw reader.unsupported(.version(version), at: 0) }
    initial = try reader.dlibMatrix(rows: 2...2048, columns: 1)
    guard initial.count.isMultiple(of: 2) else {
      throw reader.malformed(.outOfRange(initial.count))
    }
    let forests = try reader.forests(coordinates: initial.count)
    let features = try reader.features(stages: forests.count, landmarks: initial.count / 2)
    try reader.finish()
    depth = forests.first?.depth ?? 0
    stages = zip(features, forests).map {
      Stage(features: $0, splits: $1.splits, leaves: $1.leaves)
    }
    try check(reader)
  }

  /// - Throws: `malformed` when a tree's depth or the pixels it asks for aren't the stage's.
  private func check(_ reader: ByteReader) throws(WeightFileError) {
    for stage in stages {
      let pixels = Int32(clamping: stage.features.count)
      for split in stage.splits where max(split.first, split.second) >= pixels {
        throw reader.malformed(.outOfRange(Int(max(split.first, split.second))))
      }
    }
  }
}

/// The trees of one stage.
private struct Forest {
  var depth: Int
  var splits: [ShapePredictor.Split] = []
  var leaves: [Float] = []
}

extension ByteReader {
  fileprivate mutating func forests(coordinates: Int) throws(WeightFileError) -> [Forest] {
    var forests: [Forest] = []
    for _ in 0..<(try dlibCount(elementBytes: 2)) {
      let start = offset
      let forest = try forest(coordinates: coordinates)
      if let first = forests.first, first.depth != forest.depth {
        throw malformed(.lengths(first.depth, forest.depth), at: start)
      }
      forests.append(forest)
    }
    return forests
  }

  /// A stage's trees, all of the first one's depth.
  private mutating func forest(coordinates: Int) throws(WeightFileError) -> Forest {
    let count = try dlibCount(elementBytes: 2)
    var forest = Forest(depth: 0)
    for tree in 0..<count {
      let start = offset
      let splits = try dlibCount(elementBytes: 8)
      if tree == 0 {
        forest.depth = (splits + 1).trailingZeroBitCount
        try reserve(&forest, trees: count, coordinates: coordinates, at: start)
      }
      guard splits + 1 == 1 << forest.depth else {
        throw malformed(.lengths(1 << forest.depth - 1, splits), at: start)
      }
      for _ in 0..<splits { forest.splits.append(try split()) }
      try appendLeaves(to: &forest, coordinates: coordinates)
    }
    return forest
  }

  /// Room for all trees at once, if the file can hold them.
  private func reserve(
    _ forest: inout Forest, trees: Int, coordinates: Int, at start: Int
  ) throws(WeightFileError) {
    // A leaf takes four bytes a coordinate at least.
    guard trees <= remaining / (4 * coordinates) >> forest.depth else {
      throw malformed(.tooLarge, at: start)
    }
    let leaves = trees << forest.depth
    forest.splits.reserveCapacity(leaves - trees)
    forest.leaves.reserveCapacity(leaves * coordinates)
  }

  private mutating func split() throws(WeightFileError) -> ShapePredictor.Split {
    let indices = 0...Int(Int32.max)
    return ShapePredictor.Split(
      first: Int32(try dlibInteger(in: indices)), second: Int32(try dlibInteger(in: indices)),
      threshold: try dlibFloat())
  }

  private mutating func appendLeaves(
    to forest: inout Forest, coordinates: Int
  ) throws(WeightFileError) {
    let start = offset
    let leaves = try dlibCount(elementBytes: 4)
    guard leaves == 1 << forest.depth else {
      throw malformed(.lengths(1 << forest.depth, leaves), at: start)
    }
    for _ in 0..<leaves {
      _ = try dlibInteger(in: -coordinates...(-coordinates))
      _ = try dlibInteger(in: -1...(-1))
      for _ in 0..<coordinates { forest.leaves.append(try dlibFloat()) }
    }
  }

  /// Every stage's anchors, then every stage's ways from them.
  fileprivate mutating func features(
    stages: Int, landmarks: Int
  ) throws(WeightFileError) -> [[ShapePredictor.Feature]] {
    let anchors = try vectors(stages) { (reader) throws(WeightFileError) in
      Int32(try reader.dlibInteger(in: 0...landmarks - 1))
    }
    let ways = try vectors(stages) { (reader) throws(WeightFileError) in
      (x: try reader.dlibFloat(), y: try reader.dlibFloat())
    }
    var features: [[ShapePredictor.Feature]] = []
    for (anchors, ways) in zip(anchors, ways) {
      guard anchors.count == ways.count else {
        throw malformed(.lengths(anchors.count, ways.count))
      }
      features.append(zip(anchors, ways).map { .init(anchor: $0, x: $1.x, y: $1.y) })
    }
    return features
  }

  /// A vector of `stages` vectors.
  private mutating func vectors<Element>(
    _ stages: Int, _ element: (inout ByteReader) throws(WeightFileError) -> Element
  ) throws(WeightFileError) -> [[Element]] {
    let start = offset
    let count = try dlibCount(elementBytes: 2)
    guard count == stages else { throw malformed(.lengths(stages, count), at: start) }
    var vectors: [[Element]] = []
    for _ in 0..<count {
      var vector: [Element] = []
      for _ in 0..<(try dlibCount(elementBytes: 2)) { vector.append(try element(&self)) }
      vectors.append(vector)
    }
    return vectors
  }
}
