import Testing

@testable import Tensors

/// Fusion, folding, padding and memory plans must not change what a graph computes.
@Suite struct GraphTests {
  /// A random network: convolutions, activations, sums, branches and concatenations.
  struct RandomNet {
    var graph = Graph()
    var random: Seeded
    var values: [(value: Graph.Value, shape: Shape)] = []

    init(seed: Int, steps: Int = 14) {
      random = Seeded(UInt64(seed))
      let channels = [3, 8, 16, 20].randomElement(using: &random) ?? 3
      let shape = Shape(
        channels: channels, height: .random(in: 4...12, using: &random),
        width: .random(in: 4...12, using: &random))
      values.append((graph.add(.input(shape), to: [], named: "input"), shape))
      for step in 0..<steps { grow("n\(step)") }
      let count = Int.random(in: 1...3, using: &random)
      graph.outputs = [graph.add(.globalAverage, to: [last.value], named: "mean")]
      for _ in 1..<max(2, count) { graph.outputs.append(any.value) }
    }

    private var last: (value: Graph.Value, shape: Shape) { values[values.count - 1] }

    /// A late value more often than an early one.
    private var any: (value: Graph.Value, shape: Shape) {
      mutating get {
        let back = min(
          Int.random(in: 0..<4, using: &random), Int.random(in: 0..<values.count, using: &random))
        return values[values.count - 1 - back]
      }
    }

    private mutating func grow(_ name: String) {
      let (input, shape) = any
      let channels = [shape.channels]
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1, 2: convolve(input, shape, name)
      case 3:
        let clip = Activation.clip(lower: 0, upper: .random(in: 20...60, using: &random))
        append(
          .activation(Bool.random(using: &random) ? .relu : clip), [input], shape, name)
      case 4:
        append(.activation(.prelu(slope: Parameter("\(name).s", channels))), [input], shape, name)
      case 5:
        append(
          .affine(scale: Parameter("\(name).s", channels), shift: Parameter("\(name).h", channels)),
          [input], shape, name)
      case 6:
        let operation = Operation.batchNormalisation(
          scale: Parameter("\(name).s", channels), shift: nil,
          mean: Parameter("\(name).m", channels), variance: Parameter("\(name).variance", channels),
          epsilon: 1e-3)
        append(operation, [input], shape, name)
      case 7, 8:
        let (other, otherShape) = any
        let scale: Float = Bool.random(using: &random) ? 1 : 0.17
        append(.add(scale: scale), [input, other], shape.union(otherShape), name)
      default: branch(input, shape, name)
      }
    }

    private mutating func append(
      _ operation: Tensors.Operation, _ inputs: [Graph.Value], _ shape: Shape, _ name: String
    ) {
      values.append((graph.add(operation, to: inputs, named: name), shape))
    }

    private mutating func convolve(_ input: Graph.Value, _ shape: Shape, _ name: String) {
      let filters = [shape.channels, 10, 16, 32].randomElement(using: &random) ?? 16
      let side = [1, 3].randomElement(using: &random) ?? 3
      let value = graph.convolve(
        input, shape.channels, filters, Extent(side), padding: Padding(side / 2), named: name)
      values.append(
        (value, Shape(channels: filters, height: shape.height, width: shape.width)))
    }

