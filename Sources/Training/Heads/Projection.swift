import Tensors

/// VGGFace's second stage (Parkhi et al. 2015, section 4.4): x = W · φ / ‖φ‖₂, trained by triplets
/// while the network that gives φ stays as it is.
public struct Projection: Sendable {
  /// L × D.
  public var weight: Tensor

  public init(weight: Tensor) { self.weight = weight }

  /// A projection that leaves the first `outputs` components as they are: where training starts.
  public init(keeping outputs: Int, of inputs: Int) {
    weight = Tensor(dimensions: [outputs, inputs], repeating: 0)
    for i in 0..<min(outputs, inputs) { weight.values[i * inputs + i] = 1 }
  }

  /// - Parameter features: N × D, of any norms.
  /// - Returns: N × L.
  public func callAsFunction(_ features: Tensor) -> Tensor {
    let unit = features.normalisedRows
    let (rows, columns) = (weight.rowCount, weight.columnCount)
    var result = Tensor(dimensions: [features.rowCount, rows], repeating: 0)
    for n in 0..<features.rowCount {
      for l in 0..<rows {
        var sum: Float = 0
        for d in 0..<columns {
          sum += weight.values[l * columns + d] * unit.values[n * columns + d]
        }
        result.values[n * rows + l] = sum
      }
    }
    return result
  }

  /// The derivative of a loss by the weight, given that by the results.
  public func weightGradient(_ features: Tensor, _ gradient: Tensor) -> Tensor {
    let unit = features.normalisedRows
    var result = weight.zeros
    let (rows, columns) = (weight.rowCount, weight.columnCount)
    for n in 0..<features.rowCount {
      for l in 0..<rows {
        let slope = gradient.values[n * rows + l]
        if slope == 0 { continue }
        for d in 0..<columns {
          result.values[l * columns + d] += slope * unit.values[n * columns + d]
        }
      }
    }
    return result
  }
}

extension Tensor {
  /// Every vector at length 1.
  var normalisedRows: Tensor {
    var result = self
    for n in 0..<rowCount {
      let norm = row(n).reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let factor = Float(1 / max(norm, Double(smallestNorm)))
      for i in n * columnCount..<(n + 1) * columnCount { result.values[i] *= factor }
    }
    return result
  }
}
