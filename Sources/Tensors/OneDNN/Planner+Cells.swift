#if canImport(Glibc)
  import Glibc
#endif

extension Planner {
  /// The channels of one cell after another: how many, and how far apart.
  typealias CellFunction = (
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int,
    _ step: Int
  ) -> Void

  /// Applies a function of the channels to each cell of row-major maps.
  mutating func mapCells(
    _ instruction: Program.Instruction, _ index: Int, _ function: @escaping CellFunction
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let target = buffer(try layout(of: index, .plain))
    let (batch, shape, result) = (batch, shapes[instruction.inputs[0]], shapes[index])
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      let cells = shape.height * shape.width
      for sample in 0..<batch {
        for cell in 0..<cells {
          function(
            memory.floats(source.slot) + sample * shape.count + cell,
            memory.floats(target.slot) + sample * result.count + cell, shape.channels, cells)
        }
      }
    }
    set(index, target)
  }
}

/// exp(x) / Σ exp, with the largest value taken off first so that none overflows.
func softmax(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int, _ step: Int
) {
  var peak = -Float.infinity
  for i in 0..<count { peak = max(peak, source[i * step]) }
  var sum: Float = 0
  for i in 0..<count {
    let power = expf(source[i * step] - peak)
    target[i * step] = power
    sum += power
  }
  for i in 0..<count { target[i * step] /= sum }
}

/// The largest of each `pieces` channels.
func maxout(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int, _ step: Int,
  pieces: Int
) {
  for i in 0..<count / pieces {
    var largest = -Float.infinity
    for piece in 0..<pieces { largest = max(largest, source[(i * pieces + piece) * step]) }
    target[i * step] = largest
  }
}

/// x / ‖x‖₂.
func normalise(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int, _ step: Int
) {
  var sum: Float = 0
  for i in 0..<count { sum += source[i * step] * source[i * step] }
  let factor = 1 / max(sum.squareRoot(), smallestNorm)
  for i in 0..<count { target[i * step] = source[i * step] * factor }
}
