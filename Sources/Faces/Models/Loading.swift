import Networks
import Tensors

extension Executor {
  /// A network with the weights of a file, ready to run.
  convenience init(
    _ network: Network, file: ModelFile, in models: ModelFolder, threads: Int
  ) throws(FaceError) {
    let path = try models.path(of: file)
    let parameters: Parameters
    do {
      parameters = try network.parameters(path: path)
    } catch {
      throw .weights(error)
    }
    do {
      try self.init(network.graph, parameters: parameters, threads: threads)
    } catch {
      throw .engine(error)
    }
  }
}

extension Model {
  /// The network with its trained values, from the model's file.
  ///
  /// - Throws: `FaceError` when the file is missing, damaged or another network's.
  public func network(
    in folder: ModelFolder
  ) throws(FaceError) -> (network: Network, parameters: Parameters) {
    let (network, parameters) = try body(in: folder)
    guard let head else { return (network, parameters) }
    let path = try folder.path(of: head.file)
    let trained: EmbeddingHead
    do { trained = try EmbeddingHead(WeightFile(path: path)) } catch { throw .weights(error) }
    guard trained.scale.count == head.inputs, trained.weight.dimensions[0] == dimension else {
      throw .wrongDimension(
        path: path, dimension: trained.weight.dimensions[0], expected: dimension)
    }
    do {
      return (try network.with(trained), parameters.merging(trained.parameters) { own, _ in own })
    } catch {
      throw .engine(error)
    }
  }

  /// The network without a head.
  private func body(
    in folder: ModelFolder
  ) throws(FaceError) -> (network: Network, parameters: Parameters) {
    let path = try folder.path(of: weights)
    guard case .onnx(let input, let normalisation) = architecture else {
      let network = architecture.network ?? DlibResNet.network
      do { return (network, try network.parameters(path: path)) } catch { throw .weights(error) }
    }
    let file: OnnxNetwork
    do { file = try OnnxNetwork(path: path, size: input) } catch { throw .onnx(error) }
    let count = file.outputs[0].dimensions.reduce(1, *)
    let dimension = head?.inputs ?? dimension
    guard count == dimension, file.input.channels == 3 else {
      throw .wrongDimension(path: path, dimension: count, expected: dimension)
    }
    return (Network(name, file, normalisation: normalisation), file.parameters)
  }
}

extension Model.Architecture {
  /// The network whose layers are known without its file.
  public var network: Network? {
    switch self {
    case .dlibResNet: DlibResNet.network
    case .inceptionResNetV1: InceptionResNetV1.network
    case .trained(let name, let dimension): Network.embedding(named: name, dimension: dimension)
    case .onnx: nil
    }
  }

  /// What kind of network it is.
  public var networkName: String {
    switch self {
    case .dlibResNet: "dlib ResNet"
    case .inceptionResNetV1: "Inception-ResNet-v1"
    case .trained(let name, _): name
    case .onnx: "ONNX"
    }
  }

  /// The extent of the images that go in.
  public var input: Extent {
    switch self {
    case .onnx(let input, _): input
    case .dlibResNet: Extent(150)
    case .inceptionResNetV1: Extent(160)
    case .trained(let name, _):
      Network.embedding.first { $0.name == name }
        .map { Extent(height: $0.input.height, width: $0.input.width) } ?? Extent(1)
    }
  }
}

extension ShapePredictor {
  init(file: ModelFile, in models: ModelFolder) throws(FaceError) {
    let path = try models.path(of: file)
    do {
      try self.init(path: path)
    } catch {
      throw .weights(error)
    }
  }
}
