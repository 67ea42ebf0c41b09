import Foundation
import Tensors
import Testing
import Verification

@testable import Training

/// The generator of the golden scripts: Knuth's MMIX, as numbers in −1…1.
struct Congruential {
  var state: UInt64

  mutating func values(_ count: Int) -> [Float] {
    (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Double(state >> 40) / 0x1p23 - 1)
    }
  }

  mutating func tensor(_ dimensions: Int...) -> Tensor {
    Tensor(dimensions: dimensions, values: values(dimensions.reduce(1, *)))
  }
}

/// Figures that a script beside the tests wrote.
func golden<Figures: Decodable>(_ name: String) -> [String: Figures] {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/\(name).json")
  guard let data = try? Data(contentsOf: file) else { return [:] }
  return (try? JSONDecoder().decode([String: Figures].self, from: data)) ?? [:]
}

/// max |a − b| / max(1, |b|), or infinity where counts differ or a number is missing.
func deviation(_ a: some Collection<Float>, _ b: some Collection<Double>) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { worst, pair in
    let difference = abs(Double(pair.0) - pair.1) / max(1, abs(pair.1))
    return difference.isFinite ? max(worst, difference) : .infinity
  }
}

/// The derivative of a function by one value of a tensor, by central differences.
func slope(
  of function: (Tensor) -> Double, at tensor: Tensor, _ index: Int, step: Float = 1e-2
) -> Double {
  var (up, down) = (tensor, tensor)
  up.values[index] += step
  down.values[index] -= step
  let width = Double(up.values[index]) - Double(down.values[index])
  return (function(up) - function(down)) / width
}
