import Faces
import Networks
import Tensors

/// The layers of a model's network.
struct LayerReport {
  let model: Model

  init(_ name: String) throws(ProgramError) {
    model = try ProgramError.inFaces { () throws(FaceError) in try Model.named(name) }
  }

  func run(isJSON: Bool) throws(ProgramError) -> ExitStatus {
    let line = try NetworkLine(model)
    if isJSON {
      try StandardStreams.json(line)
      return .done
    }
    var table = TextTable(.left, .left, .right, .right)
    table.rows = [["layer", "output", "parameters", "multiply-adds"]]
    table.rows += line.layers.map {
      [$0.name, $0.shape, "\($0.parameters)", "\($0.multiplyAdds)"]
    }
    table.rows.append(["total", "", "\(line.parameters)", "\(line.multiplyAdds)"])
    for text in table.lines { try StandardStreams.result(text) }
    return .done
  }
}

/// A model's network, as JSON.
struct NetworkLine: Encodable {
  let name: String
  let title: String
  let input: [Int]
  let layers: [Layer]
  let parameters: Int
  let multiplyAdds: Int

  struct Layer: Encodable {
    let name: String
    let output: [Int]
    let parameters: Int
    let multiplyAdds: Int

    var shape: String { output.map(String.init).joined(separator: "×") }

    enum CodingKeys: String, CodingKey {
      case name, output, parameters
      case multiplyAdds = "multiply_adds"
    }
  }

  init(_ model: Model) throws(ProgramError) {
    let network = model.architecture.network
    let shapes = try ProgramError.inFaces { () throws(FaceError) in
      do throws(TensorError) { return try network.graph.shapes() } catch { throw .engine(error) }
    }
    name = model.name
    title = model.title
    input = [network.input.channels, network.input.height, network.input.width]
    layers = zip(network.graph.nodes, shapes).map { node, shape in
      Layer(
        name: node.name, output: [shape.channels, shape.height, shape.width],
        parameters: node.operation.parameters.reduce(0) { $0 + $1.count },
        multiplyAdds: node.operation.multiplyAdds(output: shape))
    }
    parameters = layers.reduce(0) { $0 + $1.parameters }
    multiplyAdds = layers.reduce(0) { $0 + $1.multiplyAdds }
  }

  enum CodingKeys: String, CodingKey {
    case name, title, input, layers, parameters
    case multiplyAdds = "multiply_adds"
  }
}

extension Tensors.Operation {
  /// The products of convolutions and dense layers; the rest is counted as nothing, as usual.
  func multiplyAdds(output: Shape) -> Int {
    switch self {
    case .convolution(let weight, _, _, _): weight.count * output.height * output.width
    case .dense(let weight, _): weight.count
    default: 0
    }
  }
}
