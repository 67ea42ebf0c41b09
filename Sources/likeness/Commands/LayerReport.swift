import Faces
import Networks
import Tensors

/// The layers of a network, named by itself or by a model that uses it.
struct LayerReport {
  let title: String
  let network: Network

  init(_ name: String) throws(ProgramError) {
    if let network = Network.known.first(where: { $0.name.lowercased() == name.lowercased() }) {
      title = network.name
      self.network = network
    } else {
      let model = try ProgramError.inFaces { () throws(FaceError) in try Model.named(name) }
      title = model.title
      network = try ProgramError.inFaces { () throws(FaceError) in
        if let network = model.describedNetwork { return network }
        return try model.network(in: .standard).network
      }
    }
  }

  func run(isJSON: Bool) throws(ProgramError) -> ExitStatus {
    let line = try NetworkLine(self)
    if isJSON {
      try StandardStreams.json(line)
      return .done
    }
    var table = TextTable(.left, .left, .left, .right, .right)
    table.rows = [["layer", "kernel", "output", "parameters", "multiply-adds"]]
    table.rows += line.layers.map {
      [$0.name, $0.kernel, $0.shape, "\($0.parameters)", "\($0.multiplyAdds)"]
    }
    table.rows.append(["total", "", "", "\(line.parameters)", "\(line.multiplyAdds)"])
    for text in table.lines { try StandardStreams.result(text) }
    return .done
  }

  /// All networks with their totals.
  static func list(isJSON: Bool) throws(ProgramError) -> ExitStatus {
    var lines: [NetworkLine] = []
    for network in Network.known { lines.append(try NetworkLine(LayerReport(network.name))) }
    if isJSON {
      try StandardStreams.json(lines)
      return .done
    }
    var table = TextTable(.left, .left, .right, .right)
    table.rows = [["network", "input", "parameters", "multiply-adds"]]
    table.rows += lines.map {
      [$0.name, $0.inputShape, "\($0.parameters)", "\($0.multiplyAdds)"]
    }
    for text in table.lines { try StandardStreams.result(text) }
    return .done
  }
}

/// A network, as JSON.
struct NetworkLine: Encodable {
  let name: String
  let title: String
  let input: [Int]
  let layers: [Layer]
  let parameters: Int
  let multiplyAdds: Int

  var inputShape: String { Layer.shape(of: input) }

  struct Layer: Encodable {
    let name: String
    let kernel: String
    let output: [Int]
    let parameters: Int
    let multiplyAdds: Int

    var shape: String { Self.shape(of: output) }

    /// Channels, height and width as papers print them: height × width × channels.
    static func shape(of extents: [Int]) -> String {
      (extents.dropFirst() + extents.prefix(1)).map(String.init).joined(separator: "×")
    }

    enum CodingKeys: String, CodingKey {
      case name, kernel, output, parameters
      case multiplyAdds = "multiply_adds"
    }
  }

  init(_ report: LayerReport) throws(ProgramError) {
    let network = report.network
    let table = try ProgramError.inFaces { () throws(FaceError) in
      do throws(TensorError) { return try LayerTable(network) } catch { throw .engine(error) }
    }
    name = network.name
    title = report.title
    input = [network.input.channels, network.input.height, network.input.width]
    layers = table.rows.map { row in
      Layer(
        name: row.name, kernel: row.kernel,
        output: [row.output.channels, row.output.height, row.output.width],
        parameters: row.parameters, multiplyAdds: row.multiplyAdds)
    }
    parameters = table.parameters
    multiplyAdds = table.multiplyAdds
  }

  enum CodingKeys: String, CodingKey {
    case name, title, input, layers, parameters
    case multiplyAdds = "multiply_adds"
  }
}
