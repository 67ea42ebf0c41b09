extension LearningPlanner {
  /// max(x, 0), where the kernel before has not applied it already.
  mutating func rectify(_ node: Graph.Node, _ index: Int) throws(TensorError) {
    let input = node.inputs[0].index
    guard rectified.contains(input) else { return try apply(.relu, node, index) }
    let result = place(of: input)
    set(index, result)
    // A normalisation has its own way back.
    let isDone = graph.nodes[input].operation.isNormalisation
    goBack(from: index) { planner, gradient throws(TensorError) in
      if isDone { return try planner.add(gradient, toGradientOf: input) }
      let gradient = try planner.place(gradient, in: result.layout)
      let target = planner.overwritten(gradient)
      let kernel = try Kernel.rectifierGradient(planner.context, result.layout)
      try planner.append(
        kernel, node.name,
        [
          (.destination, result.slot), (.destinationGradient, gradient.slot),
          (.sourceGradient, target.slot),
        ])
      try planner.add(target, toGradientOf: input)
    }
  }

  /// What the kernel of a value does besides.
  func posts(of value: Int) -> [Kernel.Post] {
    rectified.contains(value) ? [.elementwise(.relu)] : []
  }
}

extension Graph {
  /// The values whose only reader is a rectifier that their own kernel can apply.
  func rectified(_ shapes: [Shape]) -> Set<Int> {
    var uses = Array(repeating: 0, count: nodes.count)
    for node in nodes { for input in node.inputs { uses[input.index] += 1 } }
    for output in outputs { uses[output.index] += 1 }
    var found: Set<Int> = []
    for case let node in nodes where node.operation == .activation(.relu) {
      let input = node.inputs[0].index
      if uses[input] == 1, canRectify(nodes[input], shapes) { found.insert(input) }
    }
    return found
  }

  private func canRectify(_ node: Node, _ shapes: [Shape]) -> Bool {
    switch node.operation {
    case .convolution, .dense, .batchNormalisation: true
    case .add: shapes[node.inputs[0].index] == shapes[node.inputs[1].index]
    default: false
    }
  }
}

extension Operation {
  fileprivate var isNormalisation: Bool {
    if case .batchNormalisation = self { true } else { false }
  }
}
