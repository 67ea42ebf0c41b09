import Tensors
import Testing

@testable import Networks

@Suite struct PNetTests {
  private func random(_ dimensions: [Int], using generator: inout SplitMix) -> Tensor {
    let count = dimensions.reduce(1, *)
    return Tensor(
      dimensions: dimensions,
      values: (0..<count).map { _ in Float.random(in: -0.5...0.5, using: &generator) })
  }

  private func crop(_ image: Tensor, row: Int, column: Int) -> Tensor {
    let (height, width) = (image.dimensions[2], image.dimensions[3])
    var values: [Float] = []
    for channel in 0..<3 {
      for y in row..<row + 12 {
        let start = (channel * height + y) * width + column
        values += image.values[start..<start + 12]
      }
    }
    return Tensor(dimensions: [1, 3, 12, 12], values: values)
  }

  /// A cell of the map is what the network answers on the 12×12 window there, two pixels a cell.
  @Test func looksAtEveryWindowOfALargerImage() throws {
    var generator = SplitMix(seed: 7)
    var parameters: Parameters = [:]
    for parameter in PNet.network.parameters {
      parameters[parameter.name] = random(parameter.dimensions, using: &generator)
    }
    let image = random([1, 3, 24, 20], using: &generator)
    let executor = try Executor(PNet.network.graph, parameters: parameters)
    let maps = try executor(image)
    #expect(maps.map(\.dimensions) == [[1, 4, 7, 5], [1, 2, 7, 5]])
    for row in 0..<7 {
      for column in 0..<5 {
        let window = try executor(crop(image, row: 2 * row, column: 2 * column))
        for (map, answer) in zip(maps, window) {
          for (channel, expected) in answer.values.enumerated() {
            let found = map.values[(channel * 7 + row) * 5 + column]
            #expect(abs(found - expected) <= 1e-5 * max(1, abs(expected)))
          }
        }
      }
    }
  }
}
