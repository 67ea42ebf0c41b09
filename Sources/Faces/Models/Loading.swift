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
