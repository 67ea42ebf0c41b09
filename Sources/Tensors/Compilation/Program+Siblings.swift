extension Program {
  /// Makes one convolution of those that read the same map by 1×1 and end in the same function,
  /// as the branches of Inception blocks do: the map is read once, by a larger product.
  ///
  /// Their results become slices of its channels, which cost nothing or a copy.
  mutating func mergeSiblings() {
    for siblings in siblings().values where siblings.count > 1 {
      merge(siblings.sorted { $0.convolution < $1.convolution })
    }
  }

  /// A convolution and the function that alone reads it.
  private struct Sibling {
    var convolution: Int
    var function: Int
    var filter: Filter
  }

  /// What convolutions must have in common.
  private struct Kinship: Hashable {
    var input: Int
    var stride: Extent
    var padding: Padding
    var function: Elementwise
  }

  private func siblings() -> [Kinship: [Sibling]] {
    let uses = uses()
    var siblings: [Kinship: [Sibling]] = [:]
    for (index, instruction) in instructions.enumerated() {
      guard let instruction, case .elementwise(let function) = instruction.kind,
        let source = instruction.inputs.first, uses[source] == 1,
        let candidate = instructions[source], candidate.finish.isEmpty,
        case .convolution(let filter) = candidate.kind, filter.isMergeable
      else { continue }
      let kinship = Kinship(
        input: candidate.inputs[0], stride: filter.stride, padding: filter.padding,
        function: function)
      siblings[kinship, default: []].append(
        Sibling(convolution: source, function: index, filter: filter))
    }
    return siblings
  }

  /// The merged convolution takes the place of the first, slices those of the functions.
  private mutating func merge(_ siblings: [Sibling]) {
    guard let first = siblings.first, var whole = instructions[first.convolution],
      case .elementwise(let function)? = instructions[first.function]?.kind
    else { return }
    whole.kind = .convolution(first.filter.joined(with: siblings.dropFirst().map(\.filter)))
    whole.finish = [.elementwise(function)]
    var channel = 0
    for sibling in siblings {
      instructions[sibling.convolution] = nil
      let end = channel + sibling.filter.weight.dimensions[0]
      instructions[sibling.function]?.kind = .slice(channel..<end)
      instructions[sibling.function]?.inputs = [first.convolution]
      channel = end
    }
    instructions[first.convolution] = whole
    mergedChannels[first.convolution] = channel
  }
}

extension Filter {
  /// Whether slices of its results are whole blocks.
  fileprivate var isMergeable: Bool {
    extent == Extent(1) && groups == 1 && weight.dimensions[0] % Program.channelBlock == 0
  }

  /// One filter with the outputs of all, this one's first.
  fileprivate func joined(with others: [Filter]) -> Filter {
    let all = [self] + others
    var joined = self
    var dimensions = weight.dimensions
    dimensions[0] = all.reduce(0) { $0 + $1.weight.dimensions[0] }
    joined.weight = Constant(dimensions: dimensions, values: all.flatMap(\.weight.values))
    joined.bias =
      all.allSatisfy { $0.bias == nil }
      ? nil
      : Constant(
        all.flatMap {
          $0.bias?.values ?? Array(repeating: Float(0), count: $0.weight.dimensions[0])
        })
    return joined
  }
}
