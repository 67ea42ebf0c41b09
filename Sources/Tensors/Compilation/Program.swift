/// A graph on its way to kernels: operations with their values, which passes rewrite.
///
/// Instructions stand at the index of the graph's node whose result they compute; where a pass
/// merged two nodes, the earlier place is empty.
struct Program {
  /// What an instruction computes; as `Operation`, with values for names.
  enum Kind {
    case input
    case convolution(Filter)
    /// A convolution with kernels for each region.
    case localConvolution(Filter, region: Extent)
    case dense(weight: Constant, bias: Constant?)
    case affine(scale: Constant, shift: Constant)
    case elementwise(Elementwise)
    case prelu(Constant)
    case maxout(pieces: Int)
    case responseNormalisation(size: Int, alpha: Float, beta: Float, offset: Float)
    case pooling(PoolingKind, window: Extent, stride: Extent, padding: Padding)
    case globalAverage
    case add(scale: Float)
    case multiply
    case enlarge(Extent)
    case resample(MapAxis, [[Tap]])
    case quantise
    case quantum
    case rescale(Constant, shift: Constant?)
    case concatenate
    case flatten(FlattenOrder)
    case softmax
    case normalise
  }

  /// What happens to a kernel's results before they are stored.
  enum Finish: Equatable {
    /// Adds scale · the value of the last input.
    case addInput(scale: Float)
    case elementwise(Elementwise)
  }

  struct Instruction {
    var name: String
    var kind: Kind
    var inputs: [Int]
    var finish: [Finish] = []
  }

  var instructions: [Instruction?]
  let outputs: [Int]
  /// Channels of values that a pass padded with zeros, in place of the graph's.
  var paddedChannels: [Int: Int] = [:]

  /// The passes that hold for every batch and map size.
  mutating func optimise() {
    foldIntoWeights()
    widenGroups()
    padChannels()
  }

  /// How often each value is read, by instructions or as an output.
  func uses() -> [Int] {
    var uses = Array(repeating: 0, count: instructions.count)
    for output in outputs { uses[output] += 1 }
    for input in instructions.compactMap({ $0 }).flatMap(\.inputs) { uses[input] += 1 }
    return uses
  }

  /// For values that nothing but one concatenation reads, once, the place of that.
  func joints(_ uses: [Int]) -> [Int: Int] {
    var joints: [Int: Int] = [:]
    for (index, instruction) in instructions.enumerated() {
      guard let instruction, case .concatenate = instruction.kind else { continue }
      for input in instruction.inputs where uses[input] == 1 { joints[input] = index }
    }
    return joints
  }

  /// Moves the instruction at `source`, changed, to `target`, whose own goes.
  mutating func merge(_ source: Int, into target: Int, _ change: (inout Instruction) -> Void) {
    guard var instruction = instructions[source] else { return }
    change(&instruction)
    instructions[source] = nil
    instructions[target] = instruction
  }
}
