import Tensors

/// A batch of vectors, N × D.
extension Tensor {
  var rowCount: Int { dimensions[0] }
  var columnCount: Int { dimensions[1] }

  /// A batch of zeros of the same dimensions.
  var zeros: Tensor { Tensor(dimensions: dimensions, repeating: 0) }

  /// One vector.
  func row(_ index: Int) -> ArraySlice<Float> {
    values[index * columnCount..<(index + 1) * columnCount]
  }

  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    zip(row(a), row(b)).reduce(0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
  }

  /// Adds factor · (vector `a` − vector `b` of another batch) to a vector of this one.
  mutating func add(_ factor: Double, _ other: Tensor, _ a: Int, minus b: Int, to index: Int) {
    let count = columnCount
    let factor = Float(factor)
    values.withUnsafeMutableBufferPointer { values in
      other.values.withUnsafeBufferPointer { other in
        for i in 0..<count {
          values[index * count + i] += factor * (other[a * count + i] - other[b * count + i])
        }
      }
    }
  }

  func scaled(by factor: Float) -> Tensor {
    Tensor(dimensions: dimensions, values: values.map { $0 * factor })
  }

  static func + (a: Tensor, b: Tensor) -> Tensor {
    precondition(a.dimensions == b.dimensions, "\(a.dimensions) and \(b.dimensions) are no sum")
    return Tensor(dimensions: a.dimensions, values: zip(a.values, b.values).map(+))
  }
}