    private mutating func branch(_ input: Graph.Value, _ shape: Shape, _ name: String) {
      guard shape.channels <= 64 else { return }
      let left = graph.convolve(input, shape.channels, 16, Extent(1), named: "\(name).left")
      let pool = Operation.pooling(
        .maximum, window: Extent(3), stride: Extent(1), padding: Padding(1), rounding: .down)
      let right = graph.add(pool, to: [input], named: "\(name).right")
      var joined = shape
      joined.channels += 16
      append(.concatenate, [left, right], joined, name)
    }
  }

  @Test(arguments: 0..<200) func compilingKeepsRandomGraphs(_ seed: Int) throws {
    let net = RandomNet(seed: seed)
    try expectAgreement(net.graph, batches: [1, 2], seed: UInt64(seed), "graph \(seed)")
  }

  /// Batches are shared out by samples, single samples by filters.
  @Test(arguments: 0..<60) func threadsKeepRandomGraphs(_ seed: Int) throws {
    let net = RandomNet(seed: seed)
    try expectAgreement(
      net.graph, batches: [1, 2, 5], threads: 2 + seed % 2, seed: UInt64(seed), "graph \(seed)")
  }

  /// No two buffers that are alive in the same step share a byte.
  @Test(arguments: 0..<40) func livingBuffersNeverOverlap(_ seed: Int) throws {
    var net = RandomNet(seed: seed)
    let parameters = net.random.parameters(of: net.graph)
    let executor = try Executor(net.graph, parameters: parameters)
    let plan = try executor.plan(batch: 2, executor.inputShape)
    expectApart(plan.lifetimes, plan.memory)
  }

  @Test func plannedMemoryIsTightForAChain() {
    // Of a chain, only two neighbours live at a time.
    let chain = (0..<10).map { MemoryPlan.Lifetime(bytes: 640, steps: $0...$0 + 1) }
    let plan = MemoryPlan(chain)
    #expect(plan.size == 1280)
    expectApart(chain, plan)
  }

  @Test(arguments: 0..<50) func randomLifetimesStayApart(_ seed: Int) {
    var random = Seeded(UInt64(seed))
    let lifetimes = (0..<40).map { _ in
      let start = Int.random(in: 0..<30, using: &random)
      return MemoryPlan.Lifetime(
        bytes: .random(in: 1...5000, using: &random),
        steps: start...start + .random(in: 0..<8, using: &random))
    }
    expectApart(lifetimes, MemoryPlan(lifetimes))
  }

  private func expectApart(_ lifetimes: [MemoryPlan.Lifetime], _ plan: MemoryPlan) {
    for (i, a) in lifetimes.enumerated() {
      #expect(plan.offsets[i] % MemoryPlan.alignment == 0)
      guard let steps = a.steps else { continue }
      #expect(plan.offsets[i] + a.bytes <= plan.size)
      for (j, b) in lifetimes.enumerated().dropFirst(i + 1) {
        guard let others = b.steps, steps.overlaps(others) else { continue }
        let first = plan.offsets[i]..<plan.offsets[i] + a.bytes
        let second = plan.offsets[j]..<plan.offsets[j] + b.bytes
        #expect(!first.overlaps(second), "buffers \(i) and \(j)")
      }
    }
  }

  @Test func aResidualBlockIsTwoKernels() throws {
    var graph = Graph()
    let input = graph.add(
      .input(Shape(channels: 16, height: 8, width: 8)), to: [], named: "input")
    let start = graph.convolve(input, 16, 32, Extent(1), named: "start")
    var x = graph.convolve(start, 32, 32, Extent(3), padding: Padding(1), named: "first")
    x = graph.add(
      .affine(scale: Parameter("scale", [32]), shift: Parameter("shift", [32])), to: [x],
      named: "affine")
    x = graph.add(.activation(.relu), to: [x], named: "relu1")
    x = graph.convolve(x, 32, 32, Extent(3), padding: Padding(1), named: "second")
    x = graph.add(.add(scale: 1), to: [x, start], named: "sum")
    x = graph.add(.activation(.relu), to: [x], named: "relu2")
    graph.outputs = [graph.add(.globalAverage, to: [x], named: "mean")]
    var random = Seeded(1)
    let executor = try Executor(graph, parameters: random.parameters(of: graph))
    let plan = try executor.plan(batch: 1, executor.inputShape)
    let names = plan.steps.map(\.name).filter { $0 != "reorder" }
    #expect(names == ["start", "first", "second", "mean"])
  }

  /// Branches of one map by 1×1, some of which end elsewhere than in the concatenation.
  @Test(arguments: 0..<60) func branchesOfOneMap(_ seed: Int) throws {
    var random = Seeded(UInt64(seed))
    var graph = Graph()
    let channels = [16, 20].randomElement(using: &random) ?? 16
    let side = Int.random(in: 1...9, using: &random)
    let input = graph.add(
      .input(Shape(channels: channels, height: side, width: side)), to: [], named: "input")
    let map = graph.convolve(input, channels, channels, Extent(1), named: "map")
    var parts: [Graph.Value] = []
    for branch in 0..<Int.random(in: 1...5, using: &random) {
      let filters = [16, 32, 48, 10].randomElement(using: &random) ?? 16
      var x = graph.convolve(
        map, channels, filters, Extent(1), bias: .random(using: &random), named: "b\(branch)")
      if Int.random(in: 0..<5, using: &random) == 0 { graph.outputs.append(x) }
      if Int.random(in: 0..<5, using: &random) > 0 {
        x = graph.add(.activation(.relu), to: [x], named: "relu\(branch)")
      }
      if Bool.random(using: &random) {
        x = graph.convolve(
          x, filters, 32, Extent(3), padding: Padding(1), named: "second\(branch)")
      }
      if Int.random(in: 0..<5, using: &random) == 0 { parts.append(x) }
      parts.append(x)
    }
    let whole = graph.add(.concatenate, to: parts, named: "whole")
    graph.outputs.append(graph.add(.activation(.relu), to: [whole], named: "end"))
    if Bool.random(using: &random), let part = parts.first { graph.outputs.append(part) }
    try expectAgreement(
      graph, threads: 1 + seed % 3, seed: UInt64(seed), "graph \(seed)")
  }

  /// The branches of an Inception block write a single sample's results side by side: joining them
  /// takes no step of its own.
  @Test func joiningASampleIsFree() throws {
    var graph = Graph()
    let input = graph.add(
      .input(Shape(channels: 32, height: 9, width: 9)), to: [], named: "input")
    let map = graph.convolve(input, 32, 32, Extent(1), named: "map")
    let branches = (0..<3).map { branch in
      let x = graph.convolve(map, 32, 16, Extent(1), named: "one\(branch)")
      let y = graph.add(.activation(.relu), to: [x], named: "relu\(branch)")
      return branch == 0
        ? y : graph.convolve(y, 16, 16, Extent(3), padding: Padding(1), named: "three\(branch)")
    }
    graph.outputs = [graph.add(.concatenate, to: branches, named: "whole")]
    var random = Seeded(1)
    let executor = try Executor(graph, parameters: random.parameters(of: graph))
    let names = try executor.plan(batch: 1, executor.inputShape).steps.map(\.name)
    #expect(
      names.filter { $0 != "reorder" && $0 != "output" }
        == ["map", "one0", "one1", "three1", "one2", "three2"])
  }

  @Test func zeroExtendedSums() throws {
    // Channels, rows and columns differ, in blocks of channels and not; either side the larger.
    let shapes = [
      (Shape(channels: 32, height: 4, width: 5), Shape(channels: 16, height: 6, width: 3)),
      (Shape(channels: 64, height: 3, width: 3), Shape(channels: 32, height: 4, width: 4)),
      (Shape(channels: 10, height: 3, width: 3), Shape(channels: 24, height: 2, width: 4)),
    ]
    for (a, b) in shapes {
      for rectifies in [false, true] {
        var graph = Graph()
        let input = graph.add(
          .input(Shape(channels: 16, height: 8, width: 8)), to: [], named: "input")
        let parts = [a, b].enumerated().map { index, shape in
          graph.convolve(
            input, 16, shape.channels, Extent(height: 9 - shape.height, width: 9 - shape.width),
            named: "part\(index)")
        }
        for (index, pair) in [parts, parts.reversed()].enumerated() {
          var sum = graph.add(.add(scale: 0.5), to: pair, named: "sum\(index)")
          if rectifies { sum = graph.add(.activation(.relu), to: [sum], named: "relu\(index)") }
          graph.outputs.append(sum)
        }
        try expectAgreement(graph)
      }
    }
  }
}
