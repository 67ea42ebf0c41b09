extension ShapePredictor {
  /// The landmarks of the face in `box`, as whole pixels (halves rounded up), in the order of the
  /// training data; they may lie outside the image.
  public func callAsFunction(_ image: PixelGrid, box: PixelBox) -> [PixelPoint] {
    let shape = shape(in: image, box: box)
    return (0..<landmarkCount).map { landmark in
      PixelPoint(
        x: rounded(box.x(of: shape[2 * landmark])), y: rounded(box.y(of: shape[2 * landmark + 1])))
    }
  }

  /// The landmarks, x and y in turn, in units of the box.
  private func shape(in image: PixelGrid, box: PixelBox) -> [Float] {
    var shape = initial
    for stage in stages {
      let brightness = stage.brightness(
        around: shape, turned: Turn(from: initial, to: shape), in: image, box: box)
      stage.move(&shape, depth: depth, by: brightness)
    }
    return shape
  }

  private func rounded(_ value: Double) -> Int {
    Int(exactly: (value + 0.5).rounded(.down)) ?? 0
  }
}

extension PixelBox {
  @inline(__always)
  fileprivate func x(of x: Float) -> Double { Double(left) + Double(x) * Double(right - left) }

  @inline(__always)
  fileprivate func y(of y: Float) -> Double { Double(top) + Double(y) * Double(bottom - top) }
}

extension ShapePredictor.Stage {
  /// The brightness at every place the stage looks at, around the landmarks found so far.
  fileprivate func brightness(
    around shape: [Float], turned turn: Turn, in image: PixelGrid, box: PixelBox
  ) -> [Float] {
    features.map { feature in
      let (x, y) = turn(feature.x, feature.y)
      let anchor = 2 * Int(feature.anchor)
      return image.brightness(x: box.x(of: x + shape[anchor]), y: box.y(of: y + shape[anchor + 1]))
    }
  }

  /// Adds the leaf that each tree answers with.
  fileprivate func move(_ shape: inout [Float], depth: Int, by brightness: [Float]) {
    let leafCount = 1 << depth
    let trees = leaves.count / (leafCount * shape.count)
    // Indices were checked when the predictor was read: this loop is the whole cost of a search.
    splits.withUnsafeBufferPointer { splits in
      leaves.withUnsafeBufferPointer { leaves in
        brightness.withUnsafeBufferPointer { brightness in
          for tree in 0..<trees {
            let root = UnsafeBufferPointer(rebasing: splits[(tree * (leafCount - 1))...])
            let leaf = leaf(of: root, depth: depth, brightness)
            let start = (tree * leafCount + leaf) * shape.count
            for index in shape.indices { shape[index] += leaves[start + index] }
          }
        }
      }
    }
  }

  /// The number of the leaf that the splits of one tree lead to.
  @inline(__always)
  private func leaf(
    of splits: UnsafeBufferPointer<ShapePredictor.Split>, depth: Int,
    _ brightness: UnsafeBufferPointer<Float>
  ) -> Int {
    var node = 0
    for _ in 0..<depth {
      let split = splits[node]
      let difference = brightness[Int(split.first)] - brightness[Int(split.second)]
      node = 2 * node + (difference > split.threshold ? 1 : 2)
    }
    return node - (1 << depth - 1)
  }
}

/// The rotation and scale that takes one shape to another with the least squared error (Umeyama
/// 1991, equations 34–43); in the plane they have the closed form used here.
private struct Turn {
  let cosine: Float
  let sine: Float

  init(from first: [Float], to second: [Float]) {
    let (meanOfFirst, meanOfSecond) = (Self.mean(first), Self.mean(second))
    var (dot, cross, square) = (0.0, 0.0, 0.0)
    for index in stride(from: 0, to: first.count, by: 2) {
      let (x, y) = (Double(first[index]) - meanOfFirst.x, Double(first[index + 1]) - meanOfFirst.y)
      let u = Double(second[index]) - meanOfSecond.x
      let v = Double(second[index + 1]) - meanOfSecond.y
      dot += x * u + y * v
      cross += x * v - y * u
      square += x * x + y * y
    }
    cosine = square == 0 ? 1 : Float(dot / square)
    sine = square == 0 ? 0 : Float(cross / square)
  }

  @inline(__always)
  func callAsFunction(_ x: Float, _ y: Float) -> (x: Float, y: Float) {
    (cosine * x - sine * y, sine * x + cosine * y)
  }

  private static func mean(_ shape: [Float]) -> (x: Double, y: Double) {
    var (x, y) = (0.0, 0.0)
    for index in stride(from: 0, to: shape.count, by: 2) {
      x += Double(shape[index])
      y += Double(shape[index + 1])
    }
    let count = Double(shape.count / 2)
    return (x / count, y / count)
  }
}
