import Faces
import Gallery
import Networks
import Tensors

extension EffectRunner {
  /// Looks at the folder of models, and at what each has embedded.
  func loadModels() {
    let folder = engine.setup.folder
    inOrder { [archive] () throws(GalleryError) in
      .modelsLoaded(ModelCatalogue(folder, embedded: try await archive.embeddedFaces()))
    }
  }

  /// Runs each model by itself on an engine of its own, which is gone when its time is taken.
  func measure(_ models: [Model]) {
    measuring?.cancel()
    let engine = engine
    measuring = Task { [mailbox] in
      for model in models {
        guard let measurement = await engine.using(model).measurement() else { return }
        mailbox.post(.modelMeasured(model.name, measurement))
      }
      mailbox.post(.measuringEnded)
    }
  }

  /// Describes a network; those of files are read for it.
  func loadLayers(of subject: LayerPage.Subject) {
    let folder = engine.setup.folder
    Task.detached { [mailbox] in
      mailbox.post(.layersLoaded(subject, LayerPage.Content(subject, in: folder)))
    }
  }
}

extension Engine {
  /// How long a figure is measured, in seconds.
  private static let measuringSeconds = 0.4

  /// The speed of the model's network; nothing when the task was cancelled.
  func measurement() -> ModelMeasurement? {
    if Task.isCancelled { return nil }
    do throws(FaceError) {
      let cost = try NetworkCost(of: setup.model, in: setup.folder)
      let pipeline = try pipeline()
      let seconds = try pipeline.secondsPerFace(
        over: Self.measuringSeconds, isCancelled: { Task.isCancelled })
      return Task.isCancelled ? nil : .measured(secondsPerFace: seconds, cost)
    } catch {
      return .failed(error.description)
    }
  }
}

extension NetworkCost {
  fileprivate init(of model: Model, in folder: ModelFolder) throws(FaceError) {
    let network = try model.describedNetwork(in: folder)
    self.init(network, try network.layers())
  }
}

extension Model {
  /// The network with its layers, from its file where nothing else describes it.
  fileprivate func describedNetwork(in folder: ModelFolder) throws(FaceError) -> Network {
    if let network = describedNetwork { return network }
    return try network(in: folder).network
  }
}

extension Network {
  fileprivate func layers() throws(FaceError) -> LayerTable {
    do throws(TensorError) { return try LayerTable(self) } catch { throw .engine(error) }
  }
}

extension LayerPage.Content {
  fileprivate init(_ subject: LayerPage.Subject, in folder: ModelFolder) {
    do throws(FaceError) {
      let network: Network
      switch subject {
      case .model(let model): network = try model.describedNetwork(in: folder)
      case .network(let name):
        guard let known = Network.known.first(where: { $0.name == name }) else {
          throw .unknownModel(name: name, known: Network.known.map(\.name))
        }
        network = known
      }
      let table = try network.layers()
      self = .layers(NetworkCost(network, table), table)
    } catch {
      self = .failed(error.description)
    }
  }
}
