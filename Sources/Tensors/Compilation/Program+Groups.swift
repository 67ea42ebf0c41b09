extension Program {
  /// Joins narrow groups of a convolution to wider ones whose added weights are zeros: oneDNN's fast
  /// code wants blocks of channels or single ones, and for the rest there is only its reference.
  mutating func widenGroups() {
    for index in instructions.indices {
      guard case .convolution(let filter)? = instructions[index]?.kind, filter.hasNarrowGroups
      else { continue }
      instructions[index]?.kind = .convolution(filter.widened())
    }
  }
}

extension Filter {
  /// Channels that go into and come out of one group.
  private var channelsOfGroup: (inputs: Int, outputs: Int) {
    (weight.dimensions[1], weight.dimensions[0] / groups)
  }

  fileprivate var hasNarrowGroups: Bool {
    let (inputs, outputs) = channelsOfGroup
    guard groups > 1, inputs > 1 || outputs > 1 else { return false }
    return inputs % Program.channelBlock != 0 || outputs % Program.channelBlock != 0
  }

  /// As few groups joined as make blocks of channels, or all.
  fileprivate func widened() -> Filter {
    let (inputs, outputs) = channelsOfGroup
    let count =
      (1...groups).first {
        groups % $0 == 0 && (inputs * $0) % Program.channelBlock == 0
          && (outputs * $0) % Program.channelBlock == 0
      } ?? groups
    let size = inputs * extent.height * extent.width
    var values = Array(repeating: Float(0), count: weight.values.count * count)
    for output in 0..<weight.dimensions[0] {
      let place = output / outputs % count
      let start = (output * count + place) * size
      values.replaceSubrange(
        start..<start + size, with: weight.values[output * size..<(output + 1) * size])
    }
    var widened = self
    var dimensions = weight.dimensions
    dimensions[1] = inputs * count
    widened.weight = Constant(dimensions: dimensions, values: values)
    widened.groups = groups / count
    return widened
  }
}
