import Tensors

/// A network of an ONNX file: the graph of its operators, and the file's arrays.
///
///     let network = try OnnxNetwork(path: "detector.onnx", size: Extent(320))
///     let executor = try Executor(network.graph, parameters: network.parameters)
///
/// The graph computes maps and vectors; where the file goes on to transpose or reshape its outputs,
/// `arrays(of:batch:)` does the same.
public struct OnnxNetwork: Sendable {
  /// An output by the name and dimensions that the file gives it.
  public struct Output: Sendable {
    /// The file's name for it.
    public let name: String
    /// The extents for a single sample.
    public let dimensions: [Int]
    let view: OnnxView
  }

  /// The side of an image where the file leaves it open and none is asked for: that of ArcFace.
  public static let usualSide = 112

  /// What the operators compute.
  public let graph: Graph
  /// The arrays that the graph names.
  public let parameters: Parameters
  /// The shape of a sample.
  public let input: Shape
  /// What the file calls its results, in the order of the graph's outputs.
  public let outputs: [Output]

  /// Reads the file at `path`.
  ///
  /// - Parameter size: of the image, in place of the file's own.
  /// - Throws: `OnnxError`, with the name of the node that can't be imported.
  public init(path: String, size: Extent? = nil) throws(OnnxError) {
    let bytes: [UInt8]
    do { bytes = try contents(ofFile: path) } catch { throw .file(error) }
    try self.init(bytes: bytes, name: path, size: size)
  }

  /// Reads a file already in memory; `name` stands in messages.
  public init(bytes: [UInt8], name: String, size: Extent? = nil) throws(OnnxError) {
    let file: OnnxFile
    do { file = try OnnxFile(ByteReader(bytes, file: name)) } catch { throw .file(error) }
    var importer = try OnnxImporter(file, size: size)
    let outputs = try importer.outputs()
    guard !outputs.isEmpty, let input = importer.shapes.first else {
      throw .input(file: name, file.inputs.map(\.name))
    }
    self.input = input
    self.outputs = outputs.map {
      Output(name: $0.name, dimensions: $0.view.extents, view: $0.view)
    }
    graph = importer.graph
    parameters = importer.parameters
  }

  /// The outputs as the file orders them, from those of its graph.
  ///
  /// - Parameter results: of `graph`, for the size the file was read with.
  public func arrays(of results: [Tensor]) -> [Tensor] {
    zip(outputs, results).map { output, result in
      let batch = result.dimensions[0]
      let sides = result.dimensions.dropFirst(2)
      let places = output.view.places(
        batch: batch, sample: batch == 0 ? 0 : result.values.count / batch,
        height: sides.first ?? 1, width: sides.last ?? 1)
      let dimensions = output.view.dimensions.map { parts in
        parts.reduce(1) { $0 * ($1.axis == .batch ? batch : $1.extent) }
      }
      return Tensor(dimensions: dimensions, values: places.map { result.values[$0] })
    }
  }
}
