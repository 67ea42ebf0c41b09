extension Planner {
  /// Weighted sums of places along an axis, row-major.
  mutating func resample(
    _ instruction: Program.Instruction, _ index: Int, _ axis: MapAxis, _ taps: [[Tap]]
  ) throws(TensorError) {
    let source = try place(of: instruction.inputs[0], .plain)
    let target = buffer(try layout(of: index, .plain))
    let resampling = Resampling(
      taps: taps, batch: batch, input: shapes[instruction.inputs[0]], axis: axis)
    append(instruction.name, touching: [source.slot, target.slot]) { memory in
      resampling.run(memory.floats(source.slot), memory.floats(target.slot))
    }
    set(index, target)
  }
}

/// An axis of a row-major array resampled: what lies before it is repeated, what lies after it are
/// lines of values that are weighted alike.
struct Resampling {
  let taps: [[Tap]]
  /// Slices along the axes before.
  let outer: Int
  let extent: Int
  /// Values side by side.
  let inner: Int

  init(taps: [[Tap]], batch: Int, input: Shape, axis: MapAxis) {
    self.taps = taps
    extent = input[axis]
    switch axis {
    case .channel: (outer, inner) = (batch, input.height * input.width)
    case .row: (outer, inner) = (batch * input.channels, input.width)
    case .column: (outer, inner) = (batch * input.channels * input.height, 1)
    }
  }

  func run(_ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    for slice in 0..<outer {
      let from = source + slice * extent * inner
      for (place, taps) in taps.enumerated() {
        let line = target + (slice * self.taps.count + place) * inner
        line.update(repeating: 0, count: inner)
        for tap in taps {
          let values = from + tap.place * inner
          for i in 0..<inner { line[i] += tap.weight * values[i] }
        }
      }
    }
  }

  /// The way back: each weight carries the gradient of its sum to its place.
  func goBack(_ gradient: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    target.update(repeating: 0, count: outer * extent * inner)
    for slice in 0..<outer {
      let to = target + slice * extent * inner
      for (place, taps) in taps.enumerated() {
        let line = gradient + (slice * self.taps.count + place) * inner
        for tap in taps {
          let values = to + tap.place * inner
          for i in 0..<inner { values[i] += tap.weight * line[i] }
        }
      }
    }
  }
}
