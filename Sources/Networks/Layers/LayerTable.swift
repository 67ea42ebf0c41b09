import Tensors

/// The layers of a network as papers print them: what each computes, at which cost.
///
/// Parts of one block are one row, which bears the block's name: the part of theirs before the
/// first point. Rectifiers, sums and what only joins or reorders values have no row.
public struct LayerTable: Sendable {
  public struct Row: Hashable, Sendable {
    public let name: String
    /// What is computed, such as "7×7×3, 2" for a kernel with a stride, or the kind of layer.
    public let kernel: String
    public let output: Shape
    /// Trained values, biases among them, but for those that an earlier row has already.
    public let parameters: Int
    /// Products that are summed, for one sample.
    public let multiplyAdds: Int
    /// Biases that are added, for one sample. FaceNet's tables count them as operations, too.
    public let biasAdds: Int
  }

  public let rows: [Row]

  public var parameters: Int { rows.reduce(0) { $0 + $1.parameters } }
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
  public var biasAdds: Int { rows.reduce(0) { $0 + $1.biasAdds } }

  /// - Throws: `TensorError` where the network's layers don't fit each other.
  public init(_ network: Network) throws(TensorError) {
    let shapes = try network.graph.shapes()
    var rows: [Row] = []
    var counted: Set<Parameter> = []
    for (node, shape) in zip(network.graph.nodes, shapes) {
      let inputs = node.inputs.map { shapes[$0.index] }
      let new = node.operation.trainedParameters.filter { counted.insert($0).inserted }
      let row = Row(node, with: new, from: inputs, to: shape)
      if let last = rows.last, last.name == row.name {
        rows[rows.count - 1] = last.joined(with: row)
      } else if row.parameters > 0 || !row.kernel.isEmpty {
        rows.append(row)
      }
    }
    self.rows = rows
  }
}

extension LayerTable.Row {
  fileprivate init(
    _ node: Graph.Node, with parameters: [Parameter], from inputs: [Shape], to output: Shape
  ) {
    let cells = output.height * output.width
    let cost = node.operation.cost(cells: cells)
    self.init(
      name: node.name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? node.name,
      kernel: node.operation.kernel(from: inputs.first), output: output,
      parameters: parameters.reduce(0) { $0 + $1.count },
      multiplyAdds: cost.products, biasAdds: cost.sums)
  }

  fileprivate func joined(with next: Self) -> Self {
    Self(
      name: name, kernel: next.kernel.isEmpty ? kernel : "block", output: next.output,
      parameters: parameters + next.parameters,
      multiplyAdds: multiplyAdds + next.multiplyAdds, biasAdds: biasAdds + next.biasAdds)
  }
}

extension Tensors.Operation {
  /// Products and sums with biases for a result of so many cells; only convolutions and dense
  /// layers are counted, as usual.
  fileprivate func cost(cells: Int) -> (products: Int, sums: Int) {
    switch self {
    case .convolution(let weight, let bias, _, _, _, _):
      (weight.count * cells, (bias?.count ?? 0) * cells)
    case .dense(let weight, let bias): (weight.count, bias?.count ?? 0)
    case .localConvolution(let weight, let bias, _, _, _):
      // Every cell of the result meets the kernels of one region.
      (
        weight.dimensions[2...].reduce(1, *) * cells, bias == nil ? 0 : weight.dimensions[2] * cells
      )
    default: (0, 0)
    }
  }

  /// What is computed, in the words of the papers' tables; nothing for what changes each value by
  /// itself or only joins.
  fileprivate func kernel(from input: Shape?) -> String {
    switch self {
    case .input: "input"
    case .convolution(let weight, _, let stride, _, _, _): weight.kernel(stride)
    case .localConvolution(let weight, _, let stride, _, let region):
      "local \(weight.kernel(stride))" + (region == Extent(1) ? "" : " in \(region.text)")
    case .dense: "fully connected"
    case .maxout(let pieces): "maxout p=\(pieces)"
    case .responseNormalisation: "norm"
    case .pooling(let kind, let window, let stride, _, _):
      "\(kind.text) \(window.text), \(stride.height)"
    case .globalAverage: "average"
    case .normalise: "L2"
    case .softmax: "softmax"
    default: ""
    }
  }
}

extension PoolingKind {
  fileprivate var text: String {
    switch self {
    case .maximum: "max"
    case .average: "average"
    case .euclidean: "L2 pool"
    }
  }
}

extension Extent {
  fileprivate var text: String { "\(height)×\(width)" }
}

extension Parameter {
  /// Height × width × inputs of a convolution's kernels, and the stride.
  fileprivate func kernel(_ stride: Extent) -> String {
    let form = dimensions.suffix(3)
    let inputs = form[form.startIndex]
    return form.dropFirst().map(String.init).joined(separator: "×") + "×\(inputs), \(stride.height)"
  }
}
