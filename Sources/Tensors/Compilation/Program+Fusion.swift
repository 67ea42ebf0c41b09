extension Program {
  /// Merges residual sums and rectifiers into the kernels whose results they change.
  ///
  /// - Parameter shapes: of all values; only sums of equal shapes can be merged.
  func fused(_ shapes: [Shape]) -> Program {
    var program = self
    let uses = uses()
    for index in instructions.indices {
      guard let instruction = instructions[index] else { continue }
      switch instruction.kind {
      case .add(let scale): program.fuseSum(index, instruction, scale, uses, shapes)
      case .elementwise(let function):
        program.fuse(function, index, instruction.inputs[0], uses, shapes)
      default: continue
      }
    }
    return program
  }

  private mutating func fuseSum(
    _ index: Int, _ sum: Instruction, _ scale: Float, _ uses: [Int], _ shapes: [Shape]
  ) {
    let (first, second) = (sum.inputs[0], sum.inputs[1])
    guard shapes[first] == shapes[second] else { return }
    // The later operand is merged: the other is ready by then.
    for (operand, other) in first > second
      ? [(first, second), (second, first)]
      : [(second, first), (first, second)]
    where uses[operand] == 1 && (operand == first || scale == 1) {
      guard let candidate = instructions[operand], case .convolution = candidate.kind,
        candidate.finish.isEmpty
      else { continue }
      return merge(operand, into: index) {
        $0.inputs.append(other)
        $0.finish.append(.addInput(scale: operand == first ? scale : 1))
      }
    }
  }

  private mutating func fuse(
    _ function: Elementwise, _ index: Int, _ source: Int, _ uses: [Int], _ shapes: [Shape]
  ) {
    guard uses[source] == 1, let candidate = instructions[source],
      candidate.canFinish(with: function, shapes)
    else { return }
    merge(source, into: index) { $0.finish.append(.elementwise(function)) }
  }
}

extension Program.Instruction {
  fileprivate func canFinish(with function: Elementwise, _ shapes: [Shape]) -> Bool {
    // One function at most: oneDNN 2.6 gives the second the bounds of the first.
    guard !function.isOwn,
      !finish.contains(where: { if case .elementwise = $0 { true } else { false } })
    else {
      return false
    }
    return switch kind {
    case .convolution, .dense: true
    // Sums of equal shapes are left alone: with the rectifier as post-op of its sum, oneDNN 2.6
    // is wrong on AVX2 where channels don't fill the registers.
    case .add: function == .relu && shapes[inputs[0]] != shapes[inputs[1]]
    default: false
    }
  }
}
