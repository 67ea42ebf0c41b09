/// Sorts distances upwards in three passes over eleven bits each; NaN goes last.
///
/// Distances are never negative, and for such floats the order of the bit patterns is the order of
/// the values. Returns as it stands, unsorted, when cancelled between two passes.
func sortDistances(_ distances: inout [Float], isCancelled: () -> Bool = { false }) {
  if distances.count < 2048 {
    distances.sort { $0.bitPattern < $1.bitPattern }
    return
  }
  var spare = [Float](repeating: 0, count: distances.count)
  for shift in [0, 11, 22] as [UInt32] {
    if isCancelled() { return }
    distances.withUnsafeBufferPointer { source in
      spare.withUnsafeMutableBufferPointer { target in
        scatter(source, to: target, shift: shift)
      }
    }
    swap(&distances, &spare)
  }
}

/// One stable counting pass by the eleven bits from `shift` on.
private func scatter(
  _ source: UnsafeBufferPointer<Float>, to target: UnsafeMutableBufferPointer<Float>,
  shift: UInt32
) {
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 2048) { starts in
    starts.initialize(repeating: 0)
    for value in source { starts[Int((value.bitPattern >> shift) & 2047)] += 1 }
    var next = 0
    for digit in 0..<2048 {
      let count = starts[digit]
      starts[digit] = next
      next += count
    }
    for value in source {
      let digit = Int((value.bitPattern >> shift) & 2047)
      target[starts[digit]] = value
      starts[digit] += 1
    }
  }
}

/// Two sorted lists as one.
func merged(_ first: [Float], _ second: [Float]) -> [Float] {
  if first.isEmpty { return second }
  if second.isEmpty { return first }
  return [Float](unsafeUninitializedCapacity: first.count + second.count) { target, count in
    var (i, j) = (0, 0)
    for place in 0..<(first.count + second.count) {
      let takesFirst =
        j == second.count
        || (i < first.count && first[i].bitPattern <= second[j].bitPattern)
      target.initializeElement(at: place, to: takesFirst ? first[i] : second[j])
      if takesFirst { i += 1 } else { j += 1 }
    }
    count = first.count + second.count
  }
}
